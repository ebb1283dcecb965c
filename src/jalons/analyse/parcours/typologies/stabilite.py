"""Whether the types come back when children are drawn again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from jalons.analyse.parcours.distances import Distances
from jalons.analyse.parcours.sequences import Entiers, Reels
from jalons.analyse.parcours.typologies.partition import SANS_TYPE, Partition, classer


@dataclass(frozen=True, slots=True)
class Stabilite:
    """Agreement between the partition and those of children drawn again, with replacement.

    Attributes:
        rand: adjusted Rand index, mean over draws: 1 the same partition, 0 chance.
        jaccard: for each type, mean over draws of the best overlap with a new type, 0 to 1; under 0.6 a type does not
            hold, from 0.75 on it does (Hennig, Computational Statistics and Data Analysis 52, 2007).
    """

    tirages: int
    rand: float
    jaccard: tuple[float, ...]


def stabilite(
    distances: Distances, partition: Partition, methode: str, *, tirages: int, graine: int
) -> Stabilite | None:
    """Over ``tirages`` draws; ``None`` when nothing was drawn, or a single type leaves nothing to compare."""
    if tirages < 1 or len(partition) < 2:
        return None
    hasard = np.random.default_rng(graine)
    rands, jaccards = [], []
    for tirage in range(tirages):
        lignes, comptes = _tirer(distances, hasard)
        gardees = replace(distances.distinctes.garder(lignes), poids=comptes)
        places = np.repeat(np.arange(len(lignes)), comptes.astype(np.int64))
        tirees = Distances(distances.carree[np.ix_(lignes, lignes)], gardees, places)
        nouvelle = classer(tirees, methode, min(len(partition), len(lignes)), graine + tirage)
        table = contingence(partition.types[lignes], nouvelle.types, comptes)
        rands.append(rand_ajuste(table))
        jaccards.append(_jaccards(partition.types[lignes], nouvelle.types, comptes, len(partition)))
    with np.errstate(invalid="ignore"):
        moyennes = np.nanmean(np.array(jaccards), axis=0)
    return Stabilite(tirages, float(np.mean(rands)), tuple(float(x) for x in moyennes))


def _tirer(distances: Distances, hasard: np.random.Generator) -> tuple[Entiers, Reels]:
    n = len(distances.places)
    comptes = np.bincount(distances.places[hasard.integers(0, n, n)], minlength=len(distances.distinctes))
    lignes = np.flatnonzero(comptes)
    return lignes.astype(np.int64), comptes[lignes].astype(np.float64)


def contingence(uns: Entiers, autres: Entiers, poids: Reels) -> Reels:
    """Weight of each pair of types; ``SANS_TYPE`` is a group of its own."""
    a, b = np.unique(uns, return_inverse=True)[1].ravel(), np.unique(autres, return_inverse=True)[1].ravel()
    table = np.zeros((a.max(initial=0) + 1, b.max(initial=0) + 1))
    np.add.at(table, (a, b), poids)
    return table


def rand_ajuste(table: Reels) -> float:
    """Adjusted Rand index of a contingency table (Hubert and Arabie, 1985).

    >>> rand_ajuste(np.array([[3.0, 0.0], [0.0, 2.0]]))
    1.0
    """

    def paires(x: Reels) -> float:
        return float((x * (x - 1) / 2).sum())

    ensemble, uns, autres = paires(table), paires(table.sum(axis=1)), paires(table.sum(axis=0))
    total = paires(np.array([table.sum()]))
    attendu = uns * autres / total if total else 0.0
    plafond = (uns + autres) / 2
    return 1.0 if plafond == attendu else (ensemble - attendu) / (plafond - attendu)


def _jaccards(uns: Entiers, autres: Entiers, poids: Reels, types: int) -> list[float]:
    """Best overlap of each type; NaN when none of its children was drawn."""
    recouvrements = []
    for t in range(types):
        sien = uns == t
        if not sien.any():
            recouvrements.append(float("nan"))
            continue
        nouveaux = [autres == u for u in np.unique(autres[autres != SANS_TYPE])]
        parts = [poids[sien & n].sum() / poids[sien | n].sum() for n in nouveaux]
        recouvrements.append(float(max(parts, default=0.0)))
    return recouvrements
