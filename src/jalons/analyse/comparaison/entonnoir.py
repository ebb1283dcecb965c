"""The funnel: which départements stand further from the whole than chance allows, given how many people they count.

Limits at 95 % and 99.8 %. Exact: quantiles of the Poisson law (rates) or of the binomial law (shares). Where
départements differ more than chance (which is nearly always: they differ for reasons), the limits are widened by a
factor measured on the départements themselves, the furthest tenth brought back on each side, and become normal
approximations. (Spiegelhalter, Statistics in Medicine, 2005.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np

NIVEAUX = (0.95, 0.998)
"""Share of the départements that chance alone would leave between the limits."""
ECRETE = 0.1
"""Share brought back on each side before the factor is measured."""
ASSEZ = 10
"""Départements below which no factor is measured, hence no funnel drawn."""


class Position(StrEnum):
    """Where a département stands."""

    DEDANS = "dans les limites"
    SURVEILLER_HAUT = "au-dessus de la limite à 95 %"
    SURVEILLER_BAS = "au-dessous de la limite à 95 %"
    HORS_HAUT = "au-dessus de la limite à 99,8 %"
    HORS_BAS = "au-dessous de la limite à 99,8 %"


@dataclass(frozen=True, slots=True)
class Point:
    """One département: what is counted, among how many."""

    code: str
    nom: str
    observe: float
    effectif: float


@dataclass(frozen=True, slots=True)
class Entonnoir:
    """The whole and its limits.

    Attributes:
        loi: ``poisson`` or ``binomiale``; ``pour``: what a value is for (100, 1,000).
        reference: value of all the points together.
        facteur: how many times the variance that chance would give; 1 when it is not more.
    """

    points: tuple[Point, ...]
    loi: str
    pour: float
    reference: float
    facteur: float

    @property
    def elargi(self) -> bool:
        """Whether the limits were widened."""
        return self.facteur > 1

    @property
    def methode(self) -> str:
        """In French, how the limits were drawn."""
        loi = "loi de Poisson" if self.loi == "poisson" else "loi binomiale"
        if not self.elargi:
            return f"limites exactes à 95 % et 99,8 % ({loi})"
        facteur = f"{self.facteur:.1f}".replace(".", ",")
        return (
            f"limites à 95 % et 99,8 % ({loi}, approximation normale) élargies : la variance entre départements vaut "
            f"{facteur} fois celle du hasard"
        )

    def valeur(self, point: Point) -> float:
        """Value of a point."""
        return self.pour * point.observe / point.effectif

    def limites(self, effectif: float, niveau: float) -> tuple[float, float]:
        """Lower and upper limit for a territory of this size."""
        if self.elargi:
            ecart = _z(niveau) * self.pour * math.sqrt(self.facteur) * _ecart_type(self, effectif)
            haut = self.reference + ecart
            plafond = self.pour if self.loi == "binomiale" else math.inf
            return max(self.reference - ecart, 0.0), min(haut, plafond)
        bas, haut = ((1 - niveau) / 2, (1 + niveau) / 2)
        return self._quantile(effectif, bas), self._quantile(effectif, haut)

    def position(self, point: Point) -> Position:
        """Where this point stands."""
        valeur = self.valeur(point)
        (bas, haut), (tres_bas, tres_haut) = (self.limites(point.effectif, n) for n in NIVEAUX)
        if valeur > tres_haut:
            return Position.HORS_HAUT
        if valeur < tres_bas:
            return Position.HORS_BAS
        if valeur > haut:
            return Position.SURVEILLER_HAUT
        return Position.SURVEILLER_BAS if valeur < bas else Position.DEDANS

    def _quantile(self, effectif: float, part: float) -> float:
        """Quantile of the exact law: chance leaves less than ``part`` strictly beyond it on its side."""
        from scipy import stats

        taux = self.reference / self.pour
        loi = stats.poisson(taux * effectif) if self.loi == "poisson" else stats.binom(round(effectif), taux)
        return self.pour * float(loi.ppf(part)) / effectif

    def en_json(self) -> dict[str, Any]:
        """The public form, with the place of each point."""
        points = [asdict(p) | {"valeur": self.valeur(p), "position": self.position(p).value} for p in self.points]
        return {
            "reference": self.reference, "loi": self.loi, "facteur": self.facteur, "methode": self.methode,
            "points": points,
        }  # fmt: skip


def dresser(points: Sequence[Point], loi: str, pour: float) -> Entonnoir | None:
    """The funnel of these points; ``None`` when there are too few, or when nothing, or everything, is counted.

    Raises:
        ValueError: a point has nobody, or a share more than everybody; the law is not known.
    """
    if loi not in ("poisson", "binomiale"):
        raise ValueError(f"Unknown law {loi!r}.")
    if any(p.effectif <= 0 or p.observe < 0 or (loi == "binomiale" and p.observe > p.effectif) for p in points):
        raise ValueError("A point counts nobody, a negative number, or more than everybody.")
    if len(points) < ASSEZ:
        return None
    taux = sum(p.observe for p in points) / sum(p.effectif for p in points)
    if taux <= 0 or (loi == "binomiale" and taux >= 1):
        return None
    nu = Entonnoir(tuple(points), loi, pour, pour * taux, 1.0)
    return Entonnoir(tuple(points), loi, pour, pour * taux, _facteur(nu, taux))


def _facteur(nu: Entonnoir, taux: float) -> float:
    """Mean square of the standardised distances, winsorised; 1 when chance explains it."""
    ecarts = np.array([(p.observe / p.effectif - taux) / _ecart_type(nu, p.effectif) for p in nu.points])
    bas, haut = np.quantile(ecarts, [ECRETE, 1 - ECRETE])
    facteur = float(np.mean(np.clip(ecarts, bas, haut) ** 2))
    nombre = len(nu.points)
    return facteur if nombre * facteur > nombre + 2 * math.sqrt(2 * nombre) else 1.0


def _ecart_type(entonnoir: Entonnoir, effectif: float) -> float:
    """Of a rate, by chance alone."""
    taux = entonnoir.reference / entonnoir.pour
    variance = taux if entonnoir.loi == "poisson" else taux * (1 - taux)
    return math.sqrt(variance / effectif)


def _z(niveau: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + niveau) / 2)
