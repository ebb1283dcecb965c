"""Episodes read from a folder of registers: where children in care live, or which help they receive at home."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from jalons.noyau.saisie import EntreeRefusee, Faute

CHAMPS = {
    "accueil": ("sejours.parquet", "genre"),
    "domicile": ("mesures.parquet", "type"),
}
"""What may be forecast: table and column of the type. The two overlap: each is forecast by itself."""

LIBELLES = {
    "etablissement": "établissement", "aed": "AED", "aed_renforcee": "AED renforcée", "aemo": "AEMO",
    "aemo_renforcee": "AEMO renforcée", "tisf": "TISF", "aesf": "AESF", "mjagbf": "MJAGBF", "mjie": "MJIE",
    "tiers": "tiers digne de confiance", "lieu_de_vie": "lieu de vie et d'accueil",
}  # fmt: skip
"""Names that the code of a type, underscores aside, does not give."""

_COMMUNES = ("enfant", "debut_le", "fin_le")


def lire(dossier: Path, champ: str) -> tuple[pl.DataFrame, date]:
    """Episodes (columns of ``grille.COLONNES``) and the last day that the tables know.

    Args:
        champ: a key of ``CHAMPS``; help at home keeps the main measures (``cadre`` « domicile »).

    Raises:
        EntreeRefusee: a table or a column is missing, or nothing is left; every fault at once.
    """
    fichier, type_ = CHAMPS[champ]
    fautes: list[Faute] = []
    lues = _table(
        dossier, fichier, (*_COMMUNES, type_, *(("cadre", "principale") if champ == "domicile" else ())), fautes
    )
    enfants = _table(dossier, "enfants.parquet", ("enfant", "naissance"), fautes)
    if fautes or lues is None or enfants is None:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    if champ == "domicile":
        lues = lues.filter((pl.col("cadre") == "domicile") & pl.col("principale"))
    au = _dernier_jour(lues)
    if au is None:
        message = "Aucun épisode daté : il faut au moins un début connu."
        raise EntreeRefusee([Faute(fichier, message, "0 ligne", "des épisodes datés")], quoi=str(dossier))
    episodes = lues.join(enfants.select("enfant", "naissance").unique("enfant"), on="enfant", how="left")
    return episodes.select(
        "enfant", "naissance", pl.col(type_).alias("type"), pl.col("debut_le").alias("debut"),
        pl.col("fin_le").alias("fin"),
    ), au  # fmt: skip


def _dernier_jour(lues: pl.DataFrame) -> date | None:
    jours = [j for j in (lues["debut_le"].max(), lues["fin_le"].max()) if isinstance(j, date)]
    return max(jours, default=None)


def _table(dossier: Path, fichier: str, colonnes: tuple[str, ...], fautes: list[Faute]) -> pl.DataFrame | None:
    chemin = dossier / fichier
    if not chemin.is_file():
        message = f"La table {fichier} manque dans {dossier} : indiquez le dossier des registres."
        fautes.append(Faute(str(chemin), message, "absente", fichier))
        return None
    try:
        lue = pl.read_parquet(chemin)
    except (pl.exceptions.PolarsError, OSError) as erreur:
        fautes.append(Faute(str(chemin), f"La table {fichier} est illisible : {erreur}.", "illisible", "Parquet"))
        return None
    for nom in colonnes:
        if nom not in lue.columns:
            message = f"La colonne « {nom} » manque dans {fichier} : ajoutez-la."
            fautes.append(Faute(f"{fichier}:{nom}", message, ", ".join(lue.columns), nom))
    return None if fautes else lue.select(colonnes)
