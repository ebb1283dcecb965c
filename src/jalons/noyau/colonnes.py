"""Sentences over columns: what ``str.format`` does for one row, for all of them."""

from __future__ import annotations

import polars as pl


def phrase(gabarit: str, *valeurs: pl.Expr | str) -> pl.Expr:
    """The sentence of each row: every ``{}`` of ``gabarit`` becomes the value in its order, as text.

    Null where a value is null. It stands for ``polars.format``, which panics when the first piece of a column is empty,
    as a join on few rows may leave it (polars issue 25525, seen in 2.1): a file of faults would stop its own reading.

    Args:
        valeurs: expressions, or names of columns; as many as there are ``{}``.

    Raises:
        ValueError: their numbers differ.

    >>> pl.select(phrase("{} ans le {}", pl.lit(3), pl.lit("1er mai"))).item()
    '3 ans le 1er mai'
    """
    morceaux = gabarit.split("{}")
    if len(morceaux) != len(valeurs) + 1:
        raise ValueError(f"{len(valeurs)} valeurs pour « {gabarit} »")
    suite: list[pl.Expr] = [pl.lit(morceaux[0])]
    for valeur, texte in zip(valeurs, morceaux[1:], strict=True):
        suite += [pl.col(valeur) if isinstance(valeur, str) else valeur, pl.lit(texte)]
    return pl.concat_str(suite)
