"""Any CSV through a file of correspondences: the name of each field in a product, shared between départements.

The file (YAML) says which declared table a product's extract fills, and how::

    produit: Exemple
    table: mesures
    fichier: MESURES.csv        # <table>.csv unless told
    encodage: cp1252            # utf-8 unless told
    separateur: ";"             # read in the headings unless told
    jour: "%d/%m/%Y"            # AAAA-MM-JJ unless told
    ne_sait_pas: [NSP]
    champs:
      mesure: NUM_MESURE
      enfant: ID_BENEF
      type: {colonne: CODE_PREST, codes: {A1: aed, A2: aed_renforcee}}

Rows go to a Parquet file by blocks, each with its file and line. Beside each column, ``<colonne>_etat`` says whether
the cell was said, absent (the file has no such field), empty, "ne sait pas" or unreadable.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.sources.etats import Etat
from jalons.analyse.sources.flux import FAUTES_MAXIMALES, Bloc, Flux, Suivi, ouvrir
from jalons.analyse.tables.declaration import Colonne, Table, Type
from jalons.analyse.tables.registres import TABLES
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_situe import DocumentYaml, lire_yaml, verifier_forme

_JOUR = "%Y-%m-%d"
FORME: Mapping[str, Any] = {
    "type": "object", "additionalProperties": False, "required": ["produit", "table", "champs"],
    "properties": {
        "produit": {"type": "string", "minLength": 1},
        "fichier": {"type": "string", "pattern": "^[^/\\\\]+$", "description": "un nom de fichier, sans dossier"},
        "table": {"enum": [t.nom for t in TABLES]},
        "encodage": {"enum": ["utf-8", "cp1252", "latin-1"]}, "separateur": {"enum": [";", ",", "\t", "|"]},
        "jour": {"type": "string", "pattern": "%"}, "ne_sait_pas": {"type": "array", "items": {"type": "string"}},
        "champs": {
            "type": "object", "minProperties": 1,
            "additionalProperties": {
                "oneOf": [
                    {"type": "string", "minLength": 1},
                    {"type": "object", "additionalProperties": False, "required": ["colonne"],
                     "properties": {"colonne": {"type": "string", "minLength": 1},
                                    "codes": {"type": "object", "additionalProperties": {"type": "string"}},
                                    "ne_sait_pas": {"type": "array", "items": {"type": "string"}}}},
                ]
            },
        },
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Champ:
    """Where a column is in the product, how its codes are ours, which of them say "ne sait pas"."""

    colonne: Colonne
    nom: str
    codes: Mapping[str, str]
    ne_sait_pas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Correspondance:
    """The fields of one product for one declared table. ``fichier``: name of the extract in its folder."""

    produit: str
    table: Table
    fichier: str
    champs: tuple[Champ, ...]
    encodage: str
    separateur: str
    jour: str


@dataclass(slots=True)
class Bilan:
    """What came of a file.

    Attributes:
        etats: for each column, how many cells are in each state.
        illisibles: the first cells that could not be read, with their line; all of them are counted in ``etats``.
    """

    lignes: int = 0
    etats: dict[str, dict[str, int]] = field(default_factory=dict)
    illisibles: list[Faute] = field(default_factory=list)


def lire_correspondance(contenu: bytes, *, nom: str = "correspondance") -> Correspondance:
    """A file of correspondences.

    Raises:
        EntreeRefusee: it is not well formed, or names a column that the table does not have: every fault.
    """
    document = lire_yaml(contenu, nom=nom)
    fautes = verifier_forme(document, dict(FORME))
    if not fautes:
        fautes = _inconnues(document)
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    d = document.donnees
    table = next(t for t in TABLES if t.nom == d["table"])
    generales = frozenset(d.get("ne_sait_pas", ()))
    champs = tuple(_champ(table.colonne(c), dit, generales) for c, dit in d["champs"].items())
    encodage = d.get("encodage", "utf-8")
    return Correspondance(
        d["produit"], table, d.get("fichier", f"{table.nom}.csv"), champs,
        "utf-8-sig" if encodage == "utf-8" else encodage, d.get("separateur", ""),
        d.get("jour", _JOUR),
    )  # fmt: skip


def convertir(chemin: Path, correspondance: Correspondance, sortie: Path, *, suivre: Suivi | None = None) -> Bilan:
    """Write the declared table of an extract to the Parquet file ``sortie``: whole, or not at all.

    Raises:
        EntreeRefusee: the extract is damaged, or lacks a field that the correspondences name.
    """
    import pyarrow.parquet as pq

    bilan = Bilan()
    descripteur, provisoire = tempfile.mkstemp(suffix=".parquet", dir=sortie.parent)
    os.close(descripteur)
    plume: Any = None
    try:
        for cadre in blocs(chemin, correspondance, bilan, suivre=suivre):
            tableau = cadre.to_arrow()
            plume = plume or pq.ParquetWriter(provisoire, tableau.schema, compression="zstd")
            plume.write_table(tableau)
        if plume is not None:
            plume.close()
            Path(provisoire).replace(sortie)
    finally:
        Path(provisoire).unlink(missing_ok=True)
    return bilan


def blocs(
    chemin: Path, correspondance: Correspondance, bilan: Bilan, *, suivre: Suivi | None = None
) -> Iterator[pl.DataFrame]:
    """The rows of an extract as the declared table, block by block; at least one block, which may be empty.

    Raises:
        EntreeRefusee: as ``convertir``.
    """
    encodage, separateur = correspondance.encodage, correspondance.separateur
    with ouvrir(chemin, encodage=encodage, separateur=separateur, suivre=suivre) as flux:
        _verifier_entete(flux, correspondance, chemin.name)
        aucun = True
        for bloc in flux.blocs:
            aucun = False
            yield _cadre(bloc, flux.entete, correspondance, chemin.name, bilan)
        if aucun:
            yield _cadre(Bloc([], []), flux.entete, correspondance, chemin.name, bilan)


def _champ(colonne: Colonne, dit: str | Mapping[str, Any], generales: frozenset[str]) -> Champ:
    if isinstance(dit, str):
        return Champ(colonne, dit, {}, generales | colonne.ne_sait_pas)
    propres = frozenset(dit.get("ne_sait_pas", ()))
    return Champ(colonne, dit["colonne"], dit.get("codes", {}), generales | propres | colonne.ne_sait_pas)


def _inconnues(document: DocumentYaml) -> list[Faute]:
    table = next(t for t in TABLES if t.nom == document.donnees["table"])
    connues = [c.nom for c in table.colonnes]
    fautes = [
        document.faute(("champs", nom), f"La table « {table.nom} » n'a pas de colonne « {nom} ».", recu=nom,
                       attendu=", ".join(connues))
        for nom in document.donnees["champs"] if nom not in connues
    ]  # fmt: skip
    fautes += [
        document.faute(("champs",), f"La clé « {nom} » de « {table.nom} » manque : dites son champ.", attendu=nom)
        for nom in table.cle if nom not in document.donnees["champs"]
    ]  # fmt: skip
    return fautes


def _verifier_entete(flux: Flux, correspondance: Correspondance, nom: str) -> None:
    fautes = [
        Faute(nom, f"Le champ « {champ.nom} » n'est pas dans l'en-tête : corrigez la correspondance.", "", champ.nom, 1)
        for champ in correspondance.champs if champ.nom not in flux.entete
    ]  # fmt: skip
    doubles = sorted({c for c in flux.entete if flux.entete.count(c) > 1})
    fautes += [
        Faute(nom, f"Deux colonnes s'appellent « {c} » : renommez-en une.", c, "des noms uniques", 1) for c in doubles
    ]
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)


def _cadre(
    bloc: Bloc, entete: tuple[str, ...], correspondance: Correspondance, fichier: str, bilan: Bilan
) -> pl.DataFrame:
    brut = pl.DataFrame(bloc.cellules, schema=dict.fromkeys(entete, pl.String), orient="row")
    par_nom = {champ.colonne.nom: champ for champ in correspondance.champs}
    series: list[pl.Series] = []
    for colonne in correspondance.table.colonnes:
        champ = par_nom.get(colonne.nom)
        series += _absente(colonne, brut.height) if champ is None else _lue(champ, brut, correspondance.jour)
    series += [pl.Series("_fichier", [fichier] * brut.height, pl.String), pl.Series("_ligne", bloc.lignes, pl.Int64)]
    cadre = pl.DataFrame(series)
    _compter(cadre, brut, par_nom, fichier, bilan)
    return cadre


def _absente(colonne: Colonne, nombre: int) -> list[pl.Series]:
    return [
        pl.Series(colonne.nom, [None] * nombre, _TYPES[colonne.type]),
        pl.Series(f"{colonne.nom}_etat", [Etat.ABSENTE.value] * nombre, pl.String),
    ]


_TYPES: Mapping[Type, Any] = {
    Type.TEXTE: pl.String, Type.CODE: pl.String, Type.ENTIER: pl.Int64, Type.NOMBRE: pl.Float64, Type.JOUR: pl.Date,
}  # fmt: skip


def _lue(champ: Champ, brut: pl.DataFrame, jour: str) -> list[pl.Series]:
    """The values of a column, and the state of each."""
    nom = champ.colonne.nom
    texte = pl.col(champ.nom).str.strip_chars()
    lues = brut.select(texte=texte).with_columns(valeur=_valeur(champ, pl.col("texte"), jour))
    etat = (
        pl.when(pl.col("texte") == "").then(pl.lit(Etat.VIDE.value))
        .when(pl.col("texte").is_in(sorted(champ.ne_sait_pas))).then(pl.lit(Etat.NE_SAIT_PAS.value))
        .when(pl.col("valeur").is_null()).then(pl.lit(Etat.ILLISIBLE.value))
        .otherwise(pl.lit(Etat.DITE.value))
    )  # fmt: skip
    lues = lues.with_columns(etat=etat)
    dite = pl.when(pl.col("etat") == Etat.DITE.value).then(pl.col("valeur"))
    valeurs = lues.select(dite.alias(nom))[nom]
    return [valeurs, lues["etat"].alias(f"{nom}_etat")]


def _valeur(champ: Champ, texte: pl.Expr, jour: str) -> pl.Expr:
    if champ.codes:
        texte = texte.replace_strict(dict(champ.codes), default=None, return_dtype=pl.String)
    match champ.colonne.type:
        case Type.JOUR:
            return texte.str.to_date(jour, strict=False)
        case Type.ENTIER:
            return texte.cast(pl.Int64, strict=False)
        case Type.NOMBRE:
            return texte.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        case _:
            return texte


def _compter(cadre: pl.DataFrame, brut: pl.DataFrame, par_nom: Mapping[str, Champ], fichier: str, bilan: Bilan) -> None:
    bilan.lignes += cadre.height
    for nom in [c.removesuffix("_etat") for c in cadre.columns if c.endswith("_etat")]:
        comptes = bilan.etats.setdefault(nom, {})
        for etat, nombre in cadre[f"{nom}_etat"].value_counts().iter_rows():
            comptes[etat] = comptes.get(etat, 0) + nombre
        if nom in par_nom and len(bilan.illisibles) < FAUTES_MAXIMALES:
            mauvaises = cadre.select(pl.col("_ligne"), texte=brut[par_nom[nom].nom], etat=pl.col(f"{nom}_etat"))
            for ligne, texte, _ in mauvaises.filter(etat=Etat.ILLISIBLE.value).head(FAUTES_MAXIMALES).iter_rows():
                bilan.illisibles.append(_illisible(fichier, par_nom[nom], texte, ligne))


def _illisible(fichier: str, champ: Champ, texte: str, ligne: int) -> Faute:
    attendu = "un code de la correspondance" if champ.codes else champ.colonne.type.value
    message = f"« {texte} » ({champ.nom}) ne se lit pas comme {attendu} : corrigez la cellule ou la correspondance."
    return Faute(f"{fichier} : {champ.nom}", message, texte, attendu, ligne)
