"""How many children live with each carer: said by the module that knows stays, which stands above this one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

Lecteur = Callable[[Collection[str], date], dict[int, int]]
"""Children by key of unit, on a day, in these collectivités; a unit that has none may be absent. One query."""

_LECTEURS: list[Lecteur] = []


def definir_lecteur(lecteur: Lecteur) -> None:
    """Make known who reads them; once, at start-up.

    Raises:
        ValueError: another one is known already.
    """
    if _LECTEURS and [lecteur] != _LECTEURS:
        raise ValueError("Another module already says how many children live with each carer.")
    _LECTEURS[:] = [lecteur]


def enfants_par_unite(codes: Collection[str], au: date) -> dict[int, int] | None:
    """Children by key of unit; ``None`` when no module can tell: unknown, not zero."""
    return _LECTEURS[0](codes, au) if _LECTEURS else None
