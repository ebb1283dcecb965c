"""Reads the kinds of measures, once. The shape is checked by ``lint``, not here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jalons.droit.construction import Constructeur
from jalons.droit.loader import CATALOGUE, bibliographie, lire
from jalons.droit.mesures.modele import Fin, Nature, Vie
from jalons.droit.valeurs import DroitInapplicable

Donnees = Mapping[str, Any]


@cache
def fins() -> Mapping[str, Fin]:
    """Every reason for which a measure ends, by code."""
    lues = lire(CATALOGUE / "nomenclatures" / "fins_de_mesure.yaml")["fins"]
    return {f["code"]: Fin(f["code"], f["libelle"], tuple(f.get("evenements", ()))) for f in lues}


@cache
def _fichiers() -> tuple[Donnees, ...]:
    return tuple(lire(f) for f in sorted((CATALOGUE / "mesures").glob("*.yaml")))


@cache
def natures() -> Mapping[str, Nature]:
    """Every kind of measure by code, in the order of the files."""
    constructeur = Constructeur(bibliographie())
    lues: dict[str, Nature] = {}
    for fichier in _fichiers():
        vies = {
            v["code"]: Vie(v["code"], {e: tuple(codes) for e, codes in v.items() if e != "code"})
            for v in fichier["vies"]
        }
        for m in fichier["mesures"]:
            lues[m["code"]] = _nature(m, fichier["famille"], vies[m["vie"]], constructeur)
    return lues


def _nature(m: Donnees, famille: str, vie: Vie, constructeur: Constructeur) -> Nature:
    return Nature(
        code=m["code"],
        libelle=m["libelle"],
        sigle=m.get("sigle", m["libelle"]),
        famille=famille,
        cadre=m["cadre"],
        decideur=m["decideur"],
        accord=m["accord"],
        vie=vie,
        fins=tuple(fins()[code] for code in m["fins"]),
        provenance=constructeur.provenance(m["provenance"]),
        exclusive=m.get("exclusive", ""),
        prise_en_charge=m.get("prise_en_charge", False),
        confie=m.get("confie", False),
        immediate=m.get("immediate", False),
        heures=m.get("heures", False),
        renouvelable=m["renouvelable"],
        renforce=m.get("renforce", ""),
        durees=tuple(m.get("durees", ())),
        cible=m.get("cible", ""),
        age_des=m["ages"].get("des", ""),
        age_avant=m["ages"].get("avant", ""),
    )


@cache
def familles() -> tuple[tuple[str, tuple[Nature, ...]], ...]:
    """Heading of each file with its kinds, in order: for lists and for the generated reference."""
    return tuple((f["libelle"], tuple(natures()[m["code"]] for m in f["mesures"])) for f in _fichiers())


@cache
def _correspondances() -> Mapping[tuple[str, str], str]:
    lues = lire(CATALOGUE / "nomenclatures" / "correspondances_mesures.yaml")["correspondances"]
    return {(c["origine"], c["code"]): c["mesure"] for c in lues}


def nature_synthetique(code: str) -> Nature:
    """The kind that a code of the synthetic département means.

    Raises:
        DroitInapplicable: it means none.
    """
    connu = _correspondances().get(("synthese", code), code)
    if (nature := natures().get(connu)) is None:
        raise DroitInapplicable(f"La mesure « {code} » n'a pas de correspondance au catalogue des mesures.")
    return nature
