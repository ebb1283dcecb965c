"""Sentences over columns."""

from __future__ import annotations

import polars as pl
import pytest

from jalons.noyau.colonnes import phrase


def test_each_row_has_its_sentence_and_a_null_gives_none() -> None:
    lignes = pl.DataFrame({"qui": ["a", "b"], "n": [1, None]})
    assert lignes.select(phrase("{} : {}.", "qui", pl.col("n") + 1).alias("dit"))["dit"].to_list() == ["a : 2.", None]


def test_a_column_whose_first_piece_is_empty_is_read_as_any_other() -> None:
    # a join of some size is made by two hands; what is kept of it here comes from the second hand alone
    un = pl.DataFrame({"cle": range(1000), "de": "a"})
    autre = pl.DataFrame({"cle": range(1000), "au": "z"})
    lignes = un.join(autre, on="cle").filter(pl.col("cle") > 997)
    assert lignes.select(phrase("{} à {}", "de", "au").alias("dit"))["dit"].to_list() == ["a à z", "a à z"]


def test_as_many_values_as_blanks() -> None:
    with pytest.raises(ValueError, match="2 valeurs"):
        phrase("{}", "a", "b")
