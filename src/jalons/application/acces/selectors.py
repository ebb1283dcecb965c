"""Reads: the rights of an agent on a day, agents, affectations."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.models import Affectation
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.territoires.models import Collectivite, Identite


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


def territoire_courant(request: HttpRequest) -> Collectivite | None:
    """The collectivité the agent works on: the one chosen for this session, or its only one. One query per request.

    ``couleur_primaire`` is that of its identity, empty when it has none.
    """
    if connection.needs_rollback:  # the page of an error: nothing may be read any more
        return None
    droits_: Droits = getattr(request, "droits", Droits())
    code = request.session.get("territoire") if hasattr(request, "session") else None
    if code not in droits_.collectivites:
        code = next(iter(droits_.collectivites)) if len(droits_.collectivites) == 1 else None
    if code is None:
        return None
    couleur = Identite.objects.filter(collectivite=OuterRef("pk")).values("couleur")
    return Collectivite.objects.annotate(couleur_primaire=Subquery(couleur)).filter(pk=code).first()
