"""Contracts of a home page and what is computed from them, kept as long as no row behind them has changed.

Reading a contract of six hundred amounts and checking it costs a tenth of a second; knowing that nothing was written
since costs a millisecond. The mark (rows of history and moment of the last one) is read under row-level security, for
contracts that the agent has just been shown: nothing kept can reach somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from django.db import connection

from jalons.application.contrats import selectors
from jalons.application.contrats.models import Contrat

T = TypeVar("T")

PLACES = 64
"""Portfolios kept by a process, the oldest forgotten first."""


class Portefeuille:
    """Contracts with their dossiers, and the answers computed from them."""

    def __init__(self, vues: Sequence[selectors.Vue]) -> None:
        self.vues = tuple(vues)
        self._reponses: dict[Any, Any] = {}

    def garder(self, cle: Any, calculer: Callable[[], T]) -> T:
        """The answer called ``cle``, computed the first time; callers must not change it."""
        if cle not in self._reponses:
            self._reponses[cle] = calculer()
        return cast("T", self._reponses[cle])


_GARDES: dict[tuple[Any, ...], Portefeuille] = {}


def lire(contrats: Sequence[Contrat], au: date) -> Portefeuille:
    """The portfolio of these contracts on the day ``au``. Two queries, one when nothing has changed."""
    cle = (tuple(c.pk for c in contrats), au, *_marque({c.collectivite_id for c in contrats}))
    if (garde := _GARDES.get(cle)) is None:
        garde = _GARDES[cle] = Portefeuille(selectors.vues(contrats, au))
        for ancienne in list(_GARDES)[:-PLACES]:
            _GARDES.pop(ancienne, None)
    return garde


def _marque(codes: set[str]) -> tuple[tuple[str, int, str], ...]:
    """Number of history rows and moment of the last, for each table behind a dossier."""
    tables = [m.pgh_event_model._meta.db_table for m in selectors.SUIVIS.values()]
    morceaux = [
        f"SELECT '{t}', count(*), max(pgh_created_at)::text FROM \"{t}\" WHERE collectivite_id = ANY(%s)"  # noqa: S608
        for t in tables
    ]
    with connection.cursor() as curseur:
        curseur.execute(" UNION ALL ".join(morceaux), [sorted(codes)] * len(tables))
        return tuple(sorted(curseur.fetchall()))
