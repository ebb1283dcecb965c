"""The tables that a transmission reads, from Parquet files as ``jalons synthese generer`` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from jalons.analyse.sources.parquets import lire_table
from jalons.noyau.saisie import EntreeRefusee, Faute

TABLES: Mapping[str, tuple[str, ...]] = {
    "enfants": ("departement", "enfant", "famille", "sexe", "naissance", "naissance_precision"),
    "mesures": ("mesure", "enfant", "type", "mds", "decidee_le", "debut_le", "fin_le", "motif_fin"),
    "decisions": ("mesure", "nature", "decidee_le", "effet_du", "effet_au"),
    "sejours": ("mesure", "genre", "debut_le", "fin_le"),
    "ppe": ("mesure", "etabli_le"),
    "foyers": ("famille", "rang", "composition"),
    "evaluations": ("evaluation", "ip"),
    "informations_preoccupantes": ("ip", "origine", "recue_le", "qualifiee_le", "qualification"),
}  # fmt: skip
"""Tables and columns read."""

FACULTATIVES: Mapping[str, tuple[str, ...]] = {
    "enfants": ("prenom", "nom", "nom_mere", "scolarite", "pseudonyme", "pseudonyme_par"), "decisions": ("evaluation",),
}  # fmt: skip
"""Columns read when they are there: an identity (the family name of the mother is part of the national identifier), or
the identifier already made of it, and what registers do not always hold."""
ABSENTES = frozenset({"sejours", "foyers"})
"""Tables that registers may lack: the variables that they give are then not in the file."""

Tables = Mapping[str, pl.DataFrame]


def lire(dossier: Path) -> Tables:
    """The tables of a folder, only the columns that a transmission needs.

    Raises:
        EntreeRefusee: every table or column that is missing, every file that cannot be read.
    """
    if not dossier.is_dir():
        message = f"« {dossier} » n'est pas un dossier. Donnez celui des tables (.parquet) des registres."
        raise EntreeRefusee([Faute("DOSSIER", message, str(dossier), "un dossier")])
    fautes: list[Faute] = []
    tables = {
        nom: lire_table(dossier / f"{nom}.parquet", colonnes, fautes, facultatives=FACULTATIVES.get(nom, ()))
        for nom, colonnes in TABLES.items()
        if nom not in ABSENTES or (dossier / f"{nom}.parquet").exists()
    }
    enfants = tables["enfants"].columns
    if not fautes and "pseudonyme" not in enfants and not {"prenom", "nom"} <= set(enfants):
        message = (
            "La table ne dit ni l'identité des enfants ni leur identifiant : ajoutez les colonnes prenom et nom, ou "
            "refaites l'extrait avec --pseudonymes."
        )
        fautes.append(Faute("enfants.parquet", message, ", ".join(enfants), "pseudonyme, ou prenom et nom"))
    if fautes:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    return tables
