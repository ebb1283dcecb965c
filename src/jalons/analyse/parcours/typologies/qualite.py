"""Whether a partition separates paths: silhouette, Calinski and Harabasz, biserial correlation, Hubert's gamma.

Weights count children: a line of weight 3 is three children who are at no distance from each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jalons.analyse.parcours.distances import Distances
from jalons.analyse.parcours.sequences import Entiers, Reels
from jalons.analyse.parcours.typologies.partition import SANS_TYPE, Partition

CLASSES = 65_535
"""Steps in which distances are counted: whole distances are each their own."""
_LIGNES = 256


@dataclass(frozen=True, slots=True)
class Qualite:
    """The greater, the better separated; ``None`` where it has no meaning (a single type).

    Attributes:
        silhouette: mean, from -1 to 1; ``par_type``: of each type.
        calinski: pseudo F on distances; compares numbers of types on the same children only.
        part_expliquee: share of the discrepancy of paths that lies between types, 0 to 1.
        correlation: between distance and being of two types (point biserial), -1 to 1.
        gamma: share of pairs of pairs in the right order less share in the wrong one (Hubert), -1 to 1.
    """

    silhouette: float | None
    par_type: tuple[float, ...]
    calinski: float | None
    part_expliquee: float | None
    correlation: float | None
    gamma: float | None


def qualite(distances: Distances, partition: Partition) -> Qualite:
    """Quality over the paths that have a type."""
    dedans = np.flatnonzero(partition.types != SANS_TYPE)
    types, poids = partition.types[dedans], distances.distinctes.poids[dedans]
    k = len(partition)
    if k < 2:
        return Qualite(None, (), None, None, None, None)
    carree = distances.carree[np.ix_(dedans, dedans)]
    membres = np.zeros((len(dedans), k))
    membres[np.arange(len(dedans)), types] = poids
    sommes = carree.astype(np.float64) @ membres
    silhouettes = _silhouettes(sommes, types, membres.sum(axis=0))
    par_type = tuple(float(np.average(silhouettes[types == t], weights=poids[types == t])) for t in range(k))
    calinski, part = _calinski(sommes, membres, poids)
    correlation, gamma = _paires(carree, types, poids)
    return Qualite(float(np.average(silhouettes, weights=poids)), par_type, calinski, part, correlation, gamma)


def _silhouettes(sommes: Reels, types: Entiers, totaux: Reels) -> Reels:
    rangs = np.arange(len(types))
    siens = totaux[types]
    a = np.divide(sommes[rangs, types], siens - 1, out=np.zeros(len(types)), where=siens > 1)
    moyennes = sommes / totaux
    moyennes[rangs, types] = np.inf
    b = moyennes.min(axis=1)
    plus = np.maximum(a, b)
    s = np.divide(b - a, plus, out=np.zeros(len(types)), where=(plus > 0) & (siens > 1))
    return np.asarray(s, dtype=np.float64)


def _calinski(sommes: Reels, membres: Reels, poids: Reels) -> tuple[float | None, float | None]:
    total, k = poids.sum(), membres.shape[1]
    ensemble = float(poids @ sommes.sum(axis=1)) / (2 * total)
    dedans = float(((membres * sommes).sum(axis=0) / (2 * membres.sum(axis=0))).sum())
    if ensemble <= 0:
        return None, None
    part = 1 - dedans / ensemble
    if dedans <= 0 or total <= k:
        return None, part
    return ((ensemble - dedans) / (k - 1)) / (dedans / (total - k)), part


def _paires(carree: np.ndarray[tuple[int, ...], np.dtype[np.float32]], types: Entiers, poids: Reels) -> tuple[
    float | None, float | None
]:  # fmt: skip
    """From the counts of distances inside types and between them; a pair is two different children."""
    plus_grande = float(carree.max(initial=0))
    if plus_grande <= 0:
        return None, None
    comptes = np.zeros((2, CLASSES + 1))
    for depart in range(0, len(types), _LIGNES):
        lignes = slice(depart, depart + _LIGNES)
        classes = np.rint(carree[lignes] * (CLASSES / plus_grande)).astype(np.int64)
        differents = types[lignes, None] != types
        paires = np.outer(poids[lignes], poids)
        codes = classes + differents * (CLASSES + 1)
        comptes += np.bincount(codes.ravel(), weights=paires.ravel(), minlength=2 * (CLASSES + 1)).reshape(2, -1)
    comptes[0, 0] -= poids.sum()  # nobody is in a pair with oneself
    comptes /= 2
    return _correlation(comptes), _gamma(comptes)


def _correlation(comptes: Reels) -> float | None:
    valeurs, total = np.arange(comptes.shape[1], dtype=np.float64), comptes.sum()
    n0, n1 = comptes.sum(axis=1)
    moyenne = (comptes.sum(axis=0) @ valeurs) / total
    variance = (comptes.sum(axis=0) @ (valeurs - moyenne) ** 2) / total
    if n0 <= 0 or n1 <= 0 or variance <= 0:
        return None
    ecart = (comptes[1] @ valeurs) / n1 - (comptes[0] @ valeurs) / n0
    return float(ecart * np.sqrt(n0 * n1) / total / np.sqrt(variance))


def _gamma(comptes: Reels) -> float | None:
    avant = np.concatenate([[0.0], np.cumsum(comptes, axis=1)[0][:-1]])
    apres = comptes[0].sum() - avant - comptes[0]
    bons, mauvais = float(comptes[1] @ avant), float(comptes[1] @ apres)
    return (bons - mauvais) / (bons + mauvais) if bons + mauvais > 0 else None
