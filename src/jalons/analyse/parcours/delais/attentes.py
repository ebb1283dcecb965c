"""From chains to waits: one row per chain and link, ended, waiting, without object or not checkable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from jalons.analyse.parcours.delais.chaines import AXES, groupes
from jalons.analyse.parcours.delais.liens import ETAPES, LIENS, Lien, etapes_apres

FINIE, ATTEND, SANS_OBJET, NON_VERIFIABLE = "finie", "attend", "sans_objet", "non_verifiable"
"""What a wait is: its second step happened; it has not yet; it stopped before; its dates do not tell."""
EXPOSEE = (pl.col("etat") != NON_VERIFIABLE) & ((pl.col("etat") != SANS_OBJET) | (pl.col("jours") > 0))
"""Waits that bear on a delay: checkable, and begun. One that stopped the day it began never waited."""


def au_jour(chaines: pl.DataFrame, au: date) -> pl.DataFrame:
    """What was known on the evening of ``au``: later days become "not yet", chains not begun leave."""
    noms = [*(f"{code}_le" for code in ETAPES), "arret_le"]
    vues = [pl.when(pl.col(nom) <= au).then(pl.col(nom)).alias(nom) for nom in noms]
    connues = chaines.with_columns(vues)
    return connues.filter(pl.any_horizontal(pl.col(f"{code}_le").is_not_null() for code in ETAPES))


def attentes(chaines: pl.DataFrame, au: date, liens: Sequence[Lien] = LIENS) -> pl.DataFrame:
    """The waits of ``chaines`` as known on ``au``, included.

    Columns: ``chaine``, ``enfant``, ``situation``, ``mesure``, ``nature``, the axes, ``lien``, ``etat``, ``depuis``
    (day of the first step), ``jours`` (days waited, whole; null when not checkable) and ``pourquoi`` (reason of a stop,
    or what makes the dates not checkable). A link that the chain has not reached, or need not pass, gives no row.
    """
    connues = au_jour(chaines, au).with_columns(**groupes())
    lots = [_du_lien(connues, lien, au) for lien in liens]
    return pl.concat(lots)


def _du_lien(chaines: pl.DataFrame, lien: Lien, au: date) -> pl.DataFrame:
    de, a = pl.col(f"{lien.de}_le"), pl.col(f"{lien.a}_le")
    plus_loin = pl.any_horizontal(
        pl.lit(False), *(pl.col(f"{code}_le").is_not_null() for code in etapes_apres(lien.a))
    )  # a later step known: this one happened, or was left out
    passe = ~pl.col("sans_objet").list.contains(lien.de) & ~pl.col("sans_objet").list.contains(lien.a)
    manque = (
        pl.when(de.is_null()).then(pl.lit("date_de_depart_absente"))
        .when(a < de).then(pl.lit("dates_dans_le_desordre"))
        .when(a.is_null() & plus_loin).then(pl.lit("date_d_arrivee_absente"))
    )  # fmt: skip
    etat = (
        pl.when(manque.is_not_null()).then(pl.lit(NON_VERIFIABLE))
        .when(a.is_not_null()).then(pl.lit(FINIE))
        .when(pl.col("arret_le").is_not_null()).then(pl.lit(SANS_OBJET))
        .otherwise(pl.lit(ATTEND))
    )  # fmt: skip
    arret = pl.col("arret_le")
    # a stop on or before the first step is no wait at all: zero days
    fin = pl.coalesce(a, pl.when(arret < de).then(de).otherwise(arret), pl.lit(au))
    return (
        chaines.filter(passe & (de.is_not_null() | a.is_not_null() | plus_loin))
        .with_columns(lien=pl.lit(lien.code), etat=etat, pourquoi=manque, depuis=de, jours=(fin - de).dt.total_days())
        .with_columns(
            jours=pl.when(pl.col("etat") != NON_VERIFIABLE).then(pl.col("jours")),
            pourquoi=pl.coalesce("pourquoi", pl.when(pl.col("etat") == SANS_OBJET).then(pl.col("arret"))),
        )
        .select(
            "chaine", "enfant", "situation", "mesure", "nature", *AXES, "lien", "etat", "depuis", "jours", "pourquoi"
        )
    )
