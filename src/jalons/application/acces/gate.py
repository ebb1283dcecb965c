"""The only door through which a view obtains a territorial row.

Outside the perimeter the answer is 404: it does not tell that the object exists. Inside, without the right to act,
it is 403.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission

T = TypeVar("T", bound=Model)
Vue = Callable[..., HttpResponse]


def visibles(objets: QuerySet[T], *, requete: Requete, permission: Permission) -> QuerySet[T]:
    """Rows of ``objets`` in the places where the agent holds ``permission``, on the territory chosen if there is one.

    For lists; ``obtenir`` lets a link to another of the agent's territories work.
    """
    territoire = getattr(requete, "territoire", None)
    if territoire is None and requete.droits.partout(permission):
        return objets  # a list of every code would hide nothing, and turns index scans into full ones
    codes = requete.droits.perimetre(permission)
    return objets.filter(collectivite_id__in=codes if territoire is None else codes & {territoire})


def obtenir(
    objets: QuerySet[T], *, requete: Requete, voir: Permission, faire: Permission | None = None, **recherche: Any
) -> T:
    """The row asked for, if the agent may ``voir`` it, then ``faire`` the act on it.

    Raises:
        Http404: outside the perimeter of ``voir``.
        PermissionDenied: inside it, without ``faire``.
    """
    if not requete.droits.partout(voir):
        objets = objets.filter(collectivite_id__in=requete.droits.perimetre(voir))
    objet = get_object_or_404(objets, **recherche)
    requete.lieu = objet.collectivite_id  # type: ignore[attr-defined]
    if faire is not None:
        exiger(requete, faire, objet.collectivite_id)  # type: ignore[attr-defined]
    return objet


def exiger(requete: Requete, permission: Permission, collectivite: str | None = None) -> None:
    """Let the request go on only if ``permission`` is held (on ``collectivite``).

    Raises:
        PermissionDenied: it is not.
    """
    if not requete.droits.peut(permission, collectivite):
        raise PermissionDenied(f"Cet acte demande le droit « {permission.libelle} ».")


def requiert(permission: Permission) -> Callable[[Vue], Vue]:
    """Declare the permission without which a view answers 403, whatever the object; read by the sweep of URLs."""

    def decorer(vue: Vue) -> Vue:
        @wraps(vue)
        def gardee(requete: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
            exiger(requete, permission)
            return vue(requete, *args, **kwargs)

        gardee.permission = permission  # type: ignore[attr-defined]
        return gardee

    return decorer


def ouverte(raison: str) -> Callable[[Vue], Vue]:
    """Declare that any logged-in agent may call a view, and why; read by the sweep of URLs."""

    def decorer(vue: Vue) -> Vue:
        vue.ouverte = raison  # type: ignore[attr-defined]
        return vue

    return decorer
