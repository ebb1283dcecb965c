"""From measures and stays to periods in a state, then to one state per child and month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from jalons.analyse.parcours.etats import DES_LIEUX, DES_MESURES, ETATS, PLACES, SANS_ETAT

TABLES: Mapping[str, tuple[str, ...]] = {
    "enfants": ("enfant", "naissance", "famille"),
    "mesures": ("mesure", "enfant", "type", "decidee_le", "debut_le", "fin_le", "motif_fin"),
    "sejours": ("sejour", "enfant", "lieu", "genre", "debut_le", "fin_le"),
    "informations_preoccupantes": ("recue_le",),
}
"""Tables and columns read."""
FACULTATIVES: Mapping[str, Any] = {
    "sejours": {"sejour": pl.Int64, "enfant": pl.Int64, "lieu": pl.Int64, "genre": pl.String, "debut_le": pl.Date,
                "fin_le": pl.Date},
}  # fmt: skip
"""Tables that registers may lack, and what an empty one looks like: a child taken in is then in an unknown place."""

SCHEMA = {"enfant": pl.Int64, "debut": pl.Date, "fin": pl.Date, "etat": pl.UInt8}
"""A period: ``debut`` included, ``fin`` excluded."""


def rang_du_mois(colonne: str) -> pl.Expr:
    """Calendar month of a day as a number: two months apart differ by two."""
    return pl.col(colonne).dt.year().cast(pl.Int32) * 12 + pl.col(colonne).dt.month().cast(pl.Int32) - 1


def mois_de(jour: date) -> int:
    """The same of one day.

    >>> mois_de(date(2000, 2, 29))
    24001
    """
    return jour.year * 12 + jour.month - 1


def periodes(tables: Mapping[str, pl.DataFrame], au: date) -> pl.DataFrame:
    """Periods of every child until ``au``, included: measures, stays, and those whose dates contradict each other."""
    mesures = tables["mesures"].unique("mesure", keep="first", maintain_order=True)
    mesures = mesures.filter(~pl.col("type").is_in(sorted(SANS_ETAT)))
    sejours = tables["sejours"].unique("sejour", keep="first", maintain_order=True)
    parties = [
        _dater(mesures, _etat("type", DES_MESURES), au, debut_possible=pl.col("decidee_le")),
        _dater(sejours, _etat("genre", DES_LIEUX), au, debut_possible=pl.lit(None, dtype=pl.Date)),
    ]
    return pl.concat(parties)


def inconnus(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """Kinds of measures and of places that no state is known for: their months are unknown."""
    types = set(tables["mesures"]["type"].drop_nulls()) - set(DES_MESURES) - SANS_ETAT
    return sorted(types | (set(tables["sejours"]["genre"].drop_nulls()) - set(DES_LIEUX)))


def _etat(colonne: str, etats: Mapping[str, str]) -> pl.Expr:
    places = {code: PLACES[etat] for code, etat in etats.items()}
    return pl.col(colonne).replace_strict(places, default=PLACES["inconnu"], return_dtype=pl.UInt8)


def _dater(lignes: pl.DataFrame, etat: pl.Expr, au: date, *, debut_possible: pl.Expr) -> pl.DataFrame:
    """A start that misses while the end is there, or an end before its start, give unknown months."""
    demain = pl.lit(au).dt.offset_by("1d")
    debut, fin = pl.col("debut_le"), pl.col("fin_le").fill_null(demain)
    contraires = (fin < debut).fill_null(False) | debut.is_null()
    depart = pl.coalesce(debut, debut_possible)
    return (
        lignes.filter(debut.is_not_null() | (pl.col("fin_le").is_not_null() & debut_possible.is_not_null()))
        .select(
            pl.col("enfant").cast(pl.Int64),
            debut=pl.min_horizontal(depart, fin),
            # a day that begins and ends is a day
            fin=pl.max_horizontal(depart.dt.offset_by("1d"), fin),
            etat=pl.when(contraires).then(pl.lit(PLACES["inconnu"], dtype=pl.UInt8)).otherwise(etat),
        )
        .filter(pl.col("debut") <= au)
        .with_columns(fin=pl.min_horizontal("fin", demain))
        .select(pl.col(nom).cast(type_) for nom, type_ in SCHEMA.items())
    )


def mois_des_enfants(toutes: pl.DataFrame) -> pl.DataFrame:
    """One state per child and month in which a period lies: the highest rank, then the most days, then the order."""
    rangs = pl.DataFrame(
        {"etat": range(len(ETATS)), "rang": [e.rang for e in ETATS]}, schema={"etat": pl.UInt8, "rang": pl.Int32}
    )
    derniers = toutes.with_columns(dernier=pl.col("fin").dt.offset_by("-1d"))
    return (
        derniers.with_columns(mois=pl.int_ranges(rang_du_mois("debut"), rang_du_mois("dernier") + 1))
        .explode("mois")
        .with_columns(premier=pl.date(pl.col("mois") // 12, pl.col("mois") % 12 + 1, 1))
        .with_columns(suivant=pl.col("premier").dt.offset_by("1mo"))
        .with_columns(
            jours=(pl.min_horizontal("fin", "suivant") - pl.max_horizontal("debut", "premier")).dt.total_days()
        )
        .group_by("enfant", "mois", "etat").agg(pl.col("jours").sum())
        .join(rangs, on="etat")
        .sort(["enfant", "mois", "rang", "jours", "etat"], descending=[False, False, True, True, False])
        .unique(["enfant", "mois"], keep="first", maintain_order=True)
        .select("enfant", pl.col("mois").cast(pl.Int32), "etat")
    )  # fmt: skip
