"""What an agent may do and where, resolved once per request. Pure: no query, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.permissions import Niveau, Permission, Role


@dataclass(frozen=True, slots=True)
class Place:
    """A role on a place: codes of the collectivités it covers, and what narrows it inside them."""

    role: Role
    niveau: Niveau
    collectivites: frozenset[str]
    unite: int | None = None
    organisme: str = ""


@dataclass(frozen=True, slots=True)
class Droits:
    """The perimeters of an agent."""

    places: tuple[Place, ...] = ()
    par_permission: Mapping[Permission, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def depuis(cls, places: Iterable[Place]) -> Droits:
        """Resolve the matrix on these places."""
        return _resoudre(tuple(places))

    @property
    def collectivites(self) -> frozenset[str]:
        """Every collectivité where some role is held: the perimeter of the database session."""
        return frozenset().union(*(p.collectivites for p in self.places))

    def perimetre(self, permission: Permission) -> frozenset[str]:
        """Codes of the collectivités where ``permission`` is held."""
        return self.par_permission.get(permission, frozenset())

    def partout(self, permission: Permission) -> bool:
        """Whether ``permission`` is held on the whole nation: no row is then outside its perimeter."""
        return any(p.niveau is Niveau.NATION and permission in MATRICE[p.role] for p in self.places)

    def peut(self, permission: Permission, collectivite: str | None = None) -> bool:
        """Whether ``permission`` is held on ``collectivite``, or anywhere when it is not given."""
        perimetre = self.perimetre(permission)
        return bool(perimetre) if collectivite is None else collectivite in perimetre

    def seulement_ses_dossiers(self, permission: Permission, collectivite: str) -> bool:
        """Whether ``permission`` on ``collectivite`` is held through own caseload only."""
        niveaux = {p.niveau for p in self.places if permission in MATRICE[p.role] and collectivite in p.collectivites}
        return niveaux == {Niveau.DOSSIERS}

    def places_avec(self, permission: Permission) -> tuple[Place, ...]:
        """The places through which ``permission`` is held, each with what narrows it."""
        return tuple(p for p in self.places if permission in MATRICE[p.role])

    def roles(self, collectivite: str | None = None) -> frozenset[Role]:
        """Roles held (on ``collectivite``)."""
        return frozenset(p.role for p in self.places if collectivite is None or collectivite in p.collectivites)


@lru_cache(maxsize=1024)
def _resoudre(places: tuple[Place, ...]) -> Droits:
    """Kept from one request to the next: agents hold the same places all day, and the matrix never changes."""
    par: dict[Permission, frozenset[str]] = {}
    for place in places:
        for permission in MATRICE[place.role]:
            par[permission] = par.get(permission, frozenset()) | place.collectivites
    return Droits(places, MappingProxyType(par))
