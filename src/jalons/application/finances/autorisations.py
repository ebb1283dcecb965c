"""Which amounts an agent may write: the département all of them, a funder what it notifies. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from jalons.application.acces.droits import Droits
from jalons.application.acces.permissions import Permission, Role
from jalons.application.finances.lignes import Version
from jalons.droit import sources_financement

GESTIONNAIRES = {Role.PREFECTURE: "prefet", Role.ARS: "ars"}
"""Who holds the money that a role notifies."""


@dataclass(frozen=True, slots=True)
class Pouvoir:
    """Versions and sources that may be written; empty: nothing."""

    versions: frozenset[Version] = frozenset()
    sources: frozenset[str] = frozenset()
    totaux: bool = False

    def couvre(self, *, version: str, source: str) -> bool:
        """Whether an amount of that version and source may be written; a total has no source."""
        return version in self.versions and (source in self.sources or (not source and self.totaux))

    def __bool__(self) -> bool:
        return bool(self.versions)


def pouvoir(droits: Droits, collectivite: str) -> Pouvoir:
    """What the agent may write on the amounts of ``collectivite``."""
    if droits.peut(Permission.FINANCES_MODIFIER, collectivite):
        return Pouvoir(frozenset(Version), frozenset(s.code for s in sources_financement()), totaux=True)
    if not droits.peut(Permission.FINANCES_NOTIFIER, collectivite):
        return Pouvoir()
    gestionnaires = {GESTIONNAIRES[r] for r in droits.roles(collectivite) if r in GESTIONNAIRES}
    sources = frozenset(s.code for s in sources_financement() if s.gestionnaire in gestionnaires)
    return Pouvoir(frozenset({Version.NOTIFIE}), sources) if sources else Pouvoir()
