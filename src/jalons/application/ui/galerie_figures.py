"""Made-up figures of the gallery."""

from __future__ import annotations

from jalons.analyse.graphiques import Figure


def figures() -> list[Figure]:
    """One figure of each kind."""
    return []
