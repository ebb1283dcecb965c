"""Figures over a whole département, kept by the process for one minute: the page says of what time they are.

Counting a hundred thousand deadlines costs a tenth of a second, and a cadre's pages ask for it each time. Only large
figures are kept: with few rows they are counted each time, and what somebody has just written is in them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar

from jalons.application.socle.empreintes import dire_perissable

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


def oublier() -> None:
    """Forget everything."""
    _GARDES.clear()
    _TOURS.clear()


def _valable(cle: Hashable, maintenant: datetime) -> Chiffres[Any] | None:
    le, valeur = _GARDES.get(cle, (None, None))
    if le is None or not maintenant - DUREE < le <= maintenant + DUREE:
        return None
    dire_perissable()
    return Chiffres(valeur, le)
