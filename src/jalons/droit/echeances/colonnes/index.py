"""Facts sorted once per set of events, and searched by subject (or affair) and day for a whole column at a time."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

JOUR_ZERO = 1 << 19
LARGEUR = 1 << 20
"""A key is ``groupe * LARGEUR + jour + JOUR_ZERO``: days since 1970 fit, for more than a thousand years."""


def cle(groupe: pl.Expr, jour: pl.Expr) -> pl.Expr:
    """One sortable number for a group and a day."""
    return groupe.cast(pl.Int64) * LARGEUR + (jour.cast(pl.Int32).cast(pl.Int64) + JOUR_ZERO).clip(0, LARGEUR - 1)


@dataclass(frozen=True, slots=True)
class Index:
    """The facts of some events, sorted by group then day."""

    cles: pl.Series
    jours: pl.Series
    rangs: pl.Series

    @classmethod
    def de(cls, faits: pl.DataFrame) -> Index:
        """The index of facts (columns ``jour``, ``fid`` and their group ``g``); those without a group are left out."""
        groupes = faits.lazy().filter(pl.col("g").is_not_null())
        cles = groupes.select(cle(pl.col("g"), pl.col("jour")).alias("cle"), "jour", "fid")
        ranges = cles.sort("cle", maintain_order=True).collect()
        return cls(ranges["cle"], ranges["jour"], ranges["fid"])

    def __len__(self) -> int:
        return self.cles.len()

    def premier(
        self, groupes: pl.Series, depuis: pl.Series, *, sauf: pl.Series | None = None, rang: int = 0
    ) -> pl.Series:
        """Day of the first fact of each group from ``depuis`` on (then the next ones, by ``rang``), or null.

        ``sauf`` gives the fact that does not count: the one that opens the deadline.
        """
        if not len(self) or not groupes.len():
            return pl.repeat(None, groupes.len(), dtype=pl.Date, eager=True)
        cherchees = pl.select(cle(pl.lit(groupes), pl.lit(depuis))).to_series()
        places = self.cles.search_sorted(cherchees, side="left").cast(pl.Int64) + rang
        if sauf is not None:
            places += (self.rangs.gather(self._bornees(places)) == sauf).fill_null(False).cast(pl.Int64)
        bornees = self._bornees(places)
        meme = (self.cles.gather(bornees) // LARGEUR) == groupes.cast(pl.Int64)
        return pl.select(pl.when(pl.lit(meme)).then(pl.lit(self.jours.gather(bornees)))).to_series()

    def _bornees(self, places: pl.Series) -> pl.Series:
        """Places past the end become null."""
        return places.set(places >= len(self), None).cast(pl.UInt32)
