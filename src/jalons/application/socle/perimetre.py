"""The perimeter of a database session: the collectivités whose rows exist for it.

Row-level security compares ``collectivite_id`` with this list. Always set locally to a transaction: a session-wide
setting would leak to the next request of the pool.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

AUCUN = "-"
"""Perimeter of an anonymous page: no collectivité has this code."""

_POSER = "SELECT set_config('jalons.collectivites', %s, true), set_config('jalons.agent', %s, true)"
_LIRE = "SELECT current_setting('jalons.collectivites', true), current_setting('jalons.agent', true)"
# one journey to the base; OFFSET 0 keeps the reading apart from the setting, and before it
_REMPLACER = f"""{_POSER}, avant.* FROM ({_LIRE} OFFSET 0) AS avant (collectivites, agent)"""


@contextmanager
def perimetre(collectivites: Iterable[str], *, agent: int | str = "") -> Iterator[None]:
    """Open a transaction that sees only the rows of ``collectivites`` (codes), on behalf of ``agent``.

    Nested, it restores the outer perimeter on leaving: a local setting outlives the release of a savepoint. Undone, the
    savepoint takes the setting away with it.
    """
    imbrique = connection.in_atomic_block
    with transaction.atomic():
        avant = _poser(",".join(sorted(set(collectivites))) or AUCUN, str(agent), lire=imbrique)
        yield
        annule = connection.needs_rollback
    if avant is not None and not annule:
        _poser(*avant)


@contextmanager
def instantane(collectivites: Iterable[str], *, agent: int | str = "") -> Iterator[Any]:
    """A second connection, read only, which sees the rows of ``collectivites`` only, all of them at one same moment.

    Opened beside the transaction of the caller, whose rows not yet committed it does not see: those would not be a
    moment of the registers. A test never commits its rows: they are read where they are.

    Returns:
        The connection of the driver, inside its transaction.

    Raises:
        PermissionError: the perimeter of the caller does not hold one of them.
    """
    codes = sorted(set(collectivites))
    if connection.in_atomic_block and not set(codes) <= set(_lire()[0].split(",")):
        raise PermissionError(f"The perimeter does not hold {', '.join(codes)}.")
    if any(getattr(bloc, "_from_testcase", False) for bloc in connection.atomic_blocks):
        with perimetre(codes, agent=agent):
            yield connection.connection
        return
    autre = connection.copy()
    try:
        autre.ensure_connection()
        brut = autre.connection
        with brut.transaction(), brut.cursor() as curseur:
            curseur.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            curseur.execute(_POSER, [",".join(codes) or AUCUN, str(agent)])
            yield brut
    finally:
        autre.close()


def _poser(collectivites: str, agent: str, *, lire: bool = False) -> tuple[str, str] | None:
    """Set the perimeter; with ``lire``, give the one that it replaces."""
    with connection.cursor() as curseur:
        curseur.execute(_REMPLACER if lire else _POSER, [collectivites, agent])
        return _de_la_base(*curseur.fetchone()[2:]) if lire else None


def _lire() -> tuple[str, str]:
    with connection.cursor() as curseur:
        curseur.execute(_LIRE)
        return _de_la_base(*curseur.fetchone())


def _de_la_base(collectivites: str | None, agent: str | None) -> tuple[str, str]:
    """Empty rather than null: what was never set."""
    return collectivites or "", agent or ""
