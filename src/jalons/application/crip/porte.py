"""The gate of situations: who sees one, who acts on it; each reading goes to the journal of every child concerned.

An évaluateur sees only what is entrusted to her unit (or to herself, for one's own caseload). Another role held on a
unit sees the situations of that unit. On the whole collectivité, every situation.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from jalons.application.acces.droits import Place
from jalons.application.acces.gate import visibles as du_perimetre
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Niveau, Permission, Role
from jalons.application.crip.models import EnfantConcerne, Evaluateur, Evaluation, Situation
from jalons.application.enfants import porte
from jalons.application.socle.journal import lecture
from jalons.application.socle.preparees import Parametre


def filtre(requete: Requete, permission: Permission) -> Q:
    """Situations on which ``permission`` is held, as a condition on ``Situation``."""
    return des_places(requete.droits.places_avec(permission), requete.user.pk)


def des_places(places: Iterable[Place], agent_id: int | Parametre) -> Q:
    """The same from the places through which the permission is held, for a query that is prepared."""
    condition = Q(pk__in=[])
    for place in places:
        condition |= _de_la_place(place, agent_id)
    return condition


def _de_la_place(place: Place, agent_id: int | Parametre) -> Q:
    ici = Q(collectivite_id__in=sorted(place.collectivites))
    if place.niveau == Niveau.UNITE:
        unite = Q(unite_id=place.unite) | Q(unite__parent_id=place.unite)
        if place.role is Role.EVALUATEUR:
            unite = Q(pk__in=Evaluation.objects.filter(unite).values("situation_id"))
        return ici & unite
    if place.niveau == Niveau.DOSSIERS:
        siennes = Evaluateur.objects.filter(agent_id=agent_id).values("evaluation__situation_id")
        return ici & Q(pk__in=siennes)
    return Q(pk__in=[]) if place.niveau == Niveau.ORGANISME else ici


def visibles(requete: Requete, permission: Permission = Permission.CRIP_VOIR) -> QuerySet[Situation]:
    """Situations on which the agent holds ``permission``, on the territory chosen if there is one."""
    return du_perimetre(Situation.objects.filter(filtre(requete, permission)), requete=requete, permission=permission)


def obtenir(requete: Requete, pk: int, *, faire: Permission | None = None) -> Situation:
    """The situation, if the agent may see it, then ``faire`` the act on it.

    Raises:
        Http404: outside her perimeter: the answer does not tell that it exists.
        PermissionDenied: inside it, without ``faire`` on this very situation.
    """
    codes = requete.droits.perimetre(Permission.CRIP_VOIR)
    toutes = Situation.objects.select_related("collectivite", "unite", "foyer").filter(collectivite_id__in=codes, pk=pk)
    situation = toutes.filter(filtre(requete, Permission.CRIP_VOIR)).first()
    if situation is None:
        raise Http404("Cette situation n'existe pas, ou n'est pas de votre périmètre.")
    if faire is not None and not peut(requete, faire, situation):
        raise PermissionDenied(f"Cet acte demande le droit « {faire.libelle} » sur cette situation.")
    return situation


def peut(requete: Requete, permission: Permission, situation: Situation) -> bool:
    """Whether ``permission`` is held on this very situation; no query when it is held on the whole collectivité."""
    places = [p for p in requete.droits.places_avec(permission) if situation.collectivite_id in p.collectivites]
    if not places or not requete.droits.peut(permission, situation.collectivite_id):
        return False
    if any(p.niveau not in (Niveau.UNITE, Niveau.DOSSIERS, Niveau.ORGANISME) for p in places):
        return True
    return Situation.objects.filter(filtre(requete, permission), pk=situation.pk).exists()


def lire(requete: Requete, situation: Situation, concernes: list[EnfantConcerne], *, page: str) -> None:
    """Write that the agent reads the situation, and with it something of each child. One query."""
    la_situation = lecture("crip:lire", objet=situation, par=requete.user, page=page)
    porte.lire_plusieurs(requete, [c.enfant for c in concernes], page=f"crip:{page}", avec=[la_situation])
