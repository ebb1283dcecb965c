"""Informations préoccupantes, as the national observatory counts them: informations, children, families, outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.familles import parts, stocks, taux
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def recues(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Informations, or what the column ``de`` says of them (families, children, situations), each once."""
    return stocks.personnes(t, {"de": "ip", **p})


def part(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Share of the informations, or of the evaluations, that satisfy ``ou``."""
    return parts.lignes(t, p)


def pour_mille(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Informations received for a thousand inhabitants of these ages."""
    return taux.lignes(t, p)
