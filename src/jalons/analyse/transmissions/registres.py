"""The tables that a transmission reads, from Parquet files as ``jalons synthese generer`` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from jalons.noyau.saisie import EntreeRefusee, Faute

TABLES: Mapping[str, tuple[str, ...]] = {
    "enfants": (
        "departement", "enfant", "famille", "prenom", "nom", "sexe", "naissance", "naissance_precision", "scolarite",
    ),
    "mesures": ("mesure", "enfant", "type", "mds", "decidee_le", "debut_le", "fin_le", "motif_fin"),
    "decisions": ("mesure", "nature", "evaluation", "decidee_le", "effet_du", "effet_au"),
    "sejours": ("mesure", "genre", "debut_le", "fin_le"),
    "ppe": ("mesure", "etabli_le"),
    "foyers": ("famille", "rang", "composition"),
    "evaluations": ("evaluation", "ip"),
    "informations_preoccupantes": ("ip", "origine", "recue_le", "qualifiee_le", "qualification"),
}  # fmt: skip
"""Tables and columns read."""

FACULTATIVES: Mapping[str, tuple[str, ...]] = {"enfants": ("nom_mere",)}
"""Columns read when they are there: the family name of the mother is part of the national identifier."""

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
    tables = {nom: _une(dossier / f"{nom}.parquet", colonnes, fautes) for nom, colonnes in TABLES.items()}
    if fautes:
        raise EntreeRefusee(fautes, quoi=str(dossier))
    return tables


def _une(fichier: Path, colonnes: tuple[str, ...], fautes: list[Faute]) -> pl.DataFrame:
    try:
        lue = pl.scan_parquet(fichier)
        presentes = lue.collect_schema().names()
        manquent = [c for c in colonnes if c not in presentes]
        if not manquent:
            plus = [c for c in FACULTATIVES.get(fichier.stem, ()) if c in presentes]
            return lue.select(*colonnes, *plus).collect()
        message = f"La table n'a pas les colonnes attendues : {', '.join(manquent)}. Ajoutez-les."
    except FileNotFoundError:
        message = "La table manque : mettez-la dans le dossier."
    except (OSError, pl.exceptions.PolarsError):
        message = "Le fichier n'est pas une table Parquet lisible : écrivez-le à nouveau."
    fautes.append(Faute(fichier.name, message, fichier.name, ", ".join(colonnes)))
    return pl.DataFrame()
