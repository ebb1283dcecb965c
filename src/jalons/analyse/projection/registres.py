"""Episodes read from a folder of registers: where children in care live, or which help they receive at home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from jalons.analyse.sources.parquets import lire_table
from jalons.noyau.saisie import EntreeRefusee, Faute

CHAMPS = {
    "accueil": ("sejours.parquet", "genre"),
    "domicile": ("mesures.parquet", "type"),
    "placement": ("mesures.parquet", "type"),
}
"""What may be forecast: table and column of the type. They overlap: each is forecast by itself."""
CADRES = {"domicile": ("domicile",), "placement": ("accueil", "direct")}
"""Measures that are kept when the types are theirs: those of registers that do not say where children stay."""

_COMMUNES = ("enfant", "debut_le", "fin_le")


def lire(dossier: Path, champ: str) -> tuple[pl.DataFrame, date]:
    """Episodes (columns of ``grille.COLONNES``) and the last day that the tables know.

    Args:
        champ: a key of ``CHAMPS``; ``domicile`` keeps the main measures of help at home, ``placement`` those by which
            a child is taken in.

    Raises:
        EntreeRefusee: a table or a column is missing, or nothing is left; every fault at once.
    """
    fichier, type_ = CHAMPS[champ]
    fautes: list[Faute] = []
    lues = _table(dossier, fichier, (*_COMMUNES, type_, *(("cadre", "principale") if champ in CADRES else ())), fautes)
    enfants = _table(dossier, "enfants.parquet", ("enfant", "naissance"), fautes)
    if fautes or lues is None or enfants is None:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    if champ in CADRES:
        lues = lues.filter(pl.col("cadre").is_in(CADRES[champ]), pl.col("principale"))
    au = _dernier_jour(lues)
    if au is None:
        message = "Aucun épisode daté : il faut au moins un début connu."
        raise EntreeRefusee([Faute(fichier, message, "0 ligne", "des épisodes datés")], quoi=str(dossier))
    episodes = lues.join(enfants.select("enfant", "naissance").unique("enfant"), on="enfant", how="left")
    return episodes.select(
        "enfant", "naissance", pl.col(type_).alias("type"), pl.col("debut_le").alias("debut"),
        pl.col("fin_le").alias("fin"),
    ), au  # fmt: skip


def premier_jour(dossier: Path) -> date | None:
    """The day of the first information received: before it, tables hold only the stays that lasted until then.

    ``None`` when the folder does not say it.

    Raises:
        EntreeRefusee: the table cannot be read.
    """
    chemin = dossier / "informations_preoccupantes.parquet"
    if not chemin.exists():
        return None
    fautes: list[Faute] = []
    lue = lire_table(chemin, ("recue_le",), fautes)
    if fautes or lue is None:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    jour = lue["recue_le"].min()
    return jour if isinstance(jour, date) else None


def _dernier_jour(lues: pl.DataFrame) -> date | None:
    """Of beginnings only: an end may be planned, and nothing would be known of the months that lead to it."""
    dernier = lues["debut_le"].max()
    return dernier if isinstance(dernier, date) else None


def _table(dossier: Path, fichier: str, colonnes: tuple[str, ...], fautes: list[Faute]) -> pl.DataFrame | None:
    if fichier == "sejours.parquet" and not (dossier / fichier).exists():
        message = (
            f"La table {fichier} manque dans {dossier} : ces registres ne disent pas où vivent les enfants. Indiquez "
            "le dossier des registres, ou prévoyez « --champ placement » ou « --champ domicile »."
        )
        fautes.append(Faute(fichier, message, "absente", fichier))
        return None
    lue = lire_table(dossier / fichier, colonnes, fautes)
    return None if fautes else lue
