"""Rates: children per thousand inhabitants of the ages of the population that is there, and never of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.familles import stocks
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def personnes(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Children that satisfy ``ou`` for ``pour`` inhabitants of ``ages`` (first and last, both included)."""
    de, a = p["ages"]
    return replace(stocks.personnes(t, p), ages=(de, a), pour=p.get("pour", 1000))


def lignes(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Rows that satisfy ``ou`` for ``pour`` inhabitants of ``ages``."""
    de, a = p["ages"]
    return replace(stocks.lignes(t, p), ages=(de, a), pour=p.get("pour", 1000))
