"""What ``etablissements`` tells lower modules: an establishment has deadlines, and a history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi
from jalons.application.acces.historiques import inscrire as inscrire_historique
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import selectors
from jalons.application.etablissements.models import Etablissement, UniteAccueil
from jalons.application.faits.sujets import GenreSujet, Presentation
from jalons.application.faits.sujets import inscrire as inscrire_sujet


def presenter(cles: Iterable[int]) -> dict[int, Presentation]:
    """Name and address of establishments. One query."""
    return {e.pk: Presentation(e.nom, page(e)) for e in Etablissement.objects.filter(pk__in=list(cles))}


def page(etablissement: Etablissement) -> str:
    """Address of an establishment."""
    return reverse("etablissements:etablissement", args=[etablissement.pk])


def visibles(requete: Requete, maintenant: datetime) -> QuerySet[Etablissement, int]:
    """Keys of the establishments that the agent may see."""
    return selectors.du_perimetre(requete).values_list("pk", flat=True)


def ouvrable(requete: Requete, cle: int) -> bool:
    """Whether the agent may see this very establishment: a managing body sees its own."""
    return selectors.du_perimetre(requete).filter(pk=cle).exists()


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_sujet(
        GenreSujet(
            "etablissement", "Établissements", None, presenter, preavis_jours=180,
            permission=Permission.ETABLISSEMENTS_VOIR, visibles=visibles,
        )
    )  # fmt: skip
    inscrire_historique(
        GenreSuivi(Etablissement, Permission.ETABLISSEMENTS_VOIR, ((UniteAccueil, "etablissement_id"),), page, ouvrable)
    )
