"""Shares, in percent: rows that satisfy ``ou`` among those that satisfy ``parmi``, the unknown left out of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.expressions import condition
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def lignes(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Share of the rows; a row of which either condition is not known is counted apart.

    No answer at all when a row satisfies ``indistinct``: the registers then do not tell apart what is counted.
    """
    import ibis

    parmi, ou = condition(t, p.get("parmi", {})), condition(t, p["ou"])
    toutes = t.count(where=parmi & ou.notnull())
    inconnus = t.count(where=parmi.isnull()) + t.count(where=parmi & ou.isnull())
    oui: ir.NumericValue = t.count(where=parmi & ou)
    if not (melees := p.get("indistinct")):
        return Formule(oui, toutes, inconnus, pour=100)
    nombre = t.count(where=condition(t, melees))
    sans = "les registres ne distinguent pas ce qui est compté ici"
    return Formule(ibis.ifelse(nombre > 0, ibis.null("int64"), oui), toutes, inconnus, pour=100, sans=sans)
