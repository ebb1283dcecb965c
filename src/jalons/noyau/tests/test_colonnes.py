"""Sentences over columns."""

from __future__ import annotations

import polars as pl
import pytest

from jalons.noyau.colonnes import phrase


def test_each_row_has_its_sentence_and_a_null_gives_none() -> None:
    lignes = pl.DataFrame({"qui": ["a", "b"], "n": [1, None]})
    assert lignes.select(phrase("{} : {}.", "qui", pl.col("n") + 1).alias("dit"))["dit"].to_list() == ["a : 2.", None]


def test_a_column_whose_first_piece_is_empty_is_read_as_any_other() -> None:
    # such pieces come out of a join followed by a filter; polars' own format panics on them
    gauche = pl.DataFrame({"cle": [1, 2, 3, 4], "de": ["a", "b", "c", "d"]})
    vide = gauche.filter(pl.col("cle") > 9).select("cle", au=pl.col("de"))
    droite = pl.concat([vide, pl.DataFrame({"cle": [3, 4], "au": ["y", "z"]})], rechunk=False)
    lignes = pl.DataFrame([gauche.filter(pl.col("cle") > 2)["de"], droite["au"]])
    assert lignes.select(phrase("{} à {}", "de", "au").alias("dit"))["dit"].to_list() == ["c à y", "d à z"]


def test_as_many_values_as_blanks() -> None:
    with pytest.raises(ValueError, match="2 valeurs"):
        phrase("{}", "a", "b")
