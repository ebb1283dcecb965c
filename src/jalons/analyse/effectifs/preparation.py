"""One row per measure begun, with what filters ask: where, which kind, which child of which birth, from when to when.

Children bear a number of this table only: nothing in it opens a file. Days are whole numbers (``filtres.cle_du_jour``):
a year later is 10,000 more, and somebody born on 29 February is a year older on 1 March without any calendar.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from jalons.analyse.effectifs.filtres import cle_du_jour
from jalons.analyse.indicateurs.classement import classement

if TYPE_CHECKING:
    from jalons.analyse.sources.registres import Registres

INCONNU = "inconnu"
SANS_FIN = 99_999_999
"""End of what goes on."""
GROUPE = 60_000
"""Rows of a part of the file: what a question passes over is passed over by parts."""
SCHEMA = {
    "n": pl.UInt32, "territoire": pl.Categorical, "nature": pl.Categorical, "groupe": pl.Categorical,
    "sexe": pl.Categorical, "naissance": pl.Int32, "debut": pl.Int32, "fin": pl.Int32,
}  # fmt: skip
"""Columns; birth 0: not known; ``fin`` is the day of leaving."""


def preparer(registres: Registres, au: date) -> pl.DataFrame:
    """Rows of ``SCHEMA``: measures begun on ``au`` or before; one told twice counts once."""
    mesures = _lire(registres, "mesures", ("mesure", "enfant", "type", "mds", "debut_le", "fin_le"))
    enfants = _lire(registres, "enfants", ("enfant", "naissance", "sexe")).unique("enfant", keep="first")
    mesures = mesures.filter(pl.col("debut_le") <= au).sort("debut_le", "fin_le").unique("mesure", keep="first")
    jointes = mesures.join(enfants, on="enfant", how="left").sort("debut_le", "mesure")
    groupes = classement().natures["groupe"]
    return jointes.select(
        pl.col("enfant").rank("dense").alias("n"),
        pl.col("mds").cast(pl.String).fill_null(INCONNU).alias("territoire"),
        pl.col("type").fill_null(INCONNU).alias("nature"),
        pl.col("type").replace_strict(dict(groupes), default="non_classe").alias("groupe"),
        pl.col("sexe").cast(pl.String).fill_null(INCONNU),
        _cle("naissance").fill_null(0),
        _cle("debut_le").alias("debut"),
        _cle("fin_le").fill_null(SANS_FIN).alias("fin"),
    ).cast(SCHEMA)  # type: ignore[arg-type]  # a mapping of names to types is what polars takes


def ecrire(lignes: pl.DataFrame, chemin: Path) -> None:
    """Rows as a file of which a question reads little: those of a territory together, by the day they end."""
    lignes.sort("territoire", "fin").write_parquet(chemin, compression="zstd", row_group_size=GROUPE)


def _lire(registres: Registres, table: str, colonnes: tuple[str, ...]) -> pl.DataFrame:
    """These columns; one that the registers do not have is empty."""
    source = registres.tables[table]
    lue = registres.magasin.polars(source.select([c for c in colonnes if c in source.columns]))
    return lue.with_columns(pl.lit(None).alias(c) for c in colonnes if c not in lue.columns)


def _cle(colonne: str) -> pl.Expr:
    jour = pl.col(colonne).dt
    return jour.year().cast(pl.Int32) * 10000 + jour.month().cast(pl.Int32) * 100 + jour.day().cast(pl.Int32)


def jour_de(au: date, annee: int | None) -> int:
    """Day on which stocks are read: 31 December of the year, or ``au`` when it comes first or no year is asked.

    >>> jour_de(date(2026, 11, 25), 2024), jour_de(date(2026, 11, 25), 2026)
    (20241231, 20261125)
    """
    return cle_du_jour(au) if annee is None else min(cle_du_jour(au), annee * 10000 + 1231)
