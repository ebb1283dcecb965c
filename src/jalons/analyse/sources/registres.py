"""Registers in a folder of Parquet files, one per table, read only when an expression asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jalons.analyse.store import Magasin
from jalons.analyse.tables.declaration import Table, Type
from jalons.analyse.tables.registres import OBLIGATOIRES, TABLES
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True, eq=False)
class Registres:
    """Tables by name; those that the folder does not hold are not there, nor their columns.

    Attributes:
        dossier: where they were read; ``None``: given in memory.
    """

    magasin: Magasin
    tables: Mapping[str, ir.Table]
    dossier: Path | None = None

    def manque(self, table: str, colonne: str) -> str:
        """In French, why this column cannot be read; empty when it can."""
        if table not in self.tables:
            return f"la table « {table} » manque"
        return "" if colonne in self.tables[table].columns else f"la table « {table} » n'a pas la colonne « {colonne} »"

    def departement(self) -> str | None:
        """The code that the rows of ``mesures`` bear, when they all bear the same."""
        mesures = self.tables["mesures"]
        if "departement" not in mesures.columns:
            return None
        codes = self.magasin.polars(mesures.select("departement").distinct().limit(2))["departement"].to_list()
        return str(codes[0]) if len(codes) == 1 and codes[0] is not None else None


def lire(magasin: Magasin, dossier: Path, extraits: Path | None = None) -> Registres:
    """The tables of a folder (``mesures.parquet``, or a folder ``mesures/`` of several files); those of ``extraits``
    (converted from another software's files) come first.

    Raises:
        EntreeRefusee: no such folder; an obligatory table or column is missing; a file is unreadable; a column of days
            holds something else: every fault.
    """
    if not dossier.is_dir():
        message = f"« {dossier} » n'est pas un dossier : donnez celui des tables Parquet (« jalons synthese generer »)."
        raise EntreeRefusee([Faute("--source", message, str(dossier), "un dossier")], quoi="--source")
    fautes: list[Faute] = []
    tables: dict[str, ir.Table] = {}
    for declaree in TABLES:
        chemins = (_fichiers(extraits, declaree.nom) if extraits else []) or _fichiers(dossier, declaree.nom)
        if not chemins:
            continue
        try:
            tables[declaree.nom] = magasin.lire_parquet(chemins, declaree.nom)
        except EntreeRefusee as refus:
            fautes += refus.fautes
    return verifier(Registres(magasin, tables, dossier), fautes)


def verifier(registres: Registres, fautes: list[Faute] | None = None) -> Registres:
    """The same registers, once their declared columns are known to be of their type.

    Raises:
        EntreeRefusee: as ``lire``.
    """
    fautes = list(fautes or [])
    connues = {f.lieu.removesuffix(".parquet") for f in fautes}
    for nom, colonnes in OBLIGATOIRES.items():
        for colonne in colonnes:
            if nom not in connues and (manque := registres.manque(nom, colonne)):
                fautes.append(Faute(nom, f"{manque[0].upper()}{manque[1:]} : ajoutez-la.", "", colonne))
    for declaree in TABLES:
        if declaree.nom in registres.tables:
            fautes += _types(declaree, registres.tables[declaree.nom])
    fautes += _cles(registres)
    if fautes:
        raise EntreeRefusee(_uniques(fautes), quoi=str(registres.dossier or "registres"))
    return registres


def _fichiers(dossier: Path, nom: str) -> list[Path]:
    seul = dossier / f"{nom}.parquet"
    return [seul] if seul.is_file() else sorted((dossier / nom).glob("*.parquet"))


def _types(declaree: Table, table: ir.Table) -> list[Faute]:
    schema = table.schema()
    fautes = []
    for colonne in declaree.colonnes:
        if colonne.type is Type.JOUR and colonne.nom in schema and not schema[colonne.nom].is_date():
            message = (
                f"La colonne « {colonne.nom} » n'est pas faite de jours ({schema[colonne.nom]}) : convertissez-la."
            )
            fautes.append(Faute(declaree.nom, message, str(schema[colonne.nom]), "date"))
    return fautes


def _cles(registres: Registres) -> list[Faute]:
    """A number that ties two tables must be written the same way in both."""
    fautes = []
    for colonne in ("enfant", "mesure", "lieu", "ip", "situation"):
        types = {nom: str(t.schema()[colonne]) for nom, t in registres.tables.items() if colonne in t.columns}
        if len({"nombre" if t.lstrip("u").startswith("int") else t for t in types.values()}) > 1:
            dits = ", ".join(f"{nom} ({t})" for nom, t in types.items())
            message = f"La colonne « {colonne} » n'est pas du même type partout : {dits}. Écrivez-la partout pareil."
            fautes.append(Faute(colonne, message, dits, "un seul type"))
    return fautes


def _uniques(fautes: list[Faute]) -> list[Faute]:
    return list(dict.fromkeys(fautes))
