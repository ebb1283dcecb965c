"""Reads: the rights of an agent on a day, agents, affectations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.historiques import GenreSuivi
from jalons.application.acces.matrice import roles_avec
from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Niveau, Permission, Role
from jalons.application.socle.historique import Version, depuis, historique, versions_de
from jalons.application.socle.preparees import Parametre, Preparee
from jalons.application.socle.version import VersionDepassee
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


@lru_cache(maxsize=1)
def collectivites_nommees() -> tuple[tuple[str, str], ...]:
    """Code and name of each collectivité, in their order; reference data, read once per process."""
    return tuple((c.pk, str(c)) for c in Collectivite.objects.all())


def oublier_les_territoires() -> None:
    """Forget what was read once per process: after territories are loaded or changed."""
    _codes_par_region.cache_clear()
    collectivites_nommees.cache_clear()


def codes_couverts(affectation: Affectation) -> frozenset[str]:
    """Every collectivité that a role covers."""
    return _codes_couverts(affectation.niveau, affectation.region_id, affectation.collectivite_id)


def _codes_couverts(niveau: str, region: str | None, collectivite: str | None) -> frozenset[str]:
    if niveau == Niveau.NATION:
        return _codes_par_region()[None]
    if niveau == Niveau.REGION:
        return _codes_par_region().get(region, frozenset())
    return frozenset({collectivite} if collectivite else ())


# Read on every request: written in SQL, they cost a tenth of what building the same queries with the ORM does.
_HABILITATIONS = """
    SELECT niveau, region_id, collectivite_id, role, unite_id, organisme FROM acces_affectation
    WHERE agent_id = %s AND debut <= %s AND (fin IS NULL OR fin >= %s)"""


def droits(agent: Any, jour: date) -> Droits:
    """The rights of ``agent`` on ``jour``; none for an anonymous visitor."""
    if not agent.is_authenticated:
        return Droits()
    with connection.cursor() as curseur:
        curseur.execute(_HABILITATIONS, [agent.pk, jour, jour])
        lignes = curseur.fetchall()
    return droits_depuis(lignes)


def droits_depuis(lignes: Iterable[tuple[Any, ...]]) -> Droits:
    """Rights from the columns of ``_HABILITATIONS``."""
    return Droits.depuis(
        Place(Role(role), Niveau(niveau), _codes_couverts(niveau, region, collectivite), unite, organisme)
        for niveau, region, collectivite, role, unite, organisme in lignes
    )


def _territoires(code: Parametre) -> QuerySet[Collectivite]:
    identites = Identite.objects.filter(collectivite=OuterRef("pk"))
    couleur = Subquery(identites.values("couleur")[:1])
    a_un_logo = Exists(identites.filter(logo__isnull=False))
    return Collectivite.objects.filter(pk=code).order_by().annotate(couleur_primaire=couleur, a_un_logo=a_un_logo)


_TERRITOIRES = Preparee(_territoires, code="text")


def territoire_courant(request: HttpRequest) -> Collectivite | None:
    """The collectivité of the page: that of its object, else the one chosen, or the agent's only one. One query.

    ``couleur_primaire`` and ``a_un_logo`` are those of its identity.
    """
    if connection.needs_rollback:  # the page of an error: nothing may be read any more
        return None
    droits_: Droits = getattr(request, "droits", Droits())
    code = getattr(request, "lieu", None) or getattr(request, "territoire", None)
    if code is None and len(droits_.collectivites) == 1:
        code = next(iter(droits_.collectivites))
    if code is None:
        return None
    return next(iter(_TERRITOIRES.lire(code=code)), None)


def noms_des_agents(cles: Iterable[int | None]) -> dict[int, str]:
    """Names by key, of agents still in the base."""
    utiles = {c for c in cles if c}
    return {a.pk: str(a) for a in Agent.objects.filter(pk__in=utiles)} if utiles else {}


def changements(objet: Model, *, limite: int = 200) -> list[Changement]:
    """The history of ``objet`` as the component ``historique`` shows it, the latest first."""
    lues = historique(objet, limite=limite)
    noms = noms_des_agents(v.agent for v in lues)
    return [_changement(v, noms, v.acte) for v in lues]


def agents_avec(permission: Permission, collectivite: str, jour: date) -> list[Agent]:
    """Active agents who hold ``permission`` somewhere in ``collectivite`` on ``jour``."""
    region = Collectivite.objects.filter(code=collectivite).values("region_id")
    ici = Q(niveau=Niveau.NATION) | Q(region_id__in=region) | Q(collectivite_id=collectivite)
    valables = Q(fin=None) | Q(fin__gte=jour)
    affectations = Affectation.objects.filter(valables, ici, role__in=roles_avec(permission), debut__lte=jour)
    return list(Agent.objects.filter(pk__in=affectations.values("agent_id"), is_active=True).order_by("pk"))


def entre_temps(depassee: VersionDepassee) -> list[Changement]:
    """What colleagues did since the version that the agent had before her eyes: who, when, before and after.

    For whoever may read the row as it stands. Of an address, only who changed it and when.
    """
    if depassee.objet is None:
        return []
    lues = depuis(depassee.objet, depassee.recue)
    noms = noms_des_agents(v.agent for v in lues)
    if depassee.discrete:
        lues = [Version(v.le, v.agent, v.acte) for v in lues]
    return [_changement(v, noms, v.acte) for v in lues]


def historique_de(genre: GenreSuivi, cle: int, *, collectivites: Collection[str]) -> list[Changement]:
    """The history of the object ``cle`` with what belongs to it, even deleted; empty outside ``collectivites``."""
    suivis = ((genre.modele, "pgh_obj_id"), *genre.enfants)
    filtres: list[tuple[type[Model], dict[str, Any]]] = [
        (modele, {colonne: cle, "collectivite_id__in": collectivites}) for modele, colonne in suivis
    ]
    lues = versions_de(filtres)
    noms = noms_des_agents(v.agent for v in lues)
    derniers = sorted(lues, key=lambda v: v.le, reverse=True)
    return [_changement(v, noms, f"{v.acte} : {v.nature}" + (f" « {v.nom} »" if v.nom else "")) for v in derniers]


def _changement(version: Version, noms: dict[int, str], acte: str) -> Changement:
    inconnu = "un agent dont le compte n'existe plus" if version.agent else "une commande de Jalons"
    return Changement(
        le=version.le,
        par=noms.get(version.agent or 0, inconnu),
        acte=acte,
        champs=tuple((c.nom, c.avant, c.apres) for c in version.champs),
    )


def regions_couvertes(codes: Iterable[str]) -> list[str]:
    """Régions of which every collectivité is among ``codes``."""
    dedans = set(codes)
    return sorted(region for region, membres in _codes_par_region().items() if region and membres <= dedans)


def nation_couverte(codes: Iterable[str]) -> bool:
    """Whether ``codes`` holds every collectivité."""
    return _codes_par_region()[None] <= set(codes)


def habilitations_touchant(codes: Iterable[str]) -> QuerySet[Affectation]:
    """Roles that cover at least one of ``codes``: on it, on its région, or on the nation."""
    dedans = set(codes)
    regions = [region for region, membres in _codes_par_region().items() if region and membres & dedans]
    touche = Q(collectivite__in=dedans) | Q(region__in=regions)
    if dedans:
        touche |= Q(niveau=Niveau.NATION)
    return Affectation.objects.filter(touche).select_related("region", "collectivite", "unite", "donnee_par")


def comptes(codes: Iterable[str], *, texte: str = "", role: str = "", statut: str = "") -> QuerySet[Agent]:
    """Accounts that hold, held or will hold a role on one of ``codes``: who could see them.

    Args:
        texte: beginning of the name, the first name or the address.
        statut: ``actif``, ``inactif`` or nothing.
    """
    habilitations = habilitations_touchant(codes)
    if role:
        habilitations = habilitations.filter(role=role)
    agents = Agent.objects.filter(pk__in=habilitations.values("agent"))
    if statut in ("actif", "inactif"):
        agents = agents.filter(is_active=statut == "actif")
    for mot in texte.split():
        agents = agents.filter(Q(nom__istartswith=mot) | Q(prenom__istartswith=mot) | Q(courriel__istartswith=mot))
    return agents.order_by("nom", "prenom", "pk")
