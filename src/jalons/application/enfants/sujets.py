"""What ``enfants`` tells ``faits``: a child has deadlines, whose they are, and who may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.faits.sujets import GenreSujet, Presentation
from jalons.application.faits.sujets import inscrire as inscrire_sujet


def suivi(cle: int) -> bool:
    """A file merged into another has no deadline of its own: its facts count there."""
    return Enfant.objects.filter(pk=cle, fusionne_dans=None).exists()


def presenter(cles: Iterable[int]) -> dict[int, Presentation]:
    """Number and address of files: a list of deadlines is printed and sent, it holds no name. One query."""
    return {
        e.pk: Presentation(f"Dossier {e.numero}", reverse("enfants:dossier", args=[e.pk]))
        for e in Enfant.objects.filter(pk__in=list(cles))
    }


def visibles(requete: Requete, maintenant: datetime) -> QuerySet[Enfant, int]:
    """Keys of the children whose file the agent may open."""
    return porte.visibles(requete, Permission.ENFANTS_VOIR, maintenant=maintenant).values_list("pk", flat=True)


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_sujet(
        GenreSujet(
            "enfant", "Enfants", None, presenter, suivi=suivi, permission=Permission.ENFANTS_VOIR, visibles=visibles
        )
    )
