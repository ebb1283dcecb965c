"""What ``etablissements`` tells lower modules: an establishment has deadlines, and a history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi
from jalons.application.acces.historiques import inscrire as inscrire_historique
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import porte, selectors, suivi
from jalons.application.etablissements.models import (
    ActionAmelioration,
    AppelProjets,
    Candidature,
    Controle,
    Cpom,
    Engagement,
    Etablissement,
    EtablissementDuCpom,
    Evaluation,
    Financement,
    Operation,
    SuiteControle,
    UniteAccueil,
)
from jalons.application.faits.sujets import GenreSujet, Presentation, verrous
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


MODIFIER = Permission.ETABLISSEMENTS_MODIFIER
"""What the facts of an establishment ask for; something is said of its deadlines by those who hold it as well."""


def ouvrir(requete: Requete, cle: int, *, page: str, maintenant: datetime, faire: Permission | None) -> Etablissement:
    """The establishment, for somebody who may see it, then act on it."""
    lignes = Etablissement.objects.select_related("organisme")
    sujet = porte.obtenir(
        lignes, requete=requete, voir=Permission.ETABLISSEMENTS_VOIR, faire=faire and MODIFIER, pk=cle
    )
    if faire is not None and not tenues(requete, sujet, [faire], maintenant=maintenant):
        raise PermissionDenied(f"Cet acte demande le droit « {faire.libelle} » sur cet établissement.")
    return sujet


def tenues(
    requete: Requete, sujet: Etablissement, voulues: list[Permission], *, maintenant: datetime
) -> frozenset[Permission]:
    """Those of ``voulues`` held on this very establishment by somebody who may state its facts."""
    code = sujet.organisme.code
    if not porte.peut(requete, MODIFIER, sujet, code):
        return frozenset()
    return frozenset(p for p in voulues if porte.peut(requete, p, sujet, code))


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_sujet(
        GenreSujet(
            "etablissement", "Établissements", None, presenter, preavis_jours=180,
            permission=Permission.ETABLISSEMENTS_VOIR, visibles=visibles, tenir=verrous(Etablissement), ouvrir=ouvrir,
            tenues=tenues,
        )
    )  # fmt: skip
    suivre, piloter = Permission.ETABLISSEMENTS_SUIVRE, Permission.ETABLISSEMENTS_PILOTER
    inscrire_historique(
        GenreSuivi(
            Etablissement, Permission.ETABLISSEMENTS_VOIR, ((UniteAccueil, "etablissement_id"),), page, ouvrable
        ),
        GenreSuivi(
            Cpom, suivre, ((EtablissementDuCpom, "cpom_id"), (Engagement, "cpom_id")), _vers("cpom"),
            _parmi(Cpom, suivre, "organisme__code"),
        ),
        GenreSuivi(
            Evaluation, suivre, ((ActionAmelioration, "evaluation_id"),), _vers("evaluation"),
            _parmi(Evaluation, suivre, suivi.VIA_LIEU),
        ),
        GenreSuivi(
            Operation, suivre, ((Financement, "operation_id"),), _vers("operation"),
            _parmi(Operation, suivre, suivi.VIA_LIEU),
        ),
        # the history of a control tells when it was planned: only those who plan it read it
        GenreSuivi(
            Controle, piloter, ((SuiteControle, "controle_id"),), _vers("controle"),
            _parmi(Controle, piloter, suivi.VIA_LIEU),
        ),
        GenreSuivi(AppelProjets, piloter, ((Candidature, "appel_id"),), _vers("appel")),
    )  # fmt: skip


@cache
def _vers(nom: str) -> Callable[[Any], str]:
    """The address of a row of that kind."""
    return lambda objet: reverse(f"etablissements:{nom}", args=[objet.pk])


@cache
def _parmi(modele: Any, permission: Permission, organisme: str) -> Callable[[Requete, int], bool]:
    """Whether the agent may see the row of that key: a managing body sees its own."""
    return lambda requete, cle: (
        porte.visibles(modele.objects.all(), requete=requete, permission=permission, organisme=organisme)
        .filter(pk=cle)
        .exists()
    )
