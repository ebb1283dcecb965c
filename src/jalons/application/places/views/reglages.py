"""The weights of wishes, and what a unit offers."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import exiger, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.places import services
from jalons.application.places.forms_recherche import OffreUniteForm, PoidsForm
from jalons.application.places.models import OffreUnite, PoidsDesVoeux
from jalons.application.places.views.commun import DECLARER, faire, page_de_formulaire
from jalons.application.places.views.offre import ouvrir_unite

PONDERER = Permission.PLACES_PONDERER


def collectivite_choisie(requete: Requete, permission: Permission) -> str:
    """The territory chosen, else the first one where the agent holds ``permission``."""
    perimetre = requete.droits.perimetre(permission)
    code = requete.territoire if requete.territoire in perimetre else min(perimetre, default="")
    if not code:
        raise Http404("Choisissez d'abord un territoire.")
    exiger(requete, permission, code)
    return code


@require_http_methods(["GET", "POST"])
@requiert(PONDERER)
def poids(request: Requete) -> HttpResponse:
    """What each wish weighs in the département; those of Jalons beside them."""
    code = collectivite_choisie(request, PONDERER)
    ligne = PoidsDesVoeux.objects.filter(collectivite_id=code).first()
    formulaire = PoidsForm.ouvrir(request.POST if request.method == "POST" else None, ligne)
    fait, depassee = faire(
        formulaire,
        lambda champs: services.fixer_poids(
            collectivite=code, version=champs["version"], poids=formulaire.poids(), par=request.user
        ),
    )
    if fait:
        messages.success(request, "Les poids sont enregistrés : les prochaines recherches les suivent.")
        return redirect("places:poids")
    return page_de_formulaire(
        request, formulaire, titre="Ce que pèse chaque vœu", retour=reverse("places:offre"), depassee=depassee,
        sous_titre="Un vœu tout à fait manqué coûte ses points. Le meilleur lieu est celui qui coûte le moins.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def decrire(request: Requete, pk: int) -> HttpResponse:
    """Say what a unit offers beyond its authorisation."""
    objet = ouvrir_unite(request, pk, faire=DECLARER)
    retour = reverse("places:unite", args=[pk])
    formulaire = OffreUniteForm(
        request.POST if request.method == "POST" else None,
        initial=OffreUniteForm.depart(OffreUnite.objects.filter(unite=objet).first()),
    )
    fait, depassee = faire(formulaire, lambda champs: services.decrire_unite(unite=objet, par=request.user, **champs))
    if fait:
        messages.success(request, "Ce que l'unité offre est enregistré.")
        return redirect(retour)
    return page_de_formulaire(
        request, formulaire, titre="Ce que l'unité offre", sous_titre=f"{objet.etablissement}, {objet}.", retour=retour,
        depassee=depassee,
    )  # fmt: skip
