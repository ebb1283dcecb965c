"""Draws by columns: named streams of one seed, and counts that add up.

Each matter draws from its own stream, so that a change in one leaves the others as they were.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

Entiers = NDArray[np.int64]
Reels = NDArray[np.float64]
Booleens = NDArray[np.bool_]


class Hasard:
    """The streams of one seed and one département."""

    def __init__(self, graine: int, departement: str = "") -> None:
        self._racine = (graine, zlib.crc32(departement.encode()))

    def flux(self, nom: str) -> np.random.Generator:
        """A new generator for the matter ``nom``: the same name gives the same draws."""
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence((*self._racine, zlib.crc32(nom.encode())))))


def repartir(total: int, poids: Reels) -> Entiers:
    """``total`` shared in proportion to ``poids``, in whole numbers whose sum is ``total`` (largest remainders).

    >>> repartir(10, np.array([1.0, 1.0, 1.0])).tolist()
    [4, 3, 3]
    """
    somme = float(poids.sum())
    if total <= 0 or somme <= 0:
        return np.zeros(len(poids), dtype=np.int64)
    parts = poids * (total / somme)
    entiers = np.floor(parts).astype(np.int64)
    reste = total - int(entiers.sum())
    entiers[np.argsort(entiers - parts, kind="stable")[:reste]] += 1
    return np.asarray(entiers, dtype=np.int64)


def choisir(flux: np.random.Generator, poids: Reels, nombre: int) -> Entiers:
    """``nombre`` indices drawn in proportion to ``poids`` by systematic sampling, then shuffled.

    Systematic: each index comes out its expected number of times, but for one. The variance of a stock is thereby
    that of a rounding.
    """
    cumul = np.cumsum(poids)
    if nombre <= 0 or cumul.size == 0 or cumul[-1] <= 0:
        return np.zeros(0, dtype=np.int64)
    places = (np.arange(nombre) + flux.random()) * (cumul[-1] / nombre)
    return flux.permutation(np.searchsorted(cumul, places, side="right").clip(0, len(poids) - 1)).astype(np.int64)


def tirer(flux: np.random.Generator, poids: Reels, nombre: int) -> Entiers:
    """``nombre`` independent indices drawn in proportion to ``poids``."""
    cumul = np.cumsum(poids)
    places = flux.random(nombre) * cumul[-1]
    return np.asarray(np.searchsorted(cumul, places, side="right").clip(0, len(poids) - 1), dtype=np.int64)


def delais(flux: np.random.Generator, mediane: Reels | float, etendue: float, nombre: int) -> Reels:
    """Positive delays, skewed to the right (log-normal), in the unit of ``mediane``."""
    return np.asarray(mediane * np.exp(etendue * flux.standard_normal(nombre)), dtype=np.float64)


def arrondir(flux: np.random.Generator, attendu: float) -> int:
    """A whole number whose mean is ``attendu``: the fraction is a chance of one more."""
    return int(attendu) + int(flux.random() < attendu - int(attendu))
