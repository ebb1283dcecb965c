"""Cumulative incidence with competing ends (Aalen and Johansen), its variance, and when it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from jalons.analyse.parcours.sequences import Entiers, Reels
from jalons.analyse.parcours.survie.kaplan_meier import CONFIANCE, plancher

CENSURE = 0
"""Cause of what has not ended when last seen; causes of ends are numbered from 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Share that ended by each cause, by each time at which something happened.

    Attributes:
        temps: in order, each once.
        parts: (causes, times), cumulative shares from 0 to 1; they add up, with ``reste``, to 1.
        variances: (causes, times), of the Greenwood kind.
        reste: share that has not ended.
        exposes: how many were followed until each time.
    """

    temps: Reels
    parts: Reels
    variances: Reels
    reste: Reels
    exposes: Reels

    def a(self, temps: float, cause: int) -> tuple[float, float, float] | None:
        """Share ended by ``cause`` (from 1) at ``temps`` at the latest, and its interval (log-log; exact at 0 and 1).

        ``None`` when nobody was followed until then although some had not ended: the curve says nothing there.
        """
        if self.temps[-1] < temps and self.reste[-1] > 0:
            return None
        rang = int(np.searchsorted(self.temps, temps, side="right")) - 1
        part = float(self.parts[cause - 1, rang]) if rang >= 0 else 0.0
        if part <= 0:
            return 0.0, 0.0, 1 - plancher(self.exposes[min(rang + 1, len(self.exposes) - 1)])
        if part >= 1:
            return 1.0, plancher(self.exposes[rang]), 1.0
        return part, *intervalle(part, float(self.variances[cause - 1, rang]))


def intervalle(part: float, variance: float) -> tuple[float, float]:
    """Bounds of a share on the log-log scale, which stay between 0 and 1; the share itself at both ends."""
    if not 0 < part < 1:
        return part, part
    z = NormalDist().inv_cdf(0.5 + CONFIANCE / 2)
    largeur = z * variance**0.5 / abs(part * np.log(part))
    bas, haut = (float(part ** np.exp(s * largeur)) for s in (1, -1))
    return bas, haut


def incidence(temps: npt.ArrayLike, causes: npt.ArrayLike, nombre: int) -> Incidence:
    """The curves of ``nombre`` causes; ``causes`` says why each ended, ``CENSURE`` when it had not.

    An end comes before a censoring of the same time.

    Raises:
        ValueError: nobody is followed, or a cause is not between 0 and ``nombre``.
    """
    durees, pourquoi = np.asarray(temps, dtype=np.float64), np.asarray(causes, dtype=np.int64)
    if not durees.size or pourquoi.min() < 0 or pourquoi.max() > nombre:
        raise ValueError("Nobody followed, or an unknown cause.")
    uniques, rangs = np.unique(durees, return_inverse=True)
    finis = np.zeros((nombre + 1, uniques.size))
    np.add.at(finis, (pourquoi, rangs.ravel()), 1)
    exposes = (durees.size - np.searchsorted(np.sort(durees), uniques, side="left")).astype(np.float64)
    ends = finis[1:]
    reste = np.cumprod(1 - ends.sum(axis=0) / exposes)
    avant = np.concatenate([[1.0], reste[:-1]])
    parts = np.cumsum(avant * ends / exposes, axis=1)
    variances = np.stack([_variance(parts[c], ends[c], ends.sum(axis=0), exposes, avant) for c in range(nombre)])
    return Incidence(uniques, parts, variances, reste, exposes)


def _variance(part: Reels, siens: Reels, tous: Reels, exposes: Reels, avant: Reels) -> Reels:
    """Variance by the delta method: at each time, ends are a multinomial draw among those exposed.

    The share at t moves with the rate of cause j at s by avant(s)·[j is its cause] - (part(t) - part(s)) / (1 - rate);
    squared and summed over s, it is a polynomial of part(t) whose coefficients are cumulative sums. With a single cause
    it is Greenwood's formula.
    """
    v_siens = siens / exposes**2 - siens**2 / exposes**3
    v_deux = siens / exposes**2 - siens * tous / exposes**3
    v_tous = tous / exposes**2 - tous**2 / exposes**3
    restants = 1 - tous / exposes
    suite = np.divide(1.0, restants, out=np.zeros_like(restants), where=restants > 0)
    a, b, c = avant**2 * v_siens, avant * suite * v_deux, suite**2 * v_tous
    constant = np.cumsum(a + 2 * b * part + c * part**2)
    lineaire = np.cumsum(b + c * part)
    variance: Reels = constant - 2 * part * lineaire + part**2 * np.cumsum(c)
    return np.maximum(variance, 0)


def nombres(causes: Entiers, noms: Sequence[str]) -> dict[str, int]:
    """How many ended by each cause, by name; the first name is that of what has not ended.

    >>> nombres(np.array([0, 2, 2]), ["en cours", "retour", "majorité"])
    {'en cours': 1, 'retour': 0, 'majorité': 2}
    """
    return dict(zip(noms, np.bincount(causes, minlength=len(noms)).tolist(), strict=True))
