"""Reads: the rights of an agent on a day, agents, affectations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, Subquery
from django.http import HttpRequest

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.socle.historique import historique
from jalons.application.territoires.models import Collectivite, Identite
from jalons.application.ui.composants.metier import Changement


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

    ``couleur_primaire`` and ``a_un_logo`` are those of its identity.
    """
    if connection.needs_rollback:  # the page of an error: nothing may be read any more
        return None
    droits_: Droits = getattr(request, "droits", Droits())
    code = getattr(request, "territoire", None)
    if code is None and len(droits_.collectivites) == 1:
        code = next(iter(droits_.collectivites))
    if code is None:
        return None
    identite = Identite.objects.filter(collectivite=OuterRef("pk"))
    return (
        Collectivite.objects.annotate(
            couleur_primaire=Subquery(identite.values("couleur")), a_un_logo=Exists(identite.exclude(logo=None))
        )
        .filter(pk=code)
        .first()
    )


def noms_des_agents(cles: Iterable[int | None]) -> dict[int, str]:
    """Names by key, of agents still in the base."""
    return {a.pk: str(a) for a in Agent.objects.filter(pk__in={c for c in cles if c})}


def changements(objet: Model, *, limite: int = 200) -> list[Changement]:
    """The history of ``objet`` as the component ``historique`` shows it, the latest first."""
    versions = historique(objet, limite=limite)
    noms = noms_des_agents(v.agent for v in versions)
    return [
        Changement(
            le=v.le,
            par=noms.get(v.agent, "un agent dont le compte n'existe plus") if v.agent else "une commande de Jalons",
            acte=v.acte,
            champs=tuple((c.nom, c.avant, c.apres) for c in v.champs),
        )
        for v in versions
    ]
