"""Which homes of a child's parents may be measured from: none that hides anybody. Pure.

A distance gives an address away as surely as its words: three of them draw it on a map. The home of an adult who has a
protected address anywhere, of anyone who lives with such an adult, and every home of a child whose own address is
protected, are left out: they are no part of any score, of any map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdresseVue:
    """What is read of an address in force; exactly one of ``enfant``, ``personne``, ``foyer`` is given."""

    enfant: int | None
    personne: int | None
    foyer: int | None
    protegee: bool
    commune: str | None = None
    epci: str | None = None
    departement: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def point(self) -> Point:
        """Where it is."""
        return Point(self.commune, self.epci, self.departement, self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Point:
    """Where a home is, as far as it is known."""

    commune: str | None = None
    epci: str | None = None
    departement: str | None = None
    latitude: float | None = None
    longitude: float | None = None

    @property
    def connu(self) -> bool:
        """Whether anything may be measured from it."""
        return self.commune is not None or self.departement is not None or self.latitude is not None


def mesurables(
    parents: Iterable[tuple[int, int]], membres: Iterable[tuple[int, int]], adresses: Iterable[AdresseVue]
) -> dict[int, tuple[Point, ...]]:
    """The homes of the parents of each child, each once, that may be measured from.

    Args:
        parents: pairs of a child and a parent of his.
        membres: pairs of a household and an adult who lives there: of every household of a parent, all its adults.
        adresses: those in force of these children, of these households and of all these adults.
    """
    lues, des_foyers = list(adresses), _foyers(membres)
    enfants_caches, foyers_caches, adultes_caches = _caches(lues, des_foyers)
    de_la_personne, du_foyer = defaultdict[int, list[Point]](list), defaultdict[int, list[Point]](list)
    for a in lues:
        if a.personne is not None and a.personne not in adultes_caches and a.point.connu:
            de_la_personne[a.personne].append(a.point)
        elif a.foyer is not None and a.foyer not in foyers_caches and a.point.connu:
            du_foyer[a.foyer].append(a.point)
    points = defaultdict[int, list[Point]](list)
    for enfant, parent in parents:
        if enfant not in enfants_caches and parent not in adultes_caches:
            siens = [p for foyer, qui in sorted(des_foyers.items()) if parent in qui for p in du_foyer[foyer]]
            points[enfant] += de_la_personne[parent] + siens
    return {enfant: tuple(dict.fromkeys(siens)) for enfant, siens in points.items() if siens}


def caches(
    parents: Iterable[tuple[int, int]], membres: Iterable[tuple[int, int]], adresses: Iterable[AdresseVue]
) -> set[int]:
    """Children of whom a home may not be measured from; same arguments as ``mesurables``."""
    enfants, _, adultes = _caches(list(adresses), _foyers(membres))
    return enfants | {enfant for enfant, parent in parents if parent in adultes}


def _foyers(membres: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    des_foyers = defaultdict[int, set[int]](set)
    for foyer, personne in membres:
        des_foyers[foyer].add(personne)
    return des_foyers


def _caches(lues: Iterable[AdresseVue], des_foyers: dict[int, set[int]]) -> tuple[set[int], set[int], set[int]]:
    """Children, households and adults who are hidden, and all who live with them."""
    lues = list(lues)
    enfants = {a.enfant for a in lues if a.protegee and a.enfant is not None}
    foyers = {a.foyer for a in lues if a.protegee and a.foyer is not None}
    adultes = {a.personne for a in lues if a.protegee and a.personne is not None}
    _etendre(des_foyers, foyers, adultes)
    return enfants, foyers, adultes


def _etendre(des_foyers: dict[int, set[int]], foyers: set[int], adultes: set[int]) -> None:
    """Hide everybody who lives with somebody hidden, and every household of theirs, until nothing changes."""
    change = True
    while change:
        avant = len(foyers) + len(adultes)
        foyers |= {foyer for foyer, qui in des_foyers.items() if qui & adultes}
        for foyer in foyers & set(des_foyers):
            adultes |= des_foyers[foyer]
        change = len(foyers) + len(adultes) != avant
