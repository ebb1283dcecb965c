"""Reads: the rights of an agent on a day, agents, affectations."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.models import Affectation
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.territoires.models import Collectivite


@lru_cache(maxsize=1)
def _codes_par_region() -> dict[str | None, frozenset[str]]:
    """Collectivités of each région (``None``: the whole nation); reference data, read once per process."""
    par: dict[str | None, set[str]] = {None: set()}
    for code, region in Collectivite.objects.values_list("code", "region_id"):
        par[None].add(code)
        par.setdefault(region or "", set()).add(code)
    return {region: frozenset(codes) for region, codes in par.items()}


def oublier_les_territoires() -> None:
    """Forget what was read once per process: after territories are loaded or changed."""
    _codes_par_region.cache_clear()


def _place(affectation: Affectation) -> Place:
    niveau = Niveau(affectation.niveau)
    if niveau is Niveau.NATION:
        codes = _codes_par_region()[None]
    elif niveau is Niveau.REGION:
        codes = _codes_par_region().get(affectation.region_id, frozenset())
    else:
        codes = frozenset({affectation.collectivite_id or ""})
    return Place(Role(affectation.role), niveau, codes, affectation.unite_id, affectation.organisme)


def droits(agent: Any, jour: date) -> Droits:
    """The rights of ``agent`` on ``jour``; none for an anonymous visitor."""
    if not agent.is_authenticated:
        return Droits()
    valables = Affectation.objects.filter(Q(fin=None) | Q(fin__gte=jour), agent=agent, debut__lte=jour)
    return Droits.depuis(_place(a) for a in valables)
