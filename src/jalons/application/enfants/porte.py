"""The gate of children: narrower than the collectivité, and it writes each reading in the journal.

A place narrows: the whole collectivité (or région, or nation), one local unit with those under it, or one's own
caseload, that is the children of whom the agent is a référent that day. An emergency access opens one file for a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from jalons.application.acces.droits import Droits, Place
from jalons.application.acces.gate import visibles as du_perimetre
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Niveau, Permission
from jalons.application.acces.preparees import Moment
from jalons.application.enfants.models import AccesUrgence, Enfant, Referent
from jalons.application.socle.journal import journaliser_lectures, lecture
from jalons.application.socle.models import Entree
from jalons.application.socle.preparees import Parametre, Preparee

PAR_URGENCE = frozenset({Permission.ENFANTS_VOIR})
"""What an emergency access opens: reading the file, without its compartments nor a protected address."""
SUR_TOUTE_LA_COLLECTIVITE = frozenset(
    {Permission.ENFANTS_RECHERCHER, Permission.ENFANTS_DECLARER, Permission.ENFANTS_URGENCE}
)
"""Acts that no unit nor caseload narrows: before opening a file one must see that it exists and whom to call."""


def filtre(
    droits: Droits, permission: Permission, *, agent_id: int, maintenant: datetime | Moment, prefixe: str = ""
) -> Q:
    """Children on whom ``permission`` is held, as a condition on ``Enfant`` (or on a row that leads to one).

    Args:
        prefixe: path to the child from the row filtered, e.g. ``"enfant__"``.
    """
    places = droits.places_avec(permission)
    if isinstance(maintenant, Moment):  # for a query that is prepared
        quand: dict[str, Any] = {"maintenant": maintenant.instant, "jour": maintenant.jour}
    else:
        quand = {"maintenant": maintenant, "jour": timezone.localtime(maintenant).date()}
    return condition_sur(places, permission, agent_id=agent_id, prefixe=prefixe, **quand)


def condition_sur(
    places: Iterable[Place],
    permission: Permission,
    *,
    agent_id: int | Parametre,
    maintenant: datetime | Parametre,
    jour: date | Parametre,
    prefixe: str = "",
) -> Q:
    """The same from the places through which ``permission`` is held, for a query that is prepared.

    Args:
        jour: the local day of ``maintenant``.
    """
    condition, cles = Q(pk__in=[]), list[QuerySet[Any, int]]()
    for place in places:
        ici = Q(**{f"{prefixe}collectivite_id__in": sorted(place.collectivites)})
        if permission in SUR_TOUTE_LA_COLLECTIVITE and place.niveau != Niveau.ORGANISME:
            condition |= ici
        elif place.niveau == Niveau.UNITE:
            unite = Q(**{f"{prefixe}unite_id": place.unite}) | Q(**{f"{prefixe}unite__parent_id": place.unite})
            condition |= ici & unite
        elif place.niveau == Niveau.DOSSIERS:
            cles.append(dossiers_de(agent_id, jour).filter(collectivite_id__in=sorted(place.collectivites)))
        elif place.niveau != Niveau.ORGANISME:  # a managing body sees children through its own places, not here
            condition |= ici
    if permission in PAR_URGENCE:
        cles.append(urgences_de(agent_id, maintenant))
    if cles:  # one set of keys: from two joined by "or" the base would read every child
        premieres, *autres = (siennes.order_by() for siennes in cles)
        condition |= Q(**{f"{prefixe}pk__in": premieres.union(*autres) if autres else premieres})
    return condition


def dossiers_de(agent_id: int | Parametre, jour: date | Parametre) -> QuerySet[Referent, int]:
    """Keys of the children in an agent's own caseload on ``jour``."""
    en_cours = Q(fin=None) | Q(fin__gte=jour)
    return Referent.objects.filter(en_cours, agent_id=agent_id, debut__lte=jour).values_list("enfant_id", flat=True)


def urgences_de(agent_id: int | Parametre, maintenant: datetime | Parametre) -> QuerySet[AccesUrgence, int]:
    """Keys of the children whose file an agent opened in emergency, for as long as it lasts."""
    return AccesUrgence.objects.filter(
        agent_id=agent_id, ouvert_le__lte=maintenant, expire_le__gt=maintenant
    ).values_list("enfant_id", flat=True)


def sans_reserve(droits: Droits, permission: Permission) -> bool:
    """Whether ``permission`` is held on every child of the collectivités where it is held.

    Then no unit, no caseload and no emergency access changes anything: the collectivité alone decides.
    """
    entieres: set[str] = set()
    for place in droits.places_avec(permission):
        if place.niveau not in _RESTREINTS or (
            permission in SUR_TOUTE_LA_COLLECTIVITE and place.niveau != Niveau.ORGANISME
        ):
            entieres |= place.collectivites
    return droits.perimetre(permission) <= entieres


_RESTREINTS = (Niveau.UNITE, Niveau.DOSSIERS, Niveau.ORGANISME)


def visibles(requete: Requete, permission: Permission, *, maintenant: datetime | Moment) -> QuerySet[Enfant]:
    """Children on whom the agent holds ``permission``, for lists; on the territory chosen if there is one."""
    if sans_reserve(requete.droits, permission):
        return du_perimetre(Enfant.objects.all(), requete=requete, permission=permission)
    condition = filtre(requete.droits, permission, agent_id=requete.user.pk, maintenant=maintenant)
    return du_perimetre(Enfant.objects.filter(condition), requete=requete, permission=permission)


def obtenir(
    requete: Requete,
    pk: int,
    *,
    maintenant: datetime,
    voir: Permission = Permission.ENFANTS_VOIR,
    faire: Permission | None = None,
) -> Enfant:
    """The child, if the agent may ``voir`` him, then ``faire`` the act on him. Writes nothing in the journal.

    Raises:
        Http404: outside the perimeter of ``voir``: the answer does not tell that the child exists.
        PermissionDenied: inside it, without ``faire`` on this very child.
    """
    if not -PLUS_GRANDE <= pk <= PLUS_GRANDE:
        raise Http404("Ce numéro de dossier n'existe pas.")
    jour = timezone.localtime(maintenant).date()
    prete = _ouverture(requete.droits.places_avec(voir), voir, requete.droits.perimetre(voir))
    enfant = next(iter(prete.lire(pk=pk, agent=requete.user.pk, maintenant=maintenant, jour=jour)), None)
    if enfant is None:
        raise Http404("Ce dossier n'existe pas, ou n'est pas de votre périmètre.")
    if faire is not None and not peut(requete, faire, enfant, maintenant=maintenant):
        raise PermissionDenied(f"Cet acte demande le droit « {faire.libelle} » sur ce dossier.")
    return enfant


PLUS_GRANDE = 2**63 - 1
"""Largest key that the base may hold."""


@lru_cache(maxsize=512)
def _ouverture(places: tuple[Place, ...], voir: Permission, codes: frozenset[str]) -> Preparee[Enfant]:
    """The query of ``obtenir`` for agents who hold these places."""

    def construire(pk: Parametre, agent: Parametre, maintenant: Parametre, jour: Parametre) -> QuerySet[Enfant]:
        return (
            Enfant.objects.select_related("collectivite", "unite", "fratrie", "fusionne_dans")
            .annotate(
                par_urgence=Exists(urgences_de(agent, maintenant).filter(enfant=OuterRef("pk"))),
                sien=Exists(dossiers_de(agent, jour).filter(enfant=OuterRef("pk"))),
            )
            .filter(
                condition_sur(places, voir, agent_id=agent, maintenant=maintenant, jour=jour),
                collectivite_id__in=sorted(codes), pk=pk,
            )
            .order_by()
        )  # fmt: skip

    return Preparee(construire, **NATURES)


NATURES = {"pk": "bigint", "agent": "bigint", "maintenant": "timestamptz", "jour": "date"}
"""Of the values of a query about one child, asked by an agent at a moment."""


def ouvrir(
    requete: Requete,
    pk: int,
    *,
    page: str,
    maintenant: datetime,
    voir: Permission = Permission.ENFANTS_VOIR,
    faire: Permission | None = None,
) -> Enfant:
    """The same, for a page about the child: the reading is written in the journal with the name of the page.

    Args:
        page: a short code of the page ("dossier", "mesures:mesure"), never a content.
    """
    enfant = obtenir(requete, pk, maintenant=maintenant, voir=voir, faire=faire)
    lire(requete, enfant, page=page)
    return enfant


def avec_ouvrable(requete: Requete, enfants: QuerySet[Enfant], *, maintenant: datetime) -> QuerySet[Enfant]:
    """Adds ``ouvrable``: whether the agent may open the file of each, so that a page links to what she may read."""
    jour = timezone.localtime(maintenant).date()
    places = requete.droits.places_avec(Permission.ENFANTS_VOIR)
    return ouvrables(enfants, places, agent_id=requete.user.pk, maintenant=maintenant, jour=jour)


def ouvrables(
    enfants: QuerySet[Enfant],
    places: Iterable[Place],
    *,
    agent_id: int | Parametre,
    maintenant: datetime | Parametre,
    jour: date | Parametre,
) -> QuerySet[Enfant]:
    """The same from the places through which files are read, for a query that is prepared."""
    siens = condition_sur(places, Permission.ENFANTS_VOIR, agent_id=agent_id, maintenant=maintenant, jour=jour)
    return enfants.annotate(ouvrable=Exists(Enfant.objects.filter(siens, pk=OuterRef("pk"))))


def lire(requete: Requete, enfant: Enfant, *, page: str) -> None:
    """Write that the agent reads ``enfant``, and that an emergency access of hers is running, if so."""
    lire_plusieurs(requete, [enfant], page=page)


def lire_plusieurs(requete: Requete, enfants: Iterable[Enfant], *, page: str, avec: Iterable[Entree] = ()) -> None:
    """The same for a page about several children. One statement, whatever their number.

    Args:
        avec: readings of the page itself (a situation), written in the same statement.
    """
    journaliser_lectures([*avec, *(_lecture(requete, enfant, page) for enfant in enfants)])


def _lecture(requete: Requete, enfant: Enfant, page: str) -> Entree:
    details: dict[str, Any] = {"urgence": True} if getattr(enfant, "par_urgence", False) else {}
    return lecture("enfants:lire", objet=enfant, par=requete.user, page=page, **details)


def peut(requete: Requete, permission: Permission, enfant: Enfant, *, maintenant: datetime) -> bool:
    """Whether the agent holds ``permission`` on this very child."""
    return bool(permissions_sur(requete, enfant, [permission], maintenant=maintenant))


def permissions_sur(
    requete: Requete, enfant: Enfant, voulues: list[Permission], *, maintenant: datetime
) -> frozenset[Permission]:
    """Those of ``voulues`` held on this very child. One query at most, none for a child that ``obtenir`` gave."""
    jour = timezone.localtime(maintenant).date()
    sien: bool | None = getattr(enfant, "sien", None)
    tenues = set()
    for permission in voulues:
        for place in requete.droits.places_avec(permission):
            if enfant.collectivite_id not in place.collectivites or not requete.droits.peut(
                permission, enfant.collectivite_id
            ):
                continue
            if permission in SUR_TOUTE_LA_COLLECTIVITE:
                convient = place.niveau != Niveau.ORGANISME
            elif place.niveau == Niveau.DOSSIERS:
                if sien is None:
                    sien = dossiers_de(requete.user.pk, jour).filter(enfant=enfant).exists()
                convient = sien
            elif place.niveau == Niveau.UNITE:
                unite = enfant.unite
                convient = unite is not None and place.unite in (unite.pk, unite.parent_id)
            else:
                convient = place.niveau != Niveau.ORGANISME
            if convient:
                tenues.add(permission)
                break
    return frozenset(tenues)
