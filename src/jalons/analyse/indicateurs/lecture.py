"""Reads the catalogue of indicators, one YAML file each, and tells every fault of every file."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jalons.analyse.indicateurs.modele import SENS, Indicateur
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_situe import DocumentYaml, lire_yaml, verifier_forme

CATALOGUE = Path(__file__).with_name("catalogue")
FAMILLES = {
    "stocks": "Stocks au jour dit", "ase": "Tableaux de l'enquête Aide sociale", "flux": "Flux des douze derniers mois",
    "taux": "Taux pour mille habitants", "parts": "Parts", "medianes": "Médianes", "delais": "Délais",
    "crip": "Informations préoccupantes", "pmi": "Petite enfance", "series": "Séries de la DREES",
}  # fmt: skip
"""Families in the order in which they are shown; a family is a folder of the catalogue."""
MODULES = {"ase": "stocks"}
"""Families whose functions are those of another one."""
SPECIALES = ("delais", "series")
"""Bases that are not a relation of the registers."""

FORME: Mapping[str, Any] = {
    "type": "object", "additionalProperties": False,
    "required": ["code", "libelle", "base", "fonction", "parametres", "unite", "numerateur", "denominateur", "source",
                 "article", "reserve", "sens", "confirme"],
    "properties": {
        "code": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "description": "un code en minuscules"},
        "libelle": {"type": "string", "minLength": 5}, "base": {"type": "string"}, "fonction": {"type": "string"},
        "parametres": {"type": "object"}, "unite": {"type": "string", "minLength": 1},
        "numerateur": {"type": "string", "minLength": 3}, "denominateur": {"type": "string"},
        "source": {"type": "string", "minLength": 3}, "article": {"type": "string"}, "reserve": {"type": "string"},
        "sens": {"enum": list(SENS)}, "confirme": {"type": "boolean"}, "serie": {"type": "string"},
    },
}  # fmt: skip
"""Shape of one file."""


@cache
def indicateurs() -> Mapping[str, Indicateur]:
    """Every indicator of Jalons by code, family by family.

    Raises:
        EntreeRefusee: a file of the catalogue is faulty.
    """
    lus, fautes = lire(CATALOGUE)
    if fautes:
        raise EntreeRefusee(fautes, quoi="catalogue des indicateurs")
    return lus


def lire(dossier: Path) -> tuple[dict[str, Indicateur], list[Faute]]:
    """The indicators of a folder that are sound, and the faults of the others."""
    lus: dict[str, Indicateur] = {}
    fautes: list[Faute] = []
    for famille in FAMILLES:
        for chemin in sorted((dossier / famille).glob("*.yaml")):
            nom = f"{famille}/{chemin.name}"
            try:
                document = lire_yaml(chemin.read_bytes(), nom=nom)
            except EntreeRefusee as refus:
                fautes += refus.fautes
                continue
            mal = _situer(nom, verifier_forme(document, dict(FORME))) or list(
                _fond(nom, famille, document, chemin, lus)
            )
            fautes += mal
            if not mal:
                donnees = document.donnees
                lus[donnees["code"]] = Indicateur(famille=famille, **donnees)
    return lus, fautes


def _situer(nom: str, fautes: list[Faute]) -> list[Faute]:
    return [Faute(f"{nom} : {f.lieu}", f.message, f.recu, f.attendu, f.ligne) for f in fautes]


def _fond(
    nom: str, famille: str, document: DocumentYaml, chemin: Path, lus: Mapping[str, Indicateur]
) -> Iterator[Faute]:
    """What the shape does not say: names that must exist, columns that the base must have."""
    d = document.donnees
    if d["code"] != chemin.stem:
        yield document.faute(("code",), f"Le code de {nom} doit être le nom du fichier, « {chemin.stem} ».")
    if d["code"] in lus:
        yield document.faute(("code",), f"Le code « {d['code']} » est déjà pris ({nom}).")
    if not hasattr(module(famille), d["fonction"]):
        yield document.faute(("fonction",), f"La famille {famille} n'a pas de fonction « {d['fonction']} » ({nom}).")
    yield from _colonnes(nom, document)


def _colonnes(nom: str, document: DocumentYaml) -> Iterator[Faute]:
    from jalons.analyse.indicateurs.bases import BASES

    d = document.donnees
    if d["base"] in SPECIALES:
        return
    if d["base"] not in BASES:
        yield document.faute(("base",), f"La base « {d['base']} » n'existe pas ({nom}) : {', '.join(BASES)}.")
        return
    for colonne in colonnes(d["parametres"]):
        if colonne not in BASES[d["base"]].colonnes:
            message = f"La base « {d['base']} » n'a pas la colonne « {colonne} » ({nom})."
            yield document.faute(("parametres",), message, recu=colonne)


def module(famille: str) -> Any:
    """The file of functions of a family."""
    return importlib.import_module(f"jalons.analyse.indicateurs.familles.{MODULES.get(famille, famille)}")


def colonnes(parametres: Mapping[str, Any]) -> list[str]:
    """Columns of the base that these parameters read."""
    lues = [*parametres.get("ou", {}), *parametres.get("parmi", {})]
    lues += [parametres[cle] for cle in ("de", "quoi", "examen") if cle in parametres]
    return [*lues, *(["age"] if "age" in parametres else [])]
