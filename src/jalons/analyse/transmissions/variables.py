"""The variables of each event, as text: codes where the registers know, "ne sait pas" where they should, else empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from jalons.analyse.tables.olinpe import regime
from jalons.analyse.transmissions.registres import Tables

DEBUT, RENOUVELLEMENT, FIN = "1", "2", "3"
NSP = "9"
MAXIMUM = 98
"""Largest count that two digits hold, 99 being "ne sait pas"."""

Codes = Mapping[str, Any]


def remplir(evenements: pl.DataFrame, tables: Tables, codes: Codes) -> pl.DataFrame:
    """The events with their variables only, in alphabetical order; what the registers do not hold is not there."""
    cles = evenements.with_row_index("_n")
    lus = cles.with_columns(
        *_personne(codes), *_natures(codes), *_jours(), *_fin(codes),
        *(_scolarite(codes) if "scolarite" in cles.columns else ()),
        NUMDEP=pl.col("departement"),
    )  # fmt: skip
    for ajouter in (_lieux, _origine, _projet, _famille, _anteriorite):
        lus = ajouter(lus, tables, codes)
    lus = _reserver(lus.sort("_n"))
    presentes = [v for v in regime(2016).alphabetique if v in lus.columns]
    return lus.select(pl.col(v).cast(pl.String).fill_null("") for v in presentes)


def _traduire(colonne: str, table: Mapping[str, str], defaut: str | None = "") -> pl.Expr:
    return pl.col(colonne).replace_strict(table, default=defaut, return_dtype=pl.String).fill_null(defaut)


def _personne(codes: Codes) -> list[pl.Expr]:
    return [
        _traduire("sexe", codes["sexes"], NSP).alias("SEXE"),
        pl.col("annee").cast(pl.String).fill_null("9999").alias("ANAIS"),
        pl.col("mois").cast(pl.String).fill_null("99").alias("MNAIS"),
    ]


def _natures(codes: Codes) -> list[pl.Expr]:
    natures = codes["natures"]
    noms = sorted({nom for nature in natures.values() for nom in nature})
    return [
        _traduire("type", {type_: nature.get(nom, "") for type_, nature in natures.items()}).alias(nom) for nom in noms
    ]


def _jours() -> list[pl.Expr]:
    return [
        pl.col("DATDECPE").dt.strftime("%Y-%m-%d"), pl.col("DATDEB").dt.strftime("%Y-%m-%d"),
        pl.when(pl.col("TYPEV") == FIN).then(pl.col("fin_le").dt.strftime("%Y-%m-%d")).alias("DATFIN"),
    ]  # fmt: skip


def _scolarite(codes: Codes) -> list[pl.Expr]:
    return [
        _traduire("scolarite", {mot: c[i] for mot, c in codes["scolarites"].items()}, defaut).alias(nom)
        for i, (nom, defaut) in enumerate((("SCODTCOM", NSP), ("NIVSCO", ""), ("ETABSCOSPE", NSP)))
    ]


def _fin(codes: Codes) -> list[pl.Expr]:
    """Why it ended, what the child leaves with."""
    finie = pl.col("TYPEV") == FIN
    motif = _traduire("motif_fin", {mot: c[0] for mot, c in codes["fins"].items()}, NSP)
    mainlevee = _traduire("motif_fin", {mot: c[1] for mot, c in codes["fins"].items()}, "")
    return [
        pl.when(finie).then(motif).alias("MOTFININT"), pl.when(finie).then(mainlevee).alias("MOTIFML"),
        pl.when(finie).then(pl.lit(NSP)).alias("DIPLOME"),
    ]  # fmt: skip


def _lieux(lus: pl.DataFrame, tables: Tables, codes: Codes) -> pl.DataFrame:
    """The place on the day of the event; how many changes since the start, or since the previous decision."""
    if "sejours" not in tables:
        return lus
    sejours = tables["sejours"].filter(pl.col("debut_le").is_not_null()).sort("debut_le")
    entrees = sejours.select("mesure", "genre", entree="debut_le").sort("entree")
    suivis = lus.sort("le").join_asof(
        entrees, left_on="le", right_on="entree", by="mesure", check_sortedness=False, coalesce=False
    )
    changements = _changements(lus, sejours)
    accueil = {genre: c[0] for genre, c in codes["lieux"].items()}
    placement = {genre: c[1] for genre, c in codes["lieux"].items()}
    variables = regime(2016).par_code
    adm = pl.col("NATPDECADM").is_in(variables["LIEUACC"].si["NATPDECADM"])
    jud = pl.col("NATDECASSED").is_in(variables["LIEUPLAC"].si["NATDECASSED"])
    renouvelee, finie = pl.col("TYPEV") == RENOUVELLEMENT, pl.col("TYPEV") == FIN
    return suivis.join(changements, on="_n", how="left").with_columns(
        LIEUACC=pl.when(adm).then(_traduire("genre", accueil, "99")),
        LIEUPLAC=pl.when(jud).then(_traduire("genre", placement, "99")),
        ACCMOD=pl.when(adm).then(pl.lit(NSP)), AUTRLIEUACC=pl.when(adm).then(pl.lit(NSP)),
        PLACMOD=pl.when(jud).then(pl.lit(NSP)), AUTRLIEUAR=pl.when(jud).then(pl.lit(NSP)),
        CHGLIEU=pl.when(renouvelee).then(pl.when(pl.col("_recents") > 0).then(pl.lit("2")).otherwise(pl.lit("1"))),
        NBCHGLIEU=pl.when(finie).then(pl.col("_tous").fill_null(0).clip(0, MAXIMUM).cast(pl.String)),
    )  # fmt: skip


def _changements(lus: pl.DataFrame, sejours: pl.DataFrame) -> pl.DataFrame:
    """By event: entries into a place after the start of the measure, and after its previous event."""
    precedent = pl.coalesce(pl.col("le").shift().over("mesure", order_by=["le", "TYPEV"]), pl.col("debut_le"))
    bornes = lus.select("_n", "mesure", "le", "debut_le", precedent.alias("precedent"))
    croisees = bornes.join(sejours.select("mesure", entree="debut_le"), on="mesure")
    suivantes = croisees.filter((pl.col("entree") <= pl.col("le")) & (pl.col("entree") > pl.col("debut_le")))
    return suivantes.group_by("_n").agg(
        _tous=pl.len().cast(pl.Int64), _recents=(pl.col("entree") > pl.col("precedent")).sum().cast(pl.Int64)
    )


def _origine(lus: pl.DataFrame, tables: Tables, codes: Codes) -> pl.DataFrame:
    """What was told before the measure: only where the decision names its evaluation."""
    if "evaluation" not in tables["decisions"].columns:
        return lus
    liens = (
        tables["decisions"].filter(pl.col("evaluation").is_not_null()).select("mesure", "evaluation")
        .unique("mesure", keep="first", maintain_order=True)
        .join(tables["evaluations"].select("evaluation", "ip").unique("evaluation"), on="evaluation")
        .join(tables["informations_preoccupantes"].unique("ip"), on="ip")
        .select("mesure", "origine", "recue_le", "qualifiee_le", "qualification")
    )  # fmt: skip
    lus = lus.join(liens, on="mesure", how="left")
    debut = pl.col("TYPEV") == DEBUT
    connue = debut & pl.col("recue_le").is_not_null()
    signalee = pl.col("qualification") == "signalement"
    return lus.with_columns(
        TRAITINFO=pl.when(connue & signalee).then(pl.lit("3")).when(connue).then(pl.lit("1"))
        .when(debut).then(pl.lit("99")),
        DATIP=pl.when(connue & ~signalee).then(pl.col("recue_le").dt.strftime("%Y-%m-%d")),
        DATSIGN=pl.when(connue & signalee).then(pl.col("qualifiee_le").dt.strftime("%Y-%m-%d")),
        TRANSIP=pl.when(connue & ~signalee).then(_traduire("origine", codes["origines"], "999")),
    )  # fmt: skip


def _projet(lus: pl.DataFrame, tables: Tables, codes: Codes) -> pl.DataFrame:
    projets = tables["ppe"].filter(pl.col("etabli_le").is_not_null()).group_by("mesure").agg(pl.col("etabli_le").min())
    lus = lus.join(projets, on="mesure", how="left")
    la = (pl.col("etabli_le") <= pl.col("le")).fill_null(False)
    return lus.with_columns(
        PROJET=pl.when(la).then(pl.lit("2")).otherwise(pl.lit("1")),
        DATPPE=pl.when(la).then(pl.col("etabli_le").dt.strftime("%Y-%m-%d")),
    )


def _famille(lus: pl.DataFrame, tables: Tables, codes: Codes) -> pl.DataFrame:
    tailles = tables["enfants"].unique("enfant").group_by("famille").agg(_fratrie=pl.len().cast(pl.Int64) - 1)
    lus = lus.join(tailles, on="famille", how="left")
    lus = lus.with_columns(NBFRAT=pl.col("_fratrie").clip(0, MAXIMUM).cast(pl.String).fill_null("99"))
    if "foyers" not in tables:
        return lus
    foyers = tables["foyers"].filter(pl.col("rang") == 1).unique("famille").select("famille", "composition")
    lus = lus.join(foyers, on="famille", how="left")
    return lus.with_columns(COMPOMENAG=_traduire("composition", codes["menages"], "99"))


def _anteriorite(lus: pl.DataFrame, tables: Tables, codes: Codes) -> pl.DataFrame:
    """Whether another measure of the child had begun before."""
    premieres = tables["mesures"].group_by("enfant").agg(_premiere=pl.col("debut_le").min())
    lus = lus.join(premieres, on="enfant", how="left")
    avant = (pl.col("_premiere") < pl.col("debut_le")).fill_null(False)
    return lus.with_columns(INTERANT=pl.when(avant).then(pl.lit("2")).otherwise(pl.lit("1")))


def _reserver(lus: pl.DataFrame) -> pl.DataFrame:
    """Empty what is for minors in the events of a person of age, and what a closed filter does not call for."""
    tables = regime(2016).par_code
    mineurs = [v for v, dite in tables.items() if dite.population == "mineurs" and v in lus.columns]
    lus = lus.with_columns(pl.when(~pl.col("majeur")).then(pl.col(v)).alias(v) for v in mineurs)
    for v, dite in tables.items():
        if v in lus.columns:
            for filtre, codes in dite.ouvertures.items():
                if filtre in lus.columns:
                    lus = lus.with_columns(pl.when(pl.col(filtre).is_in(codes)).then(pl.col(v)).alias(v))
    return lus
