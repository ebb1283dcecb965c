"""Partition around medoids: FasterPAM (Schubert and Rousseeuw, Information Systems 101, 2021), weighted, compiled."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jalons.analyse.parcours.compilation import compiler
from jalons.analyse.parcours.sequences import Entiers, Reels

Simples = npt.NDArray[np.float32]
DEPARTS = 2
"""Random starts beside the greedy one; the least total distance is kept."""
_LIGNES = 512


def medoides(distances: Simples, poids: Reels, nombre: int, graine: int) -> Entiers:
    """Lines whose weighted distances to the nearest are least, in order; the same seed gives the same ones.

    Raises:
        ValueError: fewer lines than types.
    """
    n = len(distances)
    if not 1 <= nombre <= n:
        raise ValueError(f"{nombre} medoids among {n} lines.")
    hasard = np.random.default_rng(graine)
    departs = [_gloutons(distances, poids, nombre)]
    departs += [hasard.choice(n, nombre, replace=False).astype(np.int64) for _ in range(DEPARTS)]
    essais = [_echanger(distances, poids, depart) for depart in departs]
    totaux = [float((distances[essai].min(axis=0) * poids).sum()) for essai in essais]
    return np.sort(essais[int(np.argmin(totaux))])


def _gloutons(distances: Simples, poids: Reels, nombre: int) -> Entiers:
    """Start: each new medoid is the one that shortens distances the most."""
    proches, choisis = np.full(len(poids), np.inf, dtype=np.float32), list[int]()
    for _ in range(nombre):
        totaux = np.concatenate(
            [np.minimum(distances[d : d + _LIGNES], proches) @ poids for d in range(0, len(poids), _LIGNES)]
        )
        totaux[choisis] = np.inf
        choisis.append(int(np.argmin(totaux)))
        proches = np.minimum(proches, distances[choisis[-1]])
    return np.array(choisis, dtype=np.int64)


@compiler
def _echanger(distances: Simples, poids: Reels, depart: Entiers) -> Entiers:
    """Replace a medoid by another line as long as the total falls; every line is tried for all medoids at once."""
    n, k = len(poids), len(depart)
    choisis, premier = depart.copy(), np.empty(n, dtype=np.int64)
    d1, d2, perte, delta = np.empty(n), np.empty(n), np.empty(k), np.empty(k)
    _plus_proches(distances, poids, choisis, premier, d1, d2, perte)
    sans_effet, o = 0, 0
    while sans_effet < n:
        gain = _essayer(distances[o], poids, premier, d1, d2, perte, delta)
        place, deja = 0, False
        for m in range(k):
            deja = deja or choisis[m] == o
            if delta[m] < delta[place]:
                place = m
        sans_effet += 1
        if delta[place] + gain < -1e-6 and not deja:
            choisis[place] = o
            _plus_proches(distances, poids, choisis, premier, d1, d2, perte)
            sans_effet = 0
        o = (o + 1) % n
    return choisis


@compiler
def _plus_proches(
    distances: Simples, poids: Reels, choisis: Entiers, premier: Entiers, d1: Reels, d2: Reels, perte: Reels
) -> None:
    """For each line the nearest medoid, its distance and that of the second; and what losing each medoid would cost."""
    for m in range(len(choisis)):
        perte[m] = 0
    for j in range(len(poids)):
        premier[j], d1[j], d2[j] = 0, np.inf, np.inf
        for m in range(len(choisis)):
            d = distances[choisis[m], j]
            if d < d1[j]:
                premier[j], d2[j], d1[j] = m, d1[j], d
            elif d < d2[j]:
                d2[j] = d
        if len(choisis) > 1:
            perte[premier[j]] += poids[j] * (d2[j] - d1[j])


@compiler
def _essayer(ligne: Simples, poids: Reels, premier: Entiers, d1: Reels, d2: Reels, perte: Reels, delta: Reels) -> float:
    """Change of the total if this line became a medoid: what is common to all; ``delta`` gets that of each medoid."""
    gain, seul = 0.0, len(delta) == 1
    for m in range(len(delta)):
        delta[m] = perte[m]
    for j in range(len(poids)):
        d = ligne[j]
        if d < d1[j] or seul:
            gain += poids[j] * (d - d1[j])
            if not seul:
                delta[premier[j]] += poids[j] * (d1[j] - d2[j])
        elif d < d2[j]:
            delta[premier[j]] += poids[j] * (d - d2[j])
    return gain
