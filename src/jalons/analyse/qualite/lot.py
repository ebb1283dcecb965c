"""What the checks read in a lot of events: who says something, days, ages. Computed once, as columns.

``i:V`` tells whether the variable V says something (neither absent, empty nor "ne sait pas"), ``s:V`` is the day that
it writes as it must, ``d:V`` the day once other ways of writing are converted, ``n:V`` its number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import and_, or_

import polars as pl

from jalons.analyse.tables.olinpe import Genre, Regime, Variable
from jalons.droit import parametre

RANG, AGE, MAJEUR, REFERENCE = "_rang", "_age", "_majeur", "_reference"
JOURS = ("DATDECPE", "DATDEB", "DATFIN")
"""Days that rules compare."""
NOMBRES = ("ANAIS", "MNAIS", "ANSA1", "ANSA2", "ANSMERE", "ANSPERE")
AUTRES_ECRITURES = ("%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d")
"""Ways of writing a day that are reported, then understood."""
PEU = 6
"""Codes up to which comparing one by one is faster than looking in a set."""


def parmi(nom: str, codes: Collection[str]) -> pl.Expr:
    """Whether the cell is one of ``codes``; an absent cell is none of them."""
    if not codes:
        return pl.lit(False)
    colonne = pl.col(nom)
    if len(codes) > PEU:
        return colonne.is_in(list(codes)).fill_null(False)
    return reduce(or_, (colonne == code for code in codes)).fill_null(False)


def dit(variable: Variable) -> pl.Expr:
    """Whether the variable says something."""
    colonne = pl.col(variable.code)
    parle = reduce(and_, (colonne != code for code in variable.sans_reponse))
    return parle.fill_null(False).alias(f"i:{variable.code}")


def jour_strict(nom: str) -> pl.Expr:
    """The day written AAAA-MM-JJ, of the 20th or 21st century; null otherwise."""
    colonne = pl.col(nom)
    lu = colonne.str.to_date("%Y-%m-%d", strict=False)
    return pl.when((colonne.str.len_bytes() == 10) & lu.dt.year().is_between(1900, 2099)).then(lu)


def preparer(lot: pl.DataFrame, regime: Regime, depuis: int) -> pl.DataFrame:
    """The lot with the columns that the checks read; ``depuis`` is the rank of its first row."""
    # the decision is the one variable whose absence is itself a fault of every event
    if "DECISION" not in lot.columns:
        lot = lot.with_columns(pl.lit(None, pl.String).alias("DECISION"))
    presentes = [v for v in regime.variables if v.code in lot.columns]
    lot = lot.with_columns(
        pl.int_range(depuis, depuis + lot.height, dtype=pl.UInt32).alias(RANG),
        *(dit(v) for v in presentes),
        *(jour_strict(v.code).alias(f"s:{v.code}") for v in presentes if v.type is Genre.JOUR),
        *(pl.col(n).cast(pl.Int32, strict=False).alias(f"n:{n}") for n in NOMBRES if n in lot.columns),
    )
    lot = lot.with_columns(*_jours(lot))
    return lot.with_columns(_reference(lot)).with_columns(_age(lot)).with_columns(_majeur())


def _jours(lot: pl.DataFrame) -> Iterable[pl.Expr]:
    """Days that rules compare: other writings are tried on the few texts that are not written as they must."""
    for nom in JOURS:
        if nom not in lot.columns:
            yield pl.lit(None, pl.Date).alias(f"d:{nom}")
            continue
        strict = pl.col(f"s:{nom}")
        textes = lot.select(pl.col(nom).filter(pl.col(f"i:{nom}") & strict.is_null()).unique())[nom]
        lus = pl.DataFrame([textes]).with_columns(
            jour=pl.coalesce(pl.col(nom).str.to_date(forme, strict=False) for forme in AUTRES_ECRITURES)
        ).drop_nulls()  # fmt: skip
        if lus.height:
            compris = pl.col(nom).replace_strict(lus[nom], lus["jour"], default=None, return_dtype=pl.Date)
            strict = pl.coalesce(strict, compris)
        yield strict.alias(f"d:{nom}")


def _reference(lot: pl.DataFrame) -> pl.Expr:
    return pl.coalesce("d:DATDECPE", "d:DATDEB").alias(REFERENCE)


def _age(lot: pl.DataFrame) -> pl.Expr:
    """Age in whole years on the day of the decision, else of the start, as if born on the first of the month."""
    if not {"ANAIS", "MNAIS"} <= set(lot.columns):
        return pl.lit(None, pl.Int32).alias(AGE)
    connu = pl.col("i:ANAIS") & pl.col("i:MNAIS") & pl.col("n:MNAIS").is_between(1, 12)
    jour = pl.col(REFERENCE)
    mois = (jour.dt.year() - pl.col("n:ANAIS")) * 12 + jour.dt.month().cast(pl.Int32) - pl.col("n:MNAIS")
    return pl.when(connu).then(mois.floordiv(12)).alias(AGE)


def _majeur() -> pl.Expr:
    """Of age on that day; treated as a minor when birth or day is unknown, as the national tool does."""
    return (pl.col(AGE) >= majorite()).fill_null(False).alias(MAJEUR)


def majorite() -> int:
    """Age of majority, in years."""
    return int(parametre("ages.majorite").au(date(2017, 1, 1)))
