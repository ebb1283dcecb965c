"""Stocks at a date: rows of a base that satisfy a condition, or the children among them, each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.expressions import condition
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def lignes(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Rows that satisfy ``ou``; those of which it is not known are counted apart."""
    vrai = condition(t, p.get("ou", {}))
    return Formule(t.count(where=vrai), None, t.count(where=vrai.isnull()))


def personnes(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Different values of the column ``de`` (the child unless told) among these rows; the unknown ones are those that
    no other row counts."""
    vrai = condition(t, p.get("ou", {}))
    colonne = t[p.get("de", "enfant")]
    comptees = colonne.nunique(where=vrai)
    return Formule(comptees, None, colonne.nunique(where=vrai.fill_null(True)) - comptees)
