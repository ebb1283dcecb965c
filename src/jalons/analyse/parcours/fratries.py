"""Brothers and sisters in care: do they live together, on a day and when they enter. Unknown is not apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

A_DOMICILE = "domicile_parental"
"""Kind of place of those who live at their parents': together, whatever service follows them."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Children in care who have a brother or a sister in care.

    Attributes:
        enfants: how many; ``ensemble`` live with one of them at least, ``separes`` with none.
        non_verifiables: their place, or that of every brother and sister, is not known.
        fratries: sibling groups; ``reunies``: all its children in one place; None of it at entry.
    """

    enfants: int
    ensemble: int
    separes: int
    non_verifiables: int
    fratries: int | None = None
    reunies: int | None = None

    @property
    def part(self) -> float | None:
        """Share of those for whom it is known who live with one of theirs; ``None`` when it is known of nobody."""
        connus = self.ensemble + self.separes
        return self.ensemble / connus if connus else None


def au_jour(tables: Mapping[str, pl.DataFrame], sejours: pl.DataFrame, jour: date) -> Ensemble:
    """On ``jour``, among those whom a stay in care (``accueils``) covers."""
    presents = sejours.filter(pl.col("debut") <= jour, pl.col("fin").is_null() | (pl.col("fin") > jour))
    jours = presents.select("enfant", jour=pl.lit(jour)).unique("enfant")
    situes = _situer(tables, jours)
    nombres = situes.group_by("famille").agg(
        pl.len(), pl.col("ou").null_count().alias("vides"), pl.col("ou").n_unique().alias("lieux")
    )
    groupes = nombres.filter(pl.col("len") > 1)
    compte = _compter(situes.join(groupes.select("famille"), on="famille"), situes)
    reunies = groupes.filter(pl.col("vides") == 0, pl.col("lieux") == 1).height
    return Ensemble(*compte, fratries=groupes.height, reunies=reunies)


def a_l_entree(tables: Mapping[str, pl.DataFrame], sejours: pl.DataFrame, depuis: date, au: date) -> Ensemble:
    """On the first day of each stay begun from ``depuis`` to ``au``, with those of the family in care that day."""
    entrees = sejours.filter(pl.col("debut").is_between(depuis, au)).select("enfant", jour="debut").unique()
    familles = _familles(tables)
    autres = (
        entrees.join(familles, on="enfant").select("famille", "jour").unique()
        .join(familles, on="famille").join(sejours, on="enfant")
        .filter(pl.col("debut") <= pl.col("jour"), pl.col("fin").is_null() | (pl.col("fin") > pl.col("jour")))
        .select("enfant", "jour").unique()
    )  # fmt: skip
    situes = _situer(tables, autres)
    return Ensemble(*_compter(situes.join(entrees, on=["enfant", "jour"]), situes))


def _familles(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    enfants = tables["enfants"].unique("enfant", keep="first", maintain_order=True)
    return enfants.select("enfant", "famille").drop_nulls()


def _situer(tables: Mapping[str, pl.DataFrame], jours: pl.DataFrame) -> pl.DataFrame:
    """Where each child is on each of these days (``ou``, null when not known): the stay begun last."""
    ou = (
        pl.when(pl.col("genre") == A_DOMICILE).then(pl.lit(A_DOMICILE))
        .otherwise(pl.concat_str(pl.lit("lieu "), pl.col("lieu").cast(pl.String)))
    )  # fmt: skip
    lieux = (
        jours.join(tables["sejours"].unique("sejour", keep="first", maintain_order=True), on="enfant")
        .filter(pl.col("debut_le") <= pl.col("jour"), pl.col("fin_le").is_null() | (pl.col("fin_le") > pl.col("jour")))
        .sort("debut_le", "sejour").unique(["enfant", "jour"], keep="last", maintain_order=True)
        .select("enfant", "jour", ou=ou)
    )  # fmt: skip
    return jours.join(_familles(tables), on="enfant").join(lieux, on=["enfant", "jour"], how="left")


def _compter(regardes: pl.DataFrame, tous: pl.DataFrame) -> tuple[int, int, int, int]:
    """Children looked at who have others of the family on the same day: all, together, apart, not checkable."""
    paires = regardes.join(tous, on=["famille", "jour"], suffix="_autre").filter(
        pl.col("enfant") != pl.col("enfant_autre")
    )
    vus = paires.group_by("enfant", "jour").agg(
        (pl.col("ou") == pl.col("ou_autre")).any().fill_null(False).alias("ensemble"),
        (pl.col("ou").is_null().any() | pl.col("ou_autre").is_null().any()).alias("inconnu"),
    )
    ensemble = vus.filter("ensemble").height
    inconnus = vus.filter(~pl.col("ensemble") & pl.col("inconnu")).height
    return vus.height, ensemble, vus.height - ensemble - inconnus, inconnus
