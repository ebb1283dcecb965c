"""The gate of the offer: the collectivité, or the establishments of one managing body for its own users."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from jalons.application.acces import gate
from jalons.application.acces.droits import Droits
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Niveau, Permission
from jalons.application.territoires.models import Territorial

T = TypeVar("T", bound=Territorial)


def filtre(droits: Droits, permission: Permission, *, organisme: str = "organisme__code") -> Q:
    """Rows on which ``permission`` is held, as a condition.

    Args:
        organisme: path from the row filtered to the code of its managing body.
    """
    condition = Q(pk__in=[])
    for place in droits.places_avec(permission):
        ici = Q(collectivite_id__in=sorted(place.collectivites))
        condition |= ici & Q(**{organisme: place.organisme}) if place.niveau == Niveau.ORGANISME else ici
    return condition


def visibles(
    objets: QuerySet[T], *, requete: Requete, permission: Permission, organisme: str = "organisme__code"
) -> QuerySet[T]:
    """Rows of ``objets`` on which the agent holds ``permission``, for lists."""
    if not requete.droits.partout(permission):
        objets = objets.filter(filtre(requete.droits, permission, organisme=organisme))
    return gate.visibles(objets, requete=requete, permission=permission)


def obtenir(
    objets: QuerySet[T],
    *,
    requete: Requete,
    voir: Permission,
    faire: Permission | None = None,
    organisme: str = "organisme__code",
    **recherche: Any,
) -> T:
    """The row asked for, if the agent may ``voir`` it, then ``faire`` the act on it.

    Raises:
        Http404: outside the perimeter of ``voir``.
        PermissionDenied: inside it, without ``faire`` on this very row.
    """
    lignes = objets
    if not requete.droits.partout(voir):
        lignes = objets.filter(filtre(requete.droits, voir, organisme=organisme))
    objet = gate.obtenir(lignes, requete=requete, voir=voir, faire=faire, **recherche)
    if faire is not None and not peut(requete, faire, objet, code_de(objet, organisme)):
        raise PermissionDenied(f"Cet acte demande le droit « {faire.libelle} » sur cet établissement.")
    return objet


def peut(requete: Requete, permission: Permission, objet: Territorial, organisme: str) -> bool:
    """Whether the agent holds ``permission`` on a row of the managing body of that code. No query."""
    return any(
        objet.collectivite_id in place.collectivites
        and (place.niveau != Niveau.ORGANISME or place.organisme == organisme)
        for place in requete.droits.places_avec(permission)
    )


def code_de(objet: Any, chemin: str) -> str:
    """Code of the managing body of a row, at the end of that path."""
    for nom in chemin.split("__"):
        objet = getattr(objet, nom)
    return str(objet)
