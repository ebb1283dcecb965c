"""0099: what no other check catches: unknown codes, impossible numbers, malformed identifiers, texts too long."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from jalons.analyse.qualite.lot import parmi
from jalons.analyse.qualite.modele import controles
from jalons.analyse.qualite.regle import Regle, lue
from jalons.analyse.tables.olinpe import MOTIFS, Genre, Regime, Variable

DEJA_VUES = (Genre.JOUR, Genre.MOIS, Genre.ANNEE)
"""Kinds that 0009 looks at."""


def formes(regime: Regime) -> Iterator[Regle]:
    """One rule by variable that has a shape, those of other checks left out."""
    ailleurs = {c.variable for c in controles().values() if c.variable}
    for variable in regime.variables:
        if variable.type in DEJA_VUES or variable.code in ailleurs:
            continue
        fautif = _fautif(variable)
        if fautif is not None:
            reserve = "" if variable.certain else " (liste non confirmée)"
            suite = pl.lit(f" : il faut {variable.attendu}{reserve}.")
            raison = pl.concat_str([pl.lit(f"{variable.code} "), lue(variable.code), suite])
            yield Regle("0099", variable.code, fautif, raison)


def _fautif(variable: Variable) -> pl.Expr | None:
    v, informe = variable.code, pl.col(f"i:{variable.code}")
    if variable.type is Genre.CODE:
        if variable.liste_incomplete or not variable.valeurs:
            return None
        return informe & ~parmi(v, tuple(variable.valeurs))
    if variable.type is Genre.TEXTE:
        return informe & (pl.col(v).str.len_chars() > (variable.longueur or 0))
    if v == "MNAIS":
        return informe & ~pl.col("n:MNAIS").is_between(1, 12).fill_null(False)
    mal_ecrit = informe & ~pl.col(v).str.contains(MOTIFS[variable.type])
    return mal_ecrit | ~informe if variable.obligatoire else mal_ecrit
