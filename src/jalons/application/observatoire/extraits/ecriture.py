"""From a query to a Parquet file, block after block: memory is bounded whatever the number of rows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from jalons.application.observatoire.extraits.requetes import BOOLEEN, ENTIER, JOUR, TEXTE, Requete

BLOC = 100_000
"""Rows held at once, and rows of a group of the file."""
_TYPES: Mapping[str, Any] = {ENTIER: pl.Int64, TEXTE: pl.String, JOUR: pl.Date, BOOLEEN: pl.Boolean}
_MORCEAU = 1 << 20


def ecrire_table(
    curseur: Any, requete: Requete, valeurs: Mapping[str, Any], chemin: Path,
    completer: Callable[[pl.DataFrame], pl.DataFrame] | None = None,
) -> int:  # fmt: skip
    """Write the rows of a query, and say how many. A query without a row gives a table without a row."""
    import pyarrow.parquet as pq

    departement = pl.lit(valeurs["code"]).alias("departement")
    plume, lignes = None, 0
    descripteur = os.open(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descripteur, "wb") as fichier:
        for bloc in _blocs(curseur, requete, valeurs):
            cadre = completer(bloc) if completer else bloc
            tableau = cadre.select(departement, pl.all()).to_arrow()
            plume = plume or pq.ParquetWriter(fichier, tableau.schema, compression="zstd")
            plume.write_table(tableau, row_group_size=BLOC)
            lignes += bloc.height
        assert plume is not None  # noqa: S101 - there is always a block
        plume.close()
    return lignes


def empreinte(dossier: Path) -> str:
    """The sha256 of the tables of a folder, names included: the same rows give the same one."""
    somme = hashlib.sha256()
    for chemin in sorted(dossier.glob("*.parquet")):
        somme.update(f"{chemin.name}\n".encode())
        with chemin.open("rb") as fichier:
            while morceau := fichier.read(_MORCEAU):
                somme.update(morceau)
    return somme.hexdigest()


def _blocs(curseur: Any, requete: Requete, valeurs: Mapping[str, Any]) -> Iterator[pl.DataFrame]:
    """The rows as the server sends them, never all at once; at least one block, which may be empty."""
    rangees: list[bytes] = []
    vus = 0
    with curseur.copy(f"COPY ({requete.sql}) TO STDOUT", valeurs) as copie:
        for rangee in copie:
            rangees.append(bytes(rangee))
            if len(rangees) >= BLOC:
                yield _lire(rangees, requete.colonnes)
                rangees, vus = [], vus + 1
    if rangees or not vus:
        yield _lire(rangees, requete.colonnes)


def _lire(rangees: list[bytes], colonnes: Mapping[str, str]) -> pl.DataFrame:
    """Rows in the text form of ``COPY``: cells between tabs, ``\\N`` for none."""
    if not rangees:
        return pl.DataFrame(schema={nom: _TYPES[genre] for nom, genre in colonnes.items()})
    lus = {nom: pl.String if genre == BOOLEEN else _TYPES[genre] for nom, genre in colonnes.items()}
    cadre = pl.read_csv(
        b"".join(rangees), has_header=False, separator="\t", quote_char=None, null_values=["\\N"], schema=lus
    )
    return cadre.with_columns(pl.col(nom) == "t" for nom, genre in colonnes.items() if genre == BOOLEEN)
