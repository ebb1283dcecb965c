"""The files of DREES on child protection, recognised by their headings: long series, tables of one year, staff.

Nothing is corrected: a row that is no figure ("Retour en haut de page") is set aside and told, two rows that
contradict each other are both kept. "-", "ND" and "NR" are not zero. A count with decimals is an estimate of DREES.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.sources.etats import Etat, Valeur, lire_nombre
from jalons.analyse.sources.flux import Suivi, ouvrir, verifier_le_nombre
from jalons.analyse.sources.territoires import existe
from jalons.analyse.tables.statistiques import STATUTS
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_simple import charger

FRANCE = "FR"
"""Code of the whole country without Mayotte, the field of DREES."""
NATIONS = {
    "TOTAL estimé France entière (hors Mayotte)": FRANCE,
    "TOTAL estimé France métropolitaine et DROM (hors Mayotte)": FRANCE,
    "TOTAL estimé France métropolitaine": "FRM",
    "TOTAL estimé DROM (hors Mayotte)": "DROM",
    "TOTAL estimé DROM": "DROM",
    "TOTAL estimé France métropolitaine et DROM": "FR+976",
}
NOM_FRANCE = "France entière (hors Mayotte)"
EFFECTIFS = "enfants ou mesures au 31/12"
_GENRES: Mapping[str, frozenset[str]] = {
    "regions": frozenset({"annee", "code_region", "territoire", "indicateur", "valeur"}),
    "departements": frozenset({"annee", "code_departement", "departement", "indicateur", "valeur"}),
    "detail": frozenset({"annee", "code_departement", "departement", "tableau", "colonne", "valeur"}),
    "personnel": frozenset({"annee", "code_departement", "territoire", "indicateur", "valeur"}),
}
SCHEMA: Mapping[str, Any] = {
    "annee": pl.Int32, "niveau": pl.String, "code": pl.String, "territoire": pl.String, "region": pl.String,
    "indicateur": pl.String, "valeur": pl.Float64, "etat": pl.String, "estimee": pl.Boolean, "unite": pl.String,
    "edition": pl.String, "statut": pl.String, "fichier": pl.String, "ligne": pl.Int64,
}  # fmt: skip
"""Columns of ``tables.statistiques.SERIES``."""
_NOTE = re.compile(r"(?<=[^\W\d_])\d+")


@dataclass(frozen=True, slots=True)
class Ecartee:
    """A row that is no figure, and why."""

    fichier: str
    ligne: int
    raison: str


@dataclass(frozen=True, slots=True, eq=False)
class Drees:
    """What a folder holds: ``series`` (declared table ``SERIES``), rows set aside, files read."""

    series: pl.DataFrame
    ecartees: tuple[Ecartee, ...]
    fichiers: tuple[str, ...]


def lire(dossier: Path, *, suivre: Suivi | None = None) -> Drees:
    """Every DREES file of a folder; files with other headings are left alone.

    Raises:
        EntreeRefusee: the folder holds none; a file is damaged (every fault of every file).
    """
    if not dossier.is_dir():
        message = f"« {dossier} » n'est pas un dossier : donnez celui où sont les fichiers CSV de la DREES."
        raise EntreeRefusee([Faute("--drees", message, str(dossier), "un dossier")], quoi="--drees")
    lignes: list[tuple[Any, ...]] = []
    ecartees: list[Ecartee] = []
    fautes: list[Faute] = []
    lus = []
    for chemin in sorted(dossier.glob("*.csv")):
        try:
            if _un(chemin, lignes, ecartees, suivre):
                lus.append(chemin.name)
        except EntreeRefusee as refus:
            fautes += refus.fautes
    if fautes:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    if not lus:
        message = (
            "Aucun fichier du dossier n'a les colonnes d'une série de la DREES (annee, code_departement ou "
            "code_region, indicateur, valeur) : vérifiez le dossier."
        )
        raise EntreeRefusee([Faute("--drees", message, str(dossier), "des fichiers CSV")], quoi=str(dossier))
    return Drees(pl.DataFrame(lignes, schema=SCHEMA, orient="row"), tuple(ecartees), tuple(lus))


def genre(entete: tuple[str, ...]) -> str | None:
    """Which file these headings open: ``departements``, ``regions``, ``detail``, ``personnel``; else ``None``."""
    return next((nom for nom, noms in _GENRES.items() if noms <= set(entete)), None)


def _un(chemin: Path, lignes: list[tuple[Any, ...]], ecartees: list[Ecartee], suivre: Suivi | None) -> bool:
    with ouvrir(chemin, suivre=suivre) as flux:
        quoi = genre(flux.entete)
        if quoi is None:
            return False
        for bloc in flux.blocs:
            verifier_le_nombre(len(lignes) + len(ecartees) + len(bloc.lignes), chemin.name)
            for numero, cellules in zip(bloc.lignes, bloc.cellules, strict=True):
                brut = dict(zip(flux.entete, cellules, strict=True))
                lue = _ligne(brut, quoi, chemin.name, numero)
                if isinstance(lue, Ecartee):
                    ecartees.append(lue)
                else:
                    lignes.append(lue)
    return True


def _ligne(brut: Mapping[str, str], quoi: str, fichier: str, numero: int) -> tuple[Any, ...] | Ecartee:
    """In the order of ``SCHEMA``."""
    lieu = _lieu(brut, quoi)
    valeur = lire_nombre(brut["valeur"])
    if lieu is None:
        return Ecartee(fichier, numero, f"« {brut.get('territoire', '')} » n'est pas un territoire")
    if valeur.etat is Etat.ILLISIBLE or not brut["annee"].isdigit():
        return Ecartee(fichier, numero, f"« {brut['valeur']} » n'est pas un chiffre, ou « {brut['annee']} » une année")
    indicateur, unite = brut.get("indicateur", ""), brut.get("unite", "")
    if quoi == "detail":
        code, unite = _codes().get((brut["tableau"], _cle(brut["colonne"]))), EFFECTIFS
        if code is None:
            return Ecartee(fichier, numero, f"colonne « {brut['colonne']} » inconnue du tableau {brut['tableau']}")
        indicateur = code
    elif quoi == "personnel":
        unite = "personnes au 31/12"
    niveau, code, nom, region = lieu
    if niveau == "departement" and valeur.nombre == 0 and not existe(code, int(brut["annee"])):
        valeur = Valeur(None, Etat.SANS_OBJET)  # the tables of expenditure write 0 where those of counts write "-"
    statut = brut.get("statut", "") or "non_precise"
    if statut not in STATUTS:
        return Ecartee(fichier, numero, f"statut « {statut} » inconnu : {', '.join(STATUTS)}")
    # amounts in thousands of euros have decimals by nature: only a count tells that it was estimated
    estimee = valeur.decimale and "euros" not in unite
    return (
        int(brut["annee"]), niveau, code, nom, region, indicateur, valeur.nombre, valeur.etat.value, estimee, unite,
        brut.get("edition", ""), statut, fichier, numero,
    )  # fmt: skip


def _lieu(brut: Mapping[str, str], quoi: str) -> tuple[str, str, str, str] | None:
    """Level, code, name, région; ``None`` for a row that names no territory."""
    if quoi == "regions":
        if brut["code_region"]:
            return "region", brut["code_region"], brut["territoire"], ""
    elif brut["code_departement"]:
        nom = brut.get("departement") or brut.get("territoire", "")
        return "departement", brut["code_departement"], nom, brut.get("code_region", "")
    nation = NATIONS.get(brut.get("territoire", ""))
    return None if nation is None else ("nation", nation, brut["territoire"].removeprefix("TOTAL estimé "), "")


def _cle(libelle: str) -> str:
    return _NOTE.sub("", libelle).strip().casefold()


@cache
def _codes() -> Mapping[tuple[str, str], str]:
    """Table and heading, without footnote marks, to a code."""
    lus = charger(Path(__file__).with_name("drees_tableaux.yaml").read_bytes())["tableaux"]
    return {(tableau, _cle(libelle)): code for tableau, noms in lus.items() for libelle, code in noms.items()}
