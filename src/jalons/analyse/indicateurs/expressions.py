"""Small Ibis expressions that bases and families share. A condition on what is not known is neither true nor false."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import ibis.expr.types as ir


def en_cours(t: ir.Table, au: date) -> ir.BooleanValue:
    """Begun on the day or before, and not left on it: the last day of a measure is the day of leaving."""
    return (t.debut_le <= au) & (t.fin_le.isnull() | (t.fin_le > au))


def entre(jour: ir.Value, depuis: date, au: date) -> ir.BooleanValue:
    """After ``depuis``, on ``au`` at the latest; false when there is no day."""
    return ((jour > depuis) & (jour <= au)).fill_null(False)


def premiere(t: ir.Table, cle: Sequence[str], ordre: Sequence[Any]) -> ir.Table:
    """One row per key, the first in this order: a row told twice counts once."""
    import ibis

    rang = ibis.row_number().over(group_by=list(cle), order_by=list(ordre) or list(cle))
    return t.mutate(_rang=rang).filter(lambda r: r._rang == 0).drop("_rang")


def code_classe(colonne: ir.StringValue, classes: Mapping[str, str]) -> ir.StringValue:
    """The class of a code; null when it is in none."""
    import ibis

    if not classes:
        return ibis.null("string")
    return cast("ir.StringValue", colonne.cases(*classes.items(), else_=ibis.null("string")))


def age_au(naissance: ir.DateValue, jour: ir.DateValue) -> ir.IntegerValue:
    """Whole years on that day; null when one of the two is not known. Born on 29 February: a year older on 1 March."""
    fete = naissance.month() * 100 + naissance.day()
    ce_jour = jour.month() * 100 + jour.day()
    return jour.year() - naissance.year() - (ce_jour < fete).cast("int64")


def condition(t: ir.Table, ou: Mapping[str, Any]) -> ir.BooleanValue:
    """All of these at once: a column among values, or a number from a bound to another, both included.

    ``{"mandat": ["judiciaire"], "age": {"de": 0, "a": 17}}``. Null where a column that matters is not known.
    """
    import ibis

    toutes: ir.BooleanValue = ibis.literal(True)
    for nom, attendu in ou.items():
        colonne = t[nom]
        if isinstance(attendu, Mapping):
            if attendu.get("de") is not None:
                toutes = toutes & (colonne >= attendu["de"])
            if attendu.get("a") is not None:
                toutes = toutes & (colonne <= attendu["a"])
        elif attendu == [True]:
            toutes = toutes & colonne
        elif attendu == [False]:
            toutes = toutes & ~colonne
        else:
            toutes = toutes & colonne.isin(list(attendu))
    return toutes
