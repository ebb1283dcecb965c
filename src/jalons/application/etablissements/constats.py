"""Which events of the catalogue of the law happen to an establishment. Pure."""

from __future__ import annotations

from functools import cache
from typing import Any

from jalons.droit.echeances import regles_nationales

SUJET = "etablissement"


@cache
def evenements() -> dict[str, Any]:
    """Events by code, in the order of the catalogue."""
    return {code: e for code, e in regles_nationales().evenements.items() if SUJET in e.sujets}
