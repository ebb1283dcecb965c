"""What may be read by those who have no right to see children: one table, small numbers hidden so that nobody is found.

Only one table and one day a year: a filter or another day would let a reader find a hidden number by difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from jalons.analyse.effectifs.filtres import GROUPES, Filtres
from jalons.analyse.effectifs.mesure import ouvrir, repondre
from jalons.analyse.secret import MASQUE, Regles, Tableau, proteger

BORNES = (0, 3, 6, 11, 16, 18)
"""First age of each band shown; the last one is open."""
TOTAL = "Total"


def tranches() -> dict[str, tuple[int, int | None]]:
    """Bands by name.

    >>> list(tranches())
    ['0 à 2 ans', '3 à 5 ans', '6 à 10 ans', '11 à 15 ans', '16 à 17 ans', '18 ans et plus']
    """
    fermees = {f"{bas} à {haut - 1} ans": (bas, haut - 1) for bas, haut in pairwise(BORNES)}
    return {**fermees, f"{BORNES[-1]} ans et plus": (BORNES[-1], None)}


def compter(chemin: Path, jour: int) -> dict[tuple[str, str], int]:
    """Children by type of care and band of age, one counted once by kind of measure; births not known apart."""
    cellules: dict[tuple[str, str], int] = {}
    with ouvrir(chemin) as base:
        tous = repondre(base, jour, Filtres()).groupes
        for nom, ages in tranches().items():
            groupes = repondre(base, jour, Filtres(ages=ages)).groupes
            cellules |= {(g, nom): groupes.get(g, 0) for g in GROUPES}
    for g in GROUPES:
        cellules[g, "Âge inconnu"] = tous.get(g, 0) - sum(cellules[g, nom] for nom in tranches())
    return cellules


def proteger_effectifs(chemin: Path, jour: int, regles: Regles | None = None) -> dict[str, Any]:
    """The table that may leave, JSON-ready: rows in the order of reading, hidden cells marked, the rule told."""
    suivies = regles or Regles()
    cellules: dict[tuple[str, ...], int | None] = {codes: n for codes, n in compter(chemin, jour).items()}  # noqa: C416 - wider types
    fait = proteger([Tableau("effectifs", ("type", "age"), cellules)], regles=suivies)
    publiees: Mapping[tuple[str, ...], int | str] = fait.publies[0]
    colonnes = [*tranches(), "Âge inconnu", TOTAL]
    return {
        "jour": jour, "seuil": suivies.seuil, "masque": MASQUE, "colonnes": colonnes,
        "lignes": [
            {"code": g, "libelle": GROUPES.get(g, TOTAL), "cellules": [publiees[g, c] for c in colonnes]}
            for g in (*GROUPES, TOTAL)
        ],
        "masquees": len(fait.masques),
    }  # fmt: skip
