"""Kaplan-Meier: how long it takes, when some still wait. Days are whole; an end comes before a stop of the same day."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

CONFIANCE = 0.95
"""Level of every interval: the usual one, a choice of the statistician."""
_TOLERANCE = 1e-9

Reels = npt.NDArray[np.float64]
Booleens = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Duree:
    """A percentile in days, with its interval; ``None``: not reached, too many still wait. Never a number instead."""

    jours: int | None
    bas: int | None
    haut: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Survie:
    """Share of those who still wait, after each day at which something happened.

    Attributes:
        jours: days, in order, each once.
        reste: share that waits beyond that day; ``bas``, ``haut``: its interval (log-log), NaN where it has none.
        exposes: how many waited until that day.
        finis: how many ended on that day.
    """

    jours: Reels
    reste: Reels
    bas: Reels
    haut: Reels
    exposes: Reels
    finis: Reels

    def percentile(self, part: float) -> Duree:
        """Day by which ``part`` of them have their next step, and its interval (Brookmeyer and Crowley)."""
        return Duree(*(self._premier(courbe, 1 - part) for courbe in (self.reste, self.bas, self.haut)))

    def _premier(self, courbe: Reels, seuil: float) -> int | None:
        # where nobody waits any more the interval has no formula: the lower bound is there, the upper one is not known
        lisible = np.where(np.isnan(courbe), 0.0 if courbe is self.bas else 1.0, courbe)
        sous = np.flatnonzero((lisible <= seuil + _TOLERANCE) & (self.reste < 1))
        return int(self.jours[sous[0]]) if sous.size else None

    def a(self, jour: float) -> tuple[float, float, float] | None:
        """Share that waits beyond ``jour`` with its interval.

        ``None`` when somebody's wait goes on and nobody was followed until that day: the curve says nothing there,
        even where it has fallen to zero because the one followed the longest happened to end.
        """
        if self.jours[-1] < jour and self.finis.sum() < self.exposes[0]:
            return None
        rang = int(np.searchsorted(self.jours, jour, side="right")) - 1
        valeur = float(self.reste[rang]) if rang >= 0 else 1.0
        if valeur >= 1:  # the formula has no interval there: the exact one of a share that nobody was seen to leave
            return 1.0, plancher(self.exposes[min(rang + 1, len(self.exposes) - 1)]), 1.0
        if valeur <= 0:
            dernier = int(np.argmax(self.reste <= 0))
            return 0.0, 0.0, min(float(self._avant_la_fin(dernier)), 1 - plancher(self.exposes[dernier]))
        return valeur, float(self.bas[rang]), float(self.haut[rang])

    def _avant_la_fin(self, rang: int) -> float:
        """Upper bound before everyone was done: the curve only falls."""
        connus = self.haut[: rang + 1][~np.isnan(self.haut[: rang + 1])]
        return float(connus[-1]) if connus.size else 1.0


def plancher(nombre: float) -> float:
    """Least share that may be true when it was seen in every one of ``nombre`` (Clopper and Pearson, Biometrika 1934).

    >>> round(plancher(1), 3), round(plancher(30), 3)
    (0.025, 0.884)
    """
    return float(((1 - CONFIANCE) / 2) ** (1 / nombre))


def estimer(jours: npt.ArrayLike, finies: npt.ArrayLike) -> Survie:
    """The curve of waits of ``jours``, ended where ``finies`` is true, else still running or stopped (censored).

    Raises:
        ValueError: no wait is given: an empty group has no curve.
    """
    durees, fins = np.asarray(jours, dtype=np.float64), np.asarray(finies, dtype=np.bool_)
    if not durees.size:
        raise ValueError("No wait: no curve.")
    uniques, exposes, finis = _effectifs(durees, fins)
    reste = np.asarray(np.cumprod((exposes - finis) / exposes), dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):  # no interval before the first end nor at zero
        moins_log = -np.log(reste)
        greenwood = np.sqrt(np.cumsum(finis / (exposes * (exposes - finis))))
        marge = NormalDist().inv_cdf((1 + CONFIANCE) / 2) * greenwood / moins_log
        bas, haut = (np.exp(-moins_log * np.exp(signe * marge)) for signe in (1, -1))
    return Survie(uniques, reste, bas, haut, exposes, finis)


def _effectifs(durees: Reels, fins: Booleens) -> tuple[Reels, Reels, Reels]:
    uniques, inverse = np.unique(durees, return_inverse=True)
    finis = np.bincount(inverse, weights=fins, minlength=uniques.size).astype(np.float64)
    exposes = durees.size - np.searchsorted(np.sort(durees), uniques, side="left")
    return uniques, np.asarray(exposes, dtype=np.float64), finis
