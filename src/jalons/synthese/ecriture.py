"""Tables to Parquet files: the same tables give the same bytes with the same version of polars."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import polars as pl

from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute


def ecrire(tables: dict[str, pl.DataFrame], dossier: Path) -> list[Path]:
    """Write ``<table>.parquet`` in ``dossier``, created if need be; a table is there whole or not at all.

    Raises:
        EntreeRefusee: the folder cannot be written.
    """
    chemins = []
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        for nom in sorted(tables):
            chemins.append(_un(tables[nom], dossier / f"{nom}.parquet"))
    except OSError as erreur:
        message = f"Le dossier « {dossier} » ne peut être écrit ({cause(erreur)}). Choisissez-en un autre."
        raise EntreeRefusee([Faute("--sortie", message, str(dossier), "un dossier où écrire")]) from erreur
    return chemins


def _un(table: pl.DataFrame, chemin: Path) -> Path:
    descripteur, provisoire = tempfile.mkstemp(suffix=".parquet", dir=chemin.parent)
    os.close(descripteur)
    try:
        # one row group size and one codec, named: the bytes depend on nothing else than the rows
        table.rechunk().write_parquet(
            provisoire, compression="zstd", compression_level=3, statistics=True, row_group_size=100_000
        )
        os.chmod(provisoire, 0o644)  # synthetic data, meant to be read
        Path(provisoire).replace(chemin)
    finally:
        Path(provisoire).unlink(missing_ok=True)
    return chemin


def lire(dossier: Path) -> dict[str, pl.DataFrame]:
    """The tables of a folder.

    Raises:
        EntreeRefusee: the folder holds no table.
    """
    tables = {chemin.stem: pl.read_parquet(chemin) for chemin in sorted(dossier.glob("*.parquet"))}
    if not tables:
        message = f"« {dossier} » ne contient aucune table. Lancez d'abord « jalons synthese generer »."
        raise EntreeRefusee([Faute(str(dossier), message, str(dossier), "des fichiers .parquet")])
    return tables
