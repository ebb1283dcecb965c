"""Shares, in percent: rows that satisfy ``ou`` among those that satisfy ``parmi``, the unknown left out of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.expressions import condition
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def lignes(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Share of the rows; a row of which either condition is not known is counted apart."""
    parmi, ou = condition(t, p.get("parmi", {})), condition(t, p["ou"])
    toutes = t.count(where=parmi & ou.notnull())
    inconnus = t.count(where=parmi.isnull()) + t.count(where=parmi & ou.isnull())
    return Formule(t.count(where=parmi & ou), toutes, inconnus, pour=100)
