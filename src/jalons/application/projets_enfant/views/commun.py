"""Opening a child, a projet or a report through the gate of children: the reading is written in the journal."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.projets_enfant.models import Projet, RapportSituation

Suivi = TypeVar("Suivi", Projet, RapportSituation)


def ouvrir_enfant(requete: Requete, pk: int, page: str, faire: Permission | None = None) -> Enfant:
    """The child, when the agent may read his projet and do ``faire`` on him."""
    return porte.ouvrir(
        requete, pk, page=f"projets_enfant:{page}", maintenant=timezone.now(), voir=Permission.PROJETS_VOIR,
        faire=faire,
    )  # fmt: skip


def ouvrir(requete: Requete, modele: type[Suivi], pk: int, page: str, faire: Permission | None = None) -> Suivi:
    """A projet or a report of a child, under the same conditions.

    Raises:
        Http404: it does not exist, or its child is outside the perimeter: the answer is the same.
    """
    codes = requete.droits.perimetre(Permission.PROJETS_VOIR)
    objet = modele._default_manager.filter(pk=pk, collectivite_id__in=codes).first()
    if objet is None:
        raise Http404("Ce document n'existe pas, ou n'est pas de votre périmètre.")
    objet.enfant = ouvrir_enfant(requete, objet.enfant_id, page, faire)
    return objet


def retour(enfant: Enfant, ancre: str = "") -> str:
    """The page of the child's projets."""
    adresse = reverse("projets_enfant:dossier", args=[enfant.pk])
    return f"{adresse}#{ancre}" if ancre else adresse
