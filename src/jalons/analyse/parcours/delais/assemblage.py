"""From situations and measures to chains: which measure answers which situation."""

from __future__ import annotations

import polars as pl

from jalons.analyse.parcours.delais.chaines import SCHEMA, premier_jour, verifier
from jalons.noyau.colonnes import phrase

RATTACHEMENT_JOURS = 730
"""Days within which a measure is tied to the last situation that called for one: the registers do not say it, and this
is a choice, said on the page."""

_DATE, _CLE, _MOT = pl.Date(), pl.Int64(), pl.String()
SITUATIONS: dict[str, pl.DataType] = {
    "situation": _CLE, "enfant": _CLE, "territoire": _MOT, "origine": _MOT, "recue_le": _DATE, "qualifiee_le": _DATE,
    "evaluee_le": _DATE, "sans_evaluation": pl.Boolean(), "appelle_le": _DATE, "arret_le": _DATE, "arret": _MOT,
}  # fmt: skip
"""One row per child and situation. ``sans_evaluation``: it went straight to the prosecutor. ``appelle_le``: day from
which a measure may answer it (report, referral); empty: none may yet."""
MESURES: dict[str, pl.DataType] = {
    "mesure": _CLE, "enfant": _CLE, "nature": _MOT, "territoire": _MOT, "origine": _MOT, "situation": _CLE,
    "rattachable": pl.Boolean(), "decidee_le": _DATE, "notifiee_le": _DATE, "effective_le": _DATE,
    "ppe_etabli_le": _DATE, "ppe_signe_le": _DATE, "sans_projet": pl.Boolean(), "arret_le": _DATE, "arret": _MOT,
}  # fmt: skip
"""One row per measure. ``situation``: the one it answers, when the register says it; ``rattachable``: whether it may
be tied to one by its dates. ``sans_projet``: it calls for no projet pour l'enfant."""
_AVANT, _APRES = ("recue", "qualifiee", "evaluee"), ("decidee", "notifiee", "effective", "ppe_etabli", "ppe_signe")


def assembler(situations: pl.DataFrame, mesures: pl.DataFrame, naissances: pl.DataFrame) -> pl.DataFrame:
    """The table of chains.

    A measure answers the situation that its register names, else the child's last one that called for a measure, at
    most ``RATTACHEMENT_JOURS`` days before the decision and not stopped by then. A situation keeps the first measure
    that answers it; every other measure is a chain of its own, which passes by no step of the CRIP.

    Args:
        naissances: ``enfant`` and ``naissance`` (first possible day; empty: unknown).
    """
    liees = _rattacher(situations, mesures)
    suites = mesures.join(liees.select("mesure", pl.col("situation").alias("repond_a")), on="mesure", how="left")
    chaines = pl.concat(
        [_de_situation(situations, suites.filter(pl.col("repond_a").is_not_null())),
         _de_mesure(suites.filter(pl.col("repond_a").is_null()))],
        how="diagonal_relaxed",
    )  # fmt: skip
    dates = chaines.join(naissances.unique("enfant", keep="first"), on="enfant", how="left")
    dates = dates.with_columns(age=_age(pl.col("naissance"), premier_jour()))
    return verifier(dates.select(pl.col(nom).cast(type_) for nom, type_ in SCHEMA.items()).sort("chaine"))


def _rattacher(situations: pl.DataFrame, mesures: pl.DataFrame) -> pl.DataFrame:
    """Pairs (situation, mesure): the first measure that answers each child's situation."""
    cles = ("situation", "enfant", "mesure", "decidee_le")
    nommees = mesures.filter(pl.col("situation").is_not_null()).select(cles)
    appels = situations.filter(pl.col("appelle_le").is_not_null()).select(
        "situation", "enfant", "appelle_le", "arret_le"
    )
    libres = mesures.filter(pl.col("situation").is_null(), pl.col("rattachable"), pl.col("decidee_le").is_not_null())
    trouvees = (
        libres.select("mesure", "enfant", "decidee_le").sort("decidee_le", "mesure")
        .join_asof(
            appels.sort("appelle_le", "situation"), left_on="decidee_le", right_on="appelle_le", by="enfant",
            strategy="backward", tolerance=f"{RATTACHEMENT_JOURS}d", check_sortedness=False,
        )
        .filter(pl.col("situation").is_not_null())
        .filter(pl.col("arret_le").is_null() | (pl.col("arret_le") >= pl.col("decidee_le")))
        .select(cles)
    )  # fmt: skip
    toutes = pl.concat([nommees, trouvees]).join(situations.select("situation", "enfant"), on=["situation", "enfant"])
    return toutes.sort("decidee_le", "mesure", nulls_last=True).unique(["situation", "enfant"], keep="first")


def _de_situation(situations: pl.DataFrame, suites: pl.DataFrame) -> pl.DataFrame:
    droite = suites.select(
        pl.col("repond_a").alias("situation"), "enfant", "mesure", "nature", "sans_projet",
        *(f"{code}_le" for code in _APRES), pl.col("arret_le").alias("fin_le"), pl.col("arret").alias("fin"),
    )  # fmt: skip
    repond = pl.col("mesure").is_not_null()
    return situations.join(droite, on=["situation", "enfant"], how="left").with_columns(
        chaine=phrase("S{}-{}", "situation", "enfant"),
        sans_objet=_etapes(pl.col("sans_evaluation"), ("evaluee",), pl.col("sans_projet").fill_null(False)),
        # once a measure answers, what ends the situation no longer stops the chain: what ends the measure does
        arret_le=pl.when(repond).then(pl.col("fin_le")).otherwise(pl.col("arret_le")),
        arret=pl.when(repond).then(pl.col("fin")).otherwise(pl.col("arret")),
    )


def _de_mesure(mesures: pl.DataFrame) -> pl.DataFrame:
    return mesures.with_columns(
        chaine=phrase("M{}", "mesure"), situation=pl.lit(None, dtype=pl.Int64),
        sans_objet=_etapes(pl.lit(True), _AVANT, pl.col("sans_projet")),
        **{f"{code}_le": pl.lit(None, dtype=pl.Date) for code in _AVANT},
    )  # fmt: skip


def _etapes(si: pl.Expr, codes: tuple[str, ...], sans_projet: pl.Expr) -> pl.Expr:
    """Steps that a chain need not pass."""
    vide = pl.lit([], dtype=pl.List(pl.String))
    avant = pl.when(si).then(pl.lit(list(codes), dtype=pl.List(pl.String))).otherwise(vide)
    apres = pl.when(sans_projet).then(pl.lit(["ppe_etabli", "ppe_signe"], dtype=pl.List(pl.String))).otherwise(vide)
    return avant.list.concat(apres)


def _age(naissance: pl.Expr, jour: pl.Expr) -> pl.Expr:
    """Whole years; empty when either day is not known."""
    pas_encore = jour.dt.strftime("%m%d") < naissance.dt.strftime("%m%d")
    return jour.dt.year() - naissance.dt.year() - pas_encore.cast(pl.Int32)
