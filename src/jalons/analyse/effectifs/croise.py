"""Children followed on a day, crossed by local unit, type of care and band of age: tables to protect and publish.

A child is counted once by type of care, in the local unit and with the age that she has there; every table comes from
one count, so that their totals agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

from jalons.analyse.effectifs.filtres import GROUPES
from jalons.analyse.effectifs.mesure import ouvrir
from jalons.analyse.effectifs.public import tranches

AGE_INCONNU = "Âge inconnu"
DIMENSIONS = ("territoire", "type", "age")
Cellule = tuple[tuple[str, ...], int]


def croiser(chemin: Path, jour: int, dimensions: Sequence[str]) -> list[Cellule]:
    """Every cell, zeros too, in the order of reading.

    Args:
        chemin: rows of ``preparation``.
        jour: as ``filtres.cle_du_jour`` writes it.
        dimensions: among ``DIMENSIONS``; types and ages in words, local units by their code.
    """
    rangs = [DIMENSIONS.index(d) for d in dimensions]
    comptes: dict[tuple[str, ...], int] = {}
    with ouvrir(chemin) as base:
        lieux = [str(t) for (t,) in base.execute("SELECT DISTINCT CAST(territoire AS VARCHAR) FROM lignes").fetchall()]
        for lieu, groupe, age, nombre in base.execute(_question(jour)).fetchall():
            cellule = (str(lieu), GROUPES.get(groupe, groupe), _tranche(age))
            cle = tuple(cellule[r] for r in rangs)
            comptes[cle] = comptes.get(cle, 0) + int(nombre)
    connus = (sorted(lieux), list(GROUPES.values()), [*tranches(), AGE_INCONNU])
    return [(cle, comptes.get(cle, 0)) for cle in product(*(connus[r] for r in rangs))]


def _question(jour: int) -> str:
    jour = int(jour)
    presents = (
        f"SELECT n, CAST(groupe AS VARCHAR) AS groupe, min(CAST(territoire AS VARCHAR)) AS territoire, "  # noqa: S608 - whole numbers
        f"min(CASE WHEN naissance = 0 THEN NULL ELSE ({jour} - naissance) // 10000 END) AS age "
        f"FROM lignes WHERE debut <= {jour} AND fin > {jour} GROUP BY 1, 2"
    )
    return f"SELECT territoire, groupe, age, count(*) FROM ({presents}) GROUP BY 1, 2, 3"  # noqa: S608 - built above


def _tranche(age: int | None) -> str:
    """The band of an age.

    >>> _tranche(17), _tranche(40), _tranche(None)
    ('16 à 17 ans', '18 ans et plus', 'Âge inconnu')
    """
    if age is None or age < 0:
        return AGE_INCONNU
    return next(nom for nom, (bas, haut) in tranches().items() if age >= bas and (haut is None or age <= haut))
