"""Stays in care as a minor: how they end, how long they last, and returns after them.

A stay gathers measures that follow each other: leaving for less than ``ECART_JOURS`` is not an exit. A renewal is no
exit either. The age of majority is an end fixed by law, not a chance: it competes with the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from jalons.analyse.parcours.etats import DES_MESURES, ETATS
from jalons.analyse.parcours.sequences import Entiers, Reels
from jalons.analyse.parcours.survie.incidence import CENSURE, Incidence, incidence
from jalons.analyse.parcours.survie.kaplan_meier import Survie, estimer
from jalons.droit import parametre

ECART_JOURS = 31
"""Days without care that do not part two stays, and within which a next measure begins: one month of the grid."""

SORTIES = {
    "en_cours": "Toujours accueilli",
    "aide_domicile": "Retour avec une mesure à domicile",
    "famille": "Retour en famille, sans mesure ensuite",
    "jeune_majeur": "Majorité, avec une aide de jeune majeur",
    "majorite": "Majorité, sans aide connue",
    "autre": "Autre fin, ou fin non précisée",
}
"""Causes, in the order of their numbers; the first has not ended."""
RETOURS = ("pas_encore", "retour", "majorite")
MOIS_DES_RETOURS = (6, 12, 24)
JOURS_PAR_MOIS = 365.25 / 12
_RETOURS_EN_FAMILLE = ("retour en famille", "retour")


def accueils(tables: Mapping[str, pl.DataFrame], au: date) -> pl.DataFrame:
    """Stays until ``au``: ``enfant``, ``debut``, ``fin`` (day of leaving; null: still), ``sortie``, ``majeur_le``.

    Children whose birth is not known, or measures whose dates contradict each other, give none.
    """
    mesures = tables["mesures"].unique("mesure", keep="first", maintain_order=True)
    mesures = mesures.filter(
        pl.col("debut_le") <= au, pl.col("fin_le").is_null() | (pl.col("fin_le") >= pl.col("debut_le"))
    ).with_columns(
        etat=pl.col("type").replace_strict(dict(DES_MESURES), default="inconnu"),
        fin=pl.when(pl.col("fin_le") <= au).then(pl.col("fin_le")),
    )
    codes = [etat.code for etat in ETATS if etat.accueil]
    sejours = _reunir(mesures.filter(pl.col("etat").is_in(codes)), au)
    naissances = tables["enfants"].unique("enfant", keep="first", maintain_order=True).drop_nulls("naissance")
    majorite = parametre("ages.majorite").au(au)
    naissances = naissances.select("enfant", majeur_le=pl.col("naissance").dt.offset_by(f"{majorite}y"))
    mineurs = sejours.join(naissances, on="enfant").filter(pl.col("debut") < pl.col("majeur_le"))
    return _sorties(mineurs, mesures)


def _reunir(mesures: pl.DataFrame, au: date) -> pl.DataFrame:
    """Measures that follow each other, or overlap, as one stay; the reason is that of the last one."""
    loin = pl.lit(au).dt.offset_by("1y")
    ranges = mesures.sort("enfant", "debut_le", "mesure").with_columns(jusque=pl.col("fin").fill_null(loin))
    avant = pl.col("jusque").cum_max().shift(1).over("enfant")
    nouveau = (pl.col("debut_le") > avant.dt.offset_by(f"{ECART_JOURS}d")).fill_null(True)
    return (
        ranges.with_columns(sejour=nouveau.cum_sum().over("enfant"))
        .group_by("enfant", "sejour", maintain_order=True)
        .agg(pl.col("debut_le").min().alias("debut"), pl.col("jusque").max(),
             pl.col("motif_fin").sort_by("jusque").last().alias("motif"))
        .with_columns(fin=pl.when(pl.col("jusque") < loin).then(pl.col("jusque")))
        .select("enfant", "debut", "fin", "motif")
    )  # fmt: skip


def _sorties(sejours: pl.DataFrame, mesures: pl.DataFrame) -> pl.DataFrame:
    def suivi(etats: list[str]) -> pl.DataFrame:
        """Stays after which such a measure runs, or begins within the gap."""
        siennes = mesures.filter(pl.col("etat").is_in(etats)).select("enfant", "debut_le", apres="fin")
        ecart = pl.col("fin").dt.offset_by(f"{ECART_JOURS}d")
        return (
            sejours.drop_nulls("fin").join(siennes, on="enfant")
            .filter(pl.col("debut_le") <= ecart, pl.col("apres").is_null() | (pl.col("apres") > pl.col("fin")))
            .select("enfant", "debut").unique().with_columns(oui=pl.lit(True))
        )  # fmt: skip

    vus = sejours.join(suivi(["jeune_majeur"]), on=["enfant", "debut"], how="left")
    vus = vus.join(suivi(["aed", "aemo", "autre_aide"]), on=["enfant", "debut"], how="left", suffix="_domicile")
    a_la_majorite = pl.col("fin") >= pl.col("majeur_le").dt.offset_by(f"-{ECART_JOURS}d")
    sortie = (
        pl.when(pl.col("fin").is_null()).then(pl.lit("en_cours"))
        .when(pl.col("oui")).then(pl.lit("jeune_majeur"))
        .when(a_la_majorite).then(pl.lit("majorite"))
        .when(pl.col("oui_domicile")).then(pl.lit("aide_domicile"))
        .when(pl.col("motif").is_in(_RETOURS_EN_FAMILLE)).then(pl.lit("famille"))
        .otherwise(pl.lit("autre"))
    )  # fmt: skip
    return vus.with_columns(sortie=sortie).select("enfant", "debut", "fin", "sortie", "majeur_le")


def durees(sejours: pl.DataFrame, depuis: date, au: date) -> tuple[Survie, Incidence] | None:
    """Days of stays begun on ``depuis`` or later: the curve, and the share ended by each cause of ``SORTIES``.

    Stays already running on that day are left out: only the longest of their time would be seen. ``None``: no stay.
    """
    vus = sejours.filter(pl.col("debut") >= depuis)
    if not vus.height:
        return None
    jours = _jours(vus, pl.coalesce("fin", pl.lit(au).dt.offset_by("1d")), "debut")
    causes = vus["sortie"].replace_strict({nom: rang for rang, nom in enumerate(SORTIES)}, return_dtype=pl.Int64)
    numeros: Entiers = causes.to_numpy()
    return estimer(jours, numeros != CENSURE), incidence(jours, numeros, len(SORTIES) - 1)


def retours(sejours: pl.DataFrame, depuis: date, au: date) -> Incidence | None:
    """Days from leaving care, as a minor and since ``depuis``, to the next stay; majority makes a return impossible.

    Causes are those of ``RETOURS``; ``None``: nobody left.
    """
    ranges = sejours.sort("enfant", "debut").with_columns(prochain=pl.col("debut").shift(-1).over("enfant"))
    partis = ranges.filter(
        pl.col("fin") >= depuis, pl.col("fin") < pl.col("majeur_le"),
        ~pl.col("sortie").is_in(["jeune_majeur", "majorite"]),
    )  # fmt: skip
    if not partis.height:
        return None
    demain = pl.lit(au).dt.offset_by("1d")
    cause = (
        pl.when(pl.col("prochain") < pl.min_horizontal("majeur_le", demain)).then(pl.lit(1))
        .when(pl.col("majeur_le") < demain).then(pl.lit(2)).otherwise(pl.lit(CENSURE))
    )  # fmt: skip
    jusque = pl.min_horizontal("prochain", "majeur_le", demain)
    vus = partis.with_columns(cause=cause)
    return incidence(_jours(vus, jusque, "fin"), vus["cause"].to_numpy(), len(RETOURS) - 1)


def _jours(lignes: pl.DataFrame, jusque: pl.Expr, depuis: str) -> Reels:
    jours = lignes.select((jusque - pl.col(depuis)).dt.total_days())
    return jours.to_series().to_numpy().astype(np.float64)
