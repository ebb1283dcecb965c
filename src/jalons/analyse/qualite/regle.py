"""A rule that looks at one event, and how a sentence tells the cell that it looked at."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jalons.noyau.colonnes import phrase


@dataclass(frozen=True, slots=True)
class Regle:
    """One condition of a check on one variable.

    Attributes:
        fautif: true on faulty rows; null is not faulty.
        raison: the sentence, computed on faulty rows only.
        filtres: variables without which it cannot run.
    """

    controle: str
    variable: str
    fautif: pl.Expr
    raison: pl.Expr
    filtres: tuple[str, ...] = ()


def lue(nom: str) -> pl.Expr:
    """The cell in a sentence: its text between quotes, or that it is empty or absent."""
    texte = pl.col(nom)
    return (
        pl.when(texte.is_null()).then(pl.lit("est absente"))
        .when(texte == "").then(pl.lit("est vide"))
        .otherwise(phrase("vaut « {} »", texte.str.slice(0, 40)))
    )  # fmt: skip
