"""Flows of the twelve months that end on the day: what was decided, begun, ended; who came in and went out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.familles import stocks
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def evenements(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Rows for which ``quoi`` (decidee, commencee, finie, entree, sortie) happened in the period and ``ou`` holds."""
    return stocks.lignes(t, {"ou": {p["quoi"]: [True], **p.get("ou", {})}})


def personnes(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Children to whom it happened, each once."""
    return stocks.personnes(t, {"ou": {p["quoi"]: [True], **p.get("ou", {})}})
