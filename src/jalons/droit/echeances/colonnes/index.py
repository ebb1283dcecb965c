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
    def de(cls, faits: pl.DataFrame, groupe: str) -> Index:
        """The index of facts (columns ``jour``, ``fid`` and the group); those without a group are left out."""
        range_ = (
            faits.lazy()
            .filter(pl.col(groupe).is_not_null())
            .select(cle(pl.col(groupe), pl.col("jour")).alias("cle"), pl.col("jour"), pl.col("fid"))
            .sort("cle", "fid")
            .collect()
        )
        return cls(range_["cle"], range_["jour"], range_["fid"])

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
        cherchees = pl.DataFrame({"g": groupes, "d": depuis}).select(cle(pl.col("g"), pl.col("d")).alias("c"))["c"]
        places = self.cles.search_sorted(cherchees, side="left").cast(pl.Int64) + rang
        trouves = self._a(places)
        if sauf is not None:
            suivants = places + (trouves["fid"] == sauf).fill_null(False).cast(pl.Int64)
            trouves = self._a(suivants)
        return trouves.with_columns(g=groupes).select(
            pl.when(pl.col("cle") // LARGEUR == pl.col("g").cast(pl.Int64)).then(pl.col("jour")).alias("jour")
        )["jour"]

    def _a(self, places: pl.Series) -> pl.DataFrame:
        bornees = pl.DataFrame({"p": places}).select(
            pl.when(pl.col("p") < len(self)).then(pl.col("p")).cast(pl.UInt32).alias("p")
        )["p"]
        return pl.DataFrame(
            {"cle": self.cles.gather(bornees), "jour": self.jours.gather(bornees), "fid": self.rangs.gather(bornees)}
        )
