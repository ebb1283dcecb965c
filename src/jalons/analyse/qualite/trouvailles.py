"""What rules on the events of one person find, and the pieces of sentences that they share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import xor

import polars as pl

from jalons.analyse.qualite.lot import RANG

DEBUT, RENOUVELLEMENT, FIN = 1, 2, 3
"""Types of an event."""


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """Faulty rows of a check: their rank, and ``valeur`` and ``raison`` of each."""

    controle: str
    variable: str
    lignes: pl.DataFrame


def trouvaille(controle: str, variable: str, lignes: pl.DataFrame, valeur: pl.Expr, raison: pl.Expr) -> Trouvaille:
    """The finding of a check on these rows, each with its value and its sentence."""
    return Trouvaille(controle, variable, lignes.select(RANG, valeur.alias("valeur"), raison.alias("raison")))


def cle(*colonnes: str) -> pl.Expr:
    """One number for several cells; two nulls are equal."""
    return reduce(xor, (pl.col(c).hash(rang) for rang, c in enumerate(colonnes)))


def jour(nom: str) -> pl.Expr:
    """The day of a column in a sentence; nothing when it is unknown."""
    return pl.col(nom).dt.strftime("%Y-%m-%d").fill_null("")
