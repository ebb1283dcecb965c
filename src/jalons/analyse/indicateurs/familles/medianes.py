"""Medians of a column of a base: an age, a length, a wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from jalons.analyse.indicateurs.expressions import condition
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def mediane(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Median of ``de`` among the rows that satisfy ``ou``; null when there is none."""
    import ibis

    vrai = condition(t, p.get("ou", {}))
    colonne = cast("ir.NumericColumn", t[p["de"]])
    inconnus = t.count(where=vrai.isnull()) + t.count(where=vrai & colonne.isnull())
    # not median(where=…): Spark would filter the share asked for as well
    compte = ibis.ifelse(vrai, colonne.cast("float64"), ibis.null("float64"))
    return Formule(cast("ir.NumericValue", compte.median()), None, inconnus)
