"""Figures over a whole département, kept by the process: for one minute, or as long as nothing has changed.

Counting a hundred thousand deadlines costs a tenth of a second, and a cadre's pages ask for it each time. Only large
figures are kept for a minute, and the page says of what time they are: with few rows they are counted each time, and
what somebody has just written is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar

from jalons.application.socle.empreintes import Empreintes, Lues, dire_perissable, empreintes, lectures_en_cours
from jalons.application.socle.rendus import RENDUS

T = TypeVar("T")

DUREE = timedelta(minutes=1)
"""How old figures may be."""
LIGNES = 2_000
"""Rows (or children) counted from which figures are kept."""
GARDES_AU_PLUS = 500


@dataclass(frozen=True, slots=True)
class Chiffres(Generic[T]):
    """What was counted, and when; ``le`` is ``None`` when it is of this very moment."""

    valeur: T
    le: datetime | None = None


_GARDES: dict[Hashable, tuple[datetime, Any]] = {}
_TOURS: dict[Hashable, Lock] = {}


def garder(
    cle: Hashable, calculer: Callable[[], T], *, combien: Callable[[T], int], maintenant: datetime
) -> Chiffres[T]:
    """What ``calculer`` gives, or gave less than a minute before ``maintenant`` for the same ``cle``.

    Only one request at a time counts; the others wait for its answer.

    Args:
        cle: everything that the figures depend on but the rows: rights, place, day, filters.
        combien: number of rows behind the figures.
    """
    if (garde := _valable(cle, maintenant)) is not None:
        return garde
    with _TOURS.setdefault(cle, Lock()):
        if (garde := _valable(cle, maintenant)) is not None:
            return garde
        valeur = calculer()
        if combien(valeur) >= LIGNES:
            if len(_GARDES) >= GARDES_AU_PLUS:
                oublier()
            _GARDES[cle] = (maintenant, valeur)
            dire_perissable()
    return Chiffres(valeur)


@dataclass(frozen=True, slots=True)
class _Lu:
    tables: frozenset[str]
    empreintes: Empreintes
    valeur: Any


_LUS: dict[Hashable, _Lu] = {}


def garder_tant_que_rien_ne_change(cle: Hashable, calculer: Callable[[], T]) -> T:
    """What ``calculer`` gives, or gave for the same ``cle`` while the tables that it reads leave the same marks.

    Never late: as for pages (ADR 0053), the fingerprint of those tables is read each time, and before they are. What
    reads a table whose changes leave no mark, or writes, is not kept; nothing is where pages are not. One query when it
    is kept, none inside a page that is itself kept: it has read them.

    Args:
        cle: everything that the answer depends on but the rows: agent, rights, place, day, filters.
    """
    if RENDUS.octets_au_plus <= 0:
        return calculer()
    lu, dehors = _LUS.get(cle), lectures_en_cours()
    lues_avant = dehors.avant if dehors and dehors.couvre(lu.tables if lu else None) else None
    toutes = lu is None or (dehors is not None and dehors.couvre(None))
    avant = empreintes(lu.tables if lu else None) if lues_avant is None else lues_avant
    if lu is not None and _de(lu.tables, avant) == lu.empreintes:
        if dehors:
            dehors.tables |= lu.tables
        valeur: T = lu.valeur
        return valeur
    with Lues() as lues:
        valeur = calculer()
    tables = frozenset(lues.tables)
    connues = tables if lu is None or toutes else lu.tables
    if lues.ecrit or lues.perissable or lues.muettes or not tables <= connues:
        _LUS.pop(cle, None)
        return valeur
    if len(_LUS) >= GARDES_AU_PLUS:
        _LUS.clear()
    _LUS[cle] = _Lu(connues, _de(connues, avant), valeur)
    return valeur


def _de(tables: frozenset[str], lues: Empreintes) -> Empreintes:
    return {table: empreinte for table, empreinte in lues.items() if table in tables}


def oublier() -> None:
    """Forget everything."""
    _GARDES.clear()
    _TOURS.clear()
    _LUS.clear()


def _valable(cle: Hashable, maintenant: datetime) -> Chiffres[Any] | None:
    le, valeur = _GARDES.get(cle, (None, None))
    if le is None or not maintenant - DUREE < le <= maintenant + DUREE:
        return None
    dire_perissable()
    return Chiffres(valeur, le)
