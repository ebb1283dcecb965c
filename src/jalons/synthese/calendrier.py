"""Civil days by columns: whole numbers of days since 1 January 1970, as Parquet and polars count them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl

from jalons.synthese.hasard import Booleens, Entiers

EPOQUE = date(1970, 1, 1)
LOIN = 10**6
"""A day that has not come: later than any last day. It is written as an empty cell."""


def rang(jour: date) -> int:
    """The number of a day.

    >>> rang(date(1970, 2, 1))
    31
    """
    return (jour - EPOQUE).days


def jour(numero: int) -> date:
    """The day of a number.

    >>> jour(31)
    datetime.date(1970, 2, 1)
    """
    return EPOQUE + timedelta(days=numero)


def plus_mois(jours: Entiers, mois: Entiers | int) -> Entiers:
    """The same day ``mois`` months later, clipped to the end of the month.

    >>> plus_mois(np.array([rang(date(2024, 1, 31))]), 1).tolist() == [rang(date(2024, 2, 29))]
    True
    """
    dates = jours.astype("datetime64[D]")
    debut = dates.astype("datetime64[M]")
    quantieme = (dates - debut).astype(np.int64)
    vise = debut + np.asarray(mois)
    dernier = ((vise + 1).astype("datetime64[D]") - vise.astype("datetime64[D]")).astype(np.int64) - 1
    premier = vise.astype("datetime64[D]").astype(np.int64)
    return np.asarray(premier + np.minimum(quantieme, dernier), dtype=np.int64)


def anniversaire(naissances: Entiers, age: Entiers | int) -> Entiers:
    """The day on which each one reaches ``age`` whole years (born on 29 February: the 28th)."""
    return plus_mois(naissances, np.asarray(age) * 12)


def ages(naissances: Entiers, au: Entiers | int) -> Entiers:
    """Whole years reached on the day ``au``."""
    au_ = np.broadcast_to(np.asarray(au, dtype=np.int64), naissances.shape)
    ecart = annees(au_) - annees(naissances)
    return (ecart - (anniversaire(naissances, ecart) > au_)).astype(np.int64)


def annees(jours: Entiers) -> Entiers:
    """The calendar year of each day."""
    return (jours.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970).astype(np.int64)


def mois(jours: Entiers) -> Entiers:
    """The month of each day, 0 for January."""
    return (jours.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12).astype(np.int64)


def ouvrable(jours: Entiers) -> Entiers:
    """The day itself, or the Monday after it when it falls on a weekend (offices are closed)."""
    semaine = (jours + 3) % 7  # 1 January 1970 was a Thursday; Monday is 0
    return jours + np.where(semaine >= 5, 7 - semaine, 0)


def colonne(nom: str, jours: Entiers, au: int) -> pl.Series:
    """A column of dates as known on ``au``, included: what comes later is empty."""
    dates = pl.Series(nom, jours.clip(-(10**5), LOIN).astype(np.int32))
    return dates.set(dates > au, None).cast(pl.Date)


def vider(serie: pl.Series, ou: Booleens) -> pl.Series:
    """The column, empty where ``ou`` is true."""
    return serie.set(pl.Series(ou), None)
