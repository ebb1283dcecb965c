"""What ``accueil_familial`` tells lower modules: a carer has deadlines, and a history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi
from jalons.application.acces.historiques import inscrire as inscrire_historique
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.accueil_familial import selectors
from jalons.application.accueil_familial.constats import SUJET
from jalons.application.accueil_familial.models import (
    AssistantFamilial,
    Decision,
    Disponibilite,
    Domicile,
    Justificatif,
    Relais,
)
from jalons.application.etablissements import porte
from jalons.application.faits.sujets import GenreSujet, Presentation, verrous
from jalons.application.faits.sujets import inscrire as inscrire_sujet

SUIVRE = Permission.ACCUEIL_FAMILIAL_MODIFIER
"""Deadlines and history are the service's: others see what a carer may receive, not his file."""


def presenter(cles: Iterable[int]) -> dict[int, Presentation]:
    """Name and address of carers. One query."""
    return {
        a.pk: Presentation(a.nom_complet, page(a), f"Assistant familial {a.numero}")
        for a in AssistantFamilial.objects.filter(pk__in=list(cles))
    }


def page(assistant: AssistantFamilial) -> str:
    """Address of a carer's file."""
    return reverse("accueil_familial:assistant", args=[assistant.pk])


def page_du_domicile(domicile: Domicile) -> str:
    """Address of the page of a home."""
    return reverse("accueil_familial:domicile", args=[domicile.assistant_id])


def visibles(requete: Requete, maintenant: datetime) -> QuerySet[AssistantFamilial, int]:
    """Keys of the carers whose deadlines the agent may see."""
    return selectors.du_perimetre(requete, SUIVRE).values_list("pk", flat=True)


def ouvrable(requete: Requete, cle: int) -> bool:
    """Whether the agent may see the history of this very carer."""
    return selectors.du_perimetre(requete, SUIVRE).filter(pk=cle).exists()


def domicile_ouvrable(requete: Requete, cle: int) -> bool:
    """Whether the agent may read this very home."""
    siens = selectors.du_perimetre(requete, Permission.ACCUEIL_FAMILIAL_DOMICILE)
    return siens.filter(domicile=cle).exists()


def ouvrir(
    requete: Requete, cle: int, *, page: str, maintenant: datetime, faire: Permission | None
) -> AssistantFamilial:
    """The carer, for the service that follows him; ``faire`` is asked for as well, on him."""
    lignes = AssistantFamilial.objects.select_related("employeur")
    sujet = porte.obtenir(lignes, requete=requete, voir=SUIVRE, organisme=selectors.EMPLOYEUR, pk=cle)
    if faire is not None and not tenues(requete, sujet, [faire], maintenant=maintenant):
        raise PermissionDenied(f"Cet acte demande le droit « {faire.libelle} » sur cet assistant familial.")
    return sujet


def tenues(
    requete: Requete, sujet: AssistantFamilial, voulues: list[Permission], *, maintenant: datetime
) -> frozenset[Permission]:
    """Those of ``voulues`` held on this very carer."""
    return frozenset(p for p in voulues if porte.peut(requete, p, sujet, porte.code_de(sujet, selectors.EMPLOYEUR)))


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_sujet(
        GenreSujet(
            SUJET, "Assistants familiaux", None, presenter, preavis_jours=90, permission=SUIVRE, visibles=visibles,
            tenir=verrous(AssistantFamilial), ouvrir=ouvrir, tenues=tenues,
        )
    )  # fmt: skip
    lignes = tuple((modele, "assistant_id") for modele in (Decision, Justificatif, Relais, Disponibilite))
    inscrire_historique(
        GenreSuivi(AssistantFamilial, SUIVRE, lignes, page, ouvrable),
        GenreSuivi(
            Domicile, Permission.ACCUEIL_FAMILIAL_DOMICILE, url=page_du_domicile, ouvrable=domicile_ouvrable
        ),
    )  # fmt: skip
