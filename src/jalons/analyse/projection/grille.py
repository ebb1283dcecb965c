"""Month-ends: the type of care of each child on the last day of each month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

COLONNES = ("enfant", "naissance", "type", "debut", "fin")
"""Columns of episodes: key, day of birth, type of care, first day, day of leaving (excluded; null: still there)."""

DEHORS = 0
"""State of a child who is in no type on that day; types follow, from 1."""

PROFONDEUR_MOIS = 300
"""Months of history kept at most: an earlier stay counts from there, as a stay of unknown length would."""


@dataclass(frozen=True, slots=True)
class Grille:
    """States by child and by month-end.

    Attributes:
        types: names; state ``k`` is ``types[k - 1]``.
        etats: ``int8``, children × months.
        naissances: month of birth of each child, as an index (see ``indice``).
        premier: index of the first month.
    """

    types: tuple[str, ...]
    etats: npt.NDArray[np.int8]
    naissances: npt.NDArray[np.int32]
    premier: int

    @property
    def dernier(self) -> int:
        """Index of the last month."""
        return int(self.premier + self.etats.shape[1] - 1)

    def effectifs(self) -> npt.NDArray[np.int64]:
        """Children in each type at each month-end: months × types."""
        nombre = len(self.types)
        return np.stack([(self.etats == k).sum(axis=0) for k in range(1, nombre + 1)], axis=1).astype(np.int64)

    def jusqu_a(self, mois: int) -> Grille:
        """What was known at the end of ``mois`` (an index): the past of the grid, bounds included."""
        return Grille(self.types, self.etats[:, : mois - self.premier + 1], self.naissances, self.premier)


def indice(jour: date) -> int:
    """Months since year 0.

    >>> indice(date(2026, 11, 25)) - indice(date(2026, 10, 1))
    1
    """
    return jour.year * 12 + jour.month - 1


def fin_de_mois(mois: int) -> date:
    """The last day of the month of that index.

    >>> fin_de_mois(indice(date(2024, 2, 3)))
    datetime.date(2024, 2, 29)
    """
    annee, suivant = divmod(mois + 1, 12)
    return date(annee, suivant + 1, 1) - timedelta(days=1)


def grille(episodes: pl.DataFrame, au: date, types: Sequence[str] | None = None, depuis: date | None = None) -> Grille:
    """The grid of ``episodes`` up to the last month-end known on ``au``.

    A child in two types at once is in the one that began last. A stay that spans no month-end is never seen: stocks on
    the last day of a month do not depend on it. Rows without a birth or a beginning are left out.

    Args:
        episodes: columns ``COLONNES``.
        types: names and their order; by default those present, the most frequent first.
        depuis: first day that the episodes follow: an earlier month is not known.

    Raises:
        ValueError: nothing is left, or nothing is known before ``au``.
    """
    lues = episodes.drop_nulls(["enfant", "naissance", "type", "debut"]).filter(pl.col("debut") <= au)
    noms = tuple(types) if types is not None else tuple(_frequents(lues))
    lues = lues.filter(pl.col("type").is_in(noms)).sort("debut", "enfant")
    dernier = indice(au) if fin_de_mois(indice(au)) <= au else indice(au) - 1
    if lues.is_empty():
        raise ValueError("Aucun épisode ne peut être placé sur le calendrier : ni type, ni naissance, ni début connus.")
    debuts, fins = _indices(lues["debut"]), _indices(lues["fin"].fill_null(fin_de_mois(dernier + 1)))
    premier = max(int(debuts.min()), dernier - PROFONDEUR_MOIS + 1, indice(depuis) if depuis else 0)
    enfants, rangs = np.unique(lues["enfant"].to_numpy(), return_inverse=True)
    naissances = np.zeros(len(enfants), np.int32)
    naissances[rangs] = _indices(lues["naissance"])
    codes = np.array([noms.index(t) + 1 for t in lues["type"].to_list()], np.int8)
    etats = np.zeros((len(enfants), dernier - premier + 1), np.int8)
    de, a = np.maximum(debuts, premier), np.minimum(fins - 1, dernier)
    durees = np.maximum(a - de + 1, 0)
    lignes = np.repeat(rangs, durees)
    colonnes = np.arange(durees.sum()) - np.repeat(np.cumsum(durees) - durees, durees) + np.repeat(de - premier, durees)
    etats[lignes, colonnes] = np.repeat(codes, durees)
    return Grille(noms, etats, naissances, premier)


def _frequents(lues: pl.DataFrame) -> list[str]:
    comptes = lues.group_by("type").len().sort(["len", "type"], descending=[True, False])
    return [str(t) for t in comptes["type"].to_list()]


def _indices(jours: pl.Series) -> npt.NDArray[np.int32]:
    return (jours.dt.year().cast(pl.Int32) * 12 + jours.dt.month().cast(pl.Int32) - 1).to_numpy()
