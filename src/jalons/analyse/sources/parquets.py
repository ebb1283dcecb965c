"""A Parquet table held in memory: only the columns asked for, and only when its own count says that it fits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from jalons.noyau.saisie import Faute

OCTETS_MAXIMAUX = 3_000_000_000
"""Bytes that a table may take, as its file announces it; beyond, it is refused before it is read."""
_CELLULE = 8


def lire_table(
    fichier: Path, colonnes: Sequence[str], fautes: list[Faute], *, facultatives: Sequence[str] = ()
) -> pl.DataFrame:
    """These columns of a table, and those of ``facultatives`` that it has; an empty one when a fault was added."""
    message = ""
    try:
        import pyarrow.parquet as pq

        with pq.ParquetFile(fichier) as ouvert:
            presentes = ouvert.schema_arrow.names
            lues = [*colonnes, *(c for c in facultatives if c in presentes)]
            manquent = [c for c in colonnes if c not in presentes]
            octets = _octets(ouvert.metadata, frozenset(lues))
        if manquent:
            message = f"La table n'a pas les colonnes attendues : {', '.join(manquent)}. Ajoutez-les."
        elif octets > OCTETS_MAXIMAUX:
            message = (
                f"La table prendrait {octets // 10**9} Go en mémoire, {OCTETS_MAXIMAUX // 10**9} au plus : donnez les "
                "registres d'un seul département, ou de moins d'années."
            )
        else:
            return pl.scan_parquet(fichier).select(lues).collect()
    except FileNotFoundError:
        message = f"La table manque dans {fichier.parent} : mettez-la dans le dossier."
    except (OSError, ValueError, pl.exceptions.PolarsError) as erreur:  # those of Arrow are ValueErrors
        dit = (str(erreur).splitlines() or [""])[0][:120]
        message = f"Le fichier n'est pas une table Parquet lisible ({dit}) : écrivez-le à nouveau."
    fautes.append(Faute(fichier.name, message, fichier.name, ", ".join(colonnes)))
    return pl.DataFrame()


def _octets(pied: object, lues: frozenset[str]) -> int:
    """What the file says of these columns, or what its rows would take at least."""
    import pyarrow.parquet as pq

    assert isinstance(pied, pq.FileMetaData)  # noqa: S101 - narrows what Arrow does not type
    dits = 0
    for groupe in range(pied.num_row_groups):
        rangees = pied.row_group(groupe)
        for place in range(rangees.num_columns):
            colonne = rangees.column(place)
            if colonne.path_in_schema in lues:
                dits += colonne.total_uncompressed_size
    return int(max(dits, pied.num_rows * len(lues) * _CELLULE))
