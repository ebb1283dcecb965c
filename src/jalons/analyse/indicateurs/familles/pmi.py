"""Early childhood, where registers hold examinations: only the children followed, never those of the département."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.familles import parts
from jalons.analyse.indicateurs.modele import Formule

if TYPE_CHECKING:
    import ibis.expr.types as ir


def couverture(t: ir.Table, p: Mapping[str, Any]) -> Formule:
    """Share of the children followed of these ages whose examination is known."""
    return parts.lignes(t, {"parmi": {"age": p["age"]}, "ou": {p["examen"]: [True]}})
