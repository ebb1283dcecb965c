"""Chains from tables in Parquet files, as ``jalons synthese generer`` writes them or another software may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jalons.analyse.parcours.delais.assemblage import MESURES, SITUATIONS, assembler
from jalons.analyse.sources.parquets import lire_table
from jalons.noyau.colonnes import phrase
from jalons.noyau.saisie import EntreeRefusee, Faute

TABLES: Mapping[str, tuple[str, ...]] = {
    "enfants": ("enfant", "naissance", "famille"),
    "familles": ("famille", "mds"),
    "informations_preoccupantes": ("ip", "situation", "origine", "recue_le", "qualifiee_le", "qualification"),
    "ip_enfants": ("ip", "enfant"),
    "evaluations": ("evaluation", "situation", "enfant", "rapport_le", "conclusion"),
    "mesures": ("mesure", "enfant", "type", "mds", "decidee_le", "notifiee_le", "debut_le", "fin_le"),
    "decisions": ("mesure", "nature", "evaluation"),
    "ppe": ("mesure", "etabli_le", "signe_le", "motif_non_signature"),
}
"""Tables and columns read."""
ABSENTES: Mapping[str, Any] = {"familles": {"famille": pl.Int64, "mds": pl.String}}
"""Tables that registers may lack → columns of the empty one that stands for it."""
VIDES: Mapping[str, Mapping[str, Any]] = {
    "enfants": {"mds": pl.String}, "decisions": {"evaluation": pl.Int64}, "ppe": {"motif_non_signature": pl.String},
}  # fmt: skip
"""Columns that registers may lack: empty then. Without evaluations, a measure answers the situation before it."""

SANS_MESURE = ("prevention_droit_commun", "poursuite_mesure")
"""Conclusions of an evaluation that call for no new measure; ``classement`` is the other one."""


def lire(
    dossier: Path, attendues: Mapping[str, tuple[str, ...]] = TABLES, *, quoi: str = "jalons analyse delais",
    facultatives: Mapping[str, Any] = ABSENTES, vides: Mapping[str, Mapping[str, Any]] = VIDES,
) -> dict[str, pl.DataFrame]:  # fmt: skip
    """The tables of a folder, only the columns ``attendues``: those that chains need unless told.

    Args:
        facultatives: as ``ABSENTES``; ``vides``: as ``VIDES``.

    Raises:
        EntreeRefusee: every table or column that is missing, every file that cannot be read.
    """
    if not dossier.is_dir():
        message = f"« {dossier} » n'est pas un dossier. Donnez celui qu'écrit « jalons synthese generer »."
        raise EntreeRefusee([Faute("DOSSIER", message, str(dossier), "un dossier")], quoi=quoi)
    fautes: list[Faute] = []
    tables = {}
    for nom, colonnes in attendues.items():
        fichier = dossier / f"{nom}.parquet"
        plus = vides.get(nom, {})
        if nom in facultatives and not fichier.exists():
            tables[nom] = pl.DataFrame(schema=facultatives[nom])
            continue
        lue = lire_table(fichier, [c for c in colonnes if c not in plus], fautes, facultatives=list(plus))
        manquent = [pl.lit(None, genre).alias(c) for c, genre in plus.items() if c not in lue.columns]
        tables[nom] = lue.with_columns(manquent)
    if fautes:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    return tables


def dernier_jour(tables: Mapping[str, pl.DataFrame]) -> date:
    """The last day on which something was received, decided or ended: until when chains are known.

    Raises:
        EntreeRefusee: the tables hold no date at all.
    """
    jours = [
        tables[nom].get_column(colonne).max()
        for nom, colonne in (
            ("informations_preoccupantes", "recue_le"),
            ("mesures", "decidee_le"),
            ("mesures", "debut_le"),
        )
    ]
    connus = [jour for jour in jours if isinstance(jour, date)]
    if not connus:
        faute = Faute("--au", "Les tables ne portent aucune date : indiquez le dernier jour connu.", "", "AAAA-MM-JJ")
        raise EntreeRefusee([faute], quoi="jalons analyse delais")
    return max(connus)


def premier_jour_connu(tables: Mapping[str, pl.DataFrame]) -> date | None:
    """The day of the first information: before it, the tables hold only the measures that lasted until then."""
    jour = tables["informations_preoccupantes"]["recue_le"].min()
    return jour if isinstance(jour, date) else None


def chaines_des_registres(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The chains of these tables; a row told twice counts once."""
    naissances = tables["enfants"].select("enfant", "naissance").unique("enfant", keep="first", maintain_order=True)
    return assembler(_situations(tables), _mesures(tables), naissances)


def _situations(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What a situation is told by: its first information; the report on each child, else the first on the situation."""
    ip = tables["informations_preoccupantes"].unique("ip", keep="first", maintain_order=True).sort("recue_le", "ip")
    premieres = ip.group_by("situation", maintain_order=True).agg(
        pl.col("recue_le", "qualifiee_le", "origine", "qualification").first()
    )
    nommes = tables["ip_enfants"].join(ip.select("ip", "situation"), on="ip").select("situation", "enfant").unique()
    rapports = tables["evaluations"].sort("rapport_le", "evaluation", nulls_last=True)
    des_enfants = rapports.unique(["situation", "enfant"], keep="first", maintain_order=True)
    des_situations = rapports.unique("situation", keep="first", maintain_order=True)
    colonnes = [pl.col("rapport_le").alias("evaluee_le"), pl.col("conclusion")]
    vus = (
        nommes.join(premieres, on="situation")
        .join(des_enfants.select("situation", "enfant", *colonnes), on=["situation", "enfant"], how="left")
        .join(des_situations.select("situation", *colonnes), on="situation", how="left", suffix="_tous")
        .join(_territoires(tables), on="enfant", how="left")
    )
    return _qualifier(vus).select(pl.col(nom).cast(type_) for nom, type_ in SITUATIONS.items())


def _qualifier(vus: pl.DataFrame) -> pl.DataFrame:
    conclusion = pl.coalesce("conclusion", "conclusion_tous")
    rapport = pl.coalesce("evaluee_le", "evaluee_le_tous")
    direct = (pl.col("qualification") == "signalement").fill_null(False)
    arret = (
        pl.when(pl.col("qualification") == "sans_suite").then(pl.lit("non_qualifiee"))
        .when(conclusion == "classement").then(pl.lit("classee"))
        .when(conclusion.is_in(SANS_MESURE)).then(pl.lit("orientee"))
    )  # fmt: skip
    return vus.with_columns(
        evaluee_le=rapport, sans_evaluation=direct, arret=arret,
        appelle_le=pl.when(direct).then(pl.col("qualifiee_le")).when(arret.is_null()).then(rapport),
        arret_le=pl.when(arret == "non_qualifiee").then(pl.col("qualifiee_le")).when(arret.is_not_null()).then(rapport),
    )  # fmt: skip


def _territoires(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    enfants = tables["enfants"].unique("enfant", keep="first", maintain_order=True)
    familles = tables["familles"].unique("famille", keep="first", maintain_order=True)
    siens = enfants.select("enfant", "famille", siennes=_mds(enfants))
    joints = siens.join(familles.select("famille", unite=_mds(familles)), on="famille", how="left")
    return joints.select("enfant", territoire=pl.coalesce("siennes", "unite"))


def _mds(table: pl.DataFrame) -> pl.Expr:
    """The local unit: its own code, or the rank of the synthetic tables; none when the table does not say it."""
    if "mds" not in table.columns:
        return pl.lit(None, pl.String)
    if table.schema["mds"] == pl.String:
        return pl.col("mds")
    return pl.when(pl.col("mds").is_not_null()).then(phrase("MDS {}", pl.col("mds") + 1))


def _mesures(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The situation of a measure is that of the evaluation which its first decision names."""
    evaluations = tables["evaluations"].select("evaluation", "situation").unique("evaluation")
    liens = (
        tables["decisions"].filter(pl.col("nature") == "initiale", pl.col("evaluation").is_not_null())
        .join(evaluations, on="evaluation").select("mesure", "situation").unique("mesure", keep="first")
    )  # fmt: skip
    projets = tables["ppe"].unique("mesure", keep="first", maintain_order=True)
    projets = projets.select(
        "mesure", pl.col("etabli_le").alias("ppe_etabli_le"), pl.col("signe_le").alias("ppe_signe_le"), attendu=True,
        refuse_le=pl.when(pl.col("motif_non_signature").is_not_null()).then(pl.col("etabli_le")),
    )  # fmt: skip
    mesures = tables["mesures"].unique("mesure", keep="first", maintain_order=True)
    lues = (
        mesures.join(liens, on="mesure", how="left").join(projets, on="mesure", how="left")
        .rename({"type": "nature", "debut_le": "effective_le"})
        .with_columns(
            territoire=_mds(mesures), origine=pl.lit("sans_information"), rattachable=True,
            arret_le=pl.coalesce("refuse_le", "fin_le"),
            arret=pl.when(pl.col("refuse_le").is_not_null()).then(pl.lit("non_signe"))
            .when(pl.col("fin_le").is_not_null()).then(pl.lit("finie")),
            # a measure begun without a line in the table of projects calls for none
            sans_projet=pl.col("attendu").is_null() & pl.col("effective_le").is_not_null(),
        )
    )  # fmt: skip
    return lues.select(pl.col(nom).cast(type_) for nom, type_ in MESURES.items())
