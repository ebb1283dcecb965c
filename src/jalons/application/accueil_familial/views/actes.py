"""Rows of a carer's file: recorded, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.accueil_familial import forms, services
from jalons.application.accueil_familial.models import Decision, Disponibilite, Justificatif, Relais
from jalons.application.accueil_familial.views.commun import DECLARER, MODIFIER, VOIR, ouvrir, recu, traiter
from jalons.application.accueil_familial.views.fiches import page_de, page_du_suivi
from jalons.application.etablissements import porte
from jalons.application.faits import selectors as faits
from jalons.noyau.saisie import EntreeRefusee


def _acte(
    requete: Requete, pk: int, classe: type[forms.LigneForm], service: Any, *, titre: str, fait: str,
    permission: Permission = MODIFIER, retour: Callable[[int], str] = page_de,
    initial: dict[str, Any] | None = None, en_plus: dict[str, Any] | None = None, **options: Any,
) -> HttpResponse:  # fmt: skip
    """A form on a carer; ``options`` go to the form, ``en_plus`` to the service."""
    objet = ouvrir(requete, pk, faire=permission)
    if "relayeur" in classe.base_fields:
        options["assistant"] = objet
    formulaire = classe(recu(requete), initial=initial or {}, **options)
    return traiter(
        requete, formulaire,
        lambda: service(assistant=objet, par=requete.user, **formulaire.champs(), **(en_plus or {})),
        titre=titre, sous_titre=f"{objet.nom_complet}, {objet.numero}.", retour=retour(pk), fait=fait,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def decider(request: Requete, pk: int) -> HttpResponse:
    """Record a decision on the approval."""
    return _acte(
        request, pk, forms.DecisionForm, services.decider, titre="Enregistrer une décision",
        fait="La décision est enregistrée : l'agrément et les échéances en tiennent compte.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def justifier(request: Requete, pk: int) -> HttpResponse:
    """Record a stage, a training, a diploma or an attestation."""
    return _acte(
        request, pk, forms.JustificatifForm, services.justifier, titre="Enregistrer un justificatif",
        fait="Le justificatif est enregistré : les échéances en tiennent compte.",
        retour=page_du_suivi, en_plus={"au": timezone.localdate()},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def relayer(request: Requete, pk: int) -> HttpResponse:
    """Record that another carer relays this one."""
    jour = timezone.localdate()
    return _acte(
        request, pk, forms.RelaisForm, services.relayer, titre="Enregistrer un relais",
        fait="Le relais est enregistré.", initial={"du": jour}, au=jour,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def declarer(request: Requete, pk: int) -> HttpResponse:
    """Record what a carer is available for."""
    return _acte(
        request, pk, forms.DisponibiliteForm, services.declarer, titre="Déclarer une disponibilité",
        fait="La disponibilité est enregistrée.", permission=DECLARER,
        initial={"du": timezone.localdate(), "enfants": 1, "declaree_par": "service"},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def constater(request: Requete, pk: int) -> HttpResponse:
    """Record a fact of the catalogue that no other act states."""
    return _acte(
        request, pk, forms.ConstatForm, services.constater, titre="Enregistrer un fait",
        retour=page_du_suivi, fait="Le fait est enregistré : les échéances en tiennent compte.",
    )  # fmt: skip


@require_POST
@requiert(MODIFIER)
def retirer_constat(request: Requete, pk: int, fait: int) -> HttpResponse:
    """Take back a fact recorded by mistake."""
    objet = ouvrir(request, pk, faire=MODIFIER)
    ligne = get_object_or_404(faits.faits_de(objet), pk=fait)
    try:
        services.retirer_constat(assistant=objet, fait=ligne, par=request.user)
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le fait est retiré : les échéances sont recalculées sans lui.")
    return redirect(page_du_suivi(pk))


def _annuler(requete: Requete, modele: Any, pk: int, permission: Permission = MODIFIER) -> HttpResponse:
    lignes = modele.objects.select_related("assistant__employeur")
    ligne = porte.obtenir(
        lignes, requete=requete, voir=VOIR, faire=permission, organisme="assistant__employeur__code", pk=pk
    )
    formulaire, quoi = forms.AnnulerForm(recu(requete)), modele._meta.verbose_name.capitalize()
    return traiter(
        requete, formulaire,
        lambda: services.annuler(ligne=ligne, par=requete.user, **formulaire.cleaned_data),
        titre="Annuler une ligne", sous_titre=f"{quoi}, {ligne.assistant.nom_complet}.", bouton="Annuler la ligne",
        retour=page_de(ligne.assistant_id), fait="La ligne est annulée.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def annuler_decision(request: Requete, pk: int) -> HttpResponse:
    """Take back a decision recorded by mistake."""
    return _annuler(request, Decision, pk)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def annuler_justificatif(request: Requete, pk: int) -> HttpResponse:
    """Take back a proof recorded by mistake."""
    return _annuler(request, Justificatif, pk)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def annuler_relais(request: Requete, pk: int) -> HttpResponse:
    """Take back a relay recorded by mistake."""
    return _annuler(request, Relais, pk)


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def annuler_disponibilite(request: Requete, pk: int) -> HttpResponse:
    """Take back an availability that stands no more."""
    return _annuler(request, Disponibilite, pk, DECLARER)
