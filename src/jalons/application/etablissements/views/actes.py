"""Acts on the places of a unit, and facts on an establishment."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.etablissements import forms, porte, services
from jalons.application.etablissements.constats import tenu_par_une_ligne
from jalons.application.etablissements.models import Acte
from jalons.application.etablissements.views.commun import (
    MODIFIER,
    VOIR,
    ouvrir,
    ouvrir_unite,
    page_de_formulaire,
)
from jalons.application.faits import selectors as faits
from jalons.noyau.saisie import EntreeRefusee


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def prendre(request: Requete, pk: int) -> HttpResponse:
    """Record an act on the places of a unit."""
    unite = ouvrir_unite(request, pk, faire=MODIFIER)
    retour = reverse("etablissements:etablissement", args=[unite.etablissement_id])
    formulaire = forms.ActeForm(request.POST if request.method == "POST" else None, unite=unite)
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.prendre_acte(unite=unite, par=request.user, **formulaire.champs())
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "L'acte est enregistré : la capacité en tient compte.")
            return redirect(retour)
    return page_de_formulaire(
        request, formulaire, titre="Enregistrer un acte", sous_titre=f"{unite.etablissement}, {unite}.", retour=retour
    )


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def annuler(request: Requete, pk: int) -> HttpResponse:
    """Take back an act recorded by mistake."""
    chemin = "unite__etablissement__organisme__code"
    lignes = Acte.objects.select_related("unite__etablissement__organisme")
    acte = porte.obtenir(lignes, requete=request, voir=VOIR, faire=MODIFIER, organisme=chemin, pk=pk)
    retour = reverse("etablissements:etablissement", args=[acte.unite.etablissement_id])
    formulaire = forms.AnnulerForm(request.POST if request.method == "POST" else None)
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.annuler_acte(acte=acte, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "L'acte est annulé.")
            return redirect(retour)
    quoi = f"{acte.get_nature_display()} : {acte.places} places, {acte.unite}."
    return page_de_formulaire(
        request, formulaire, titre="Annuler un acte", sous_titre=quoi, retour=retour, bouton="Annuler l'acte"
    )


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def constater(request: Requete, pk: int) -> HttpResponse:
    """Record a fact of the catalogue on an establishment."""
    objet = ouvrir(request, pk, faire=MODIFIER)
    retour = reverse("etablissements:etablissement", args=[pk])
    formulaire = forms.ConstatForm(request.POST if request.method == "POST" else None)
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.constater(etablissement=objet, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "Le fait est enregistré : les échéances en tiennent compte.")
            return redirect(retour)
    return page_de_formulaire(request, formulaire, titre="Enregistrer un fait", sous_titre=f"{objet}.", retour=retour)


@require_POST
@requiert(MODIFIER)
def retirer_constat(request: Requete, pk: int, fait: int) -> HttpResponse:
    """Take back a fact recorded by mistake."""
    objet = ouvrir(request, pk, faire=MODIFIER)
    ligne = get_object_or_404(faits.faits_de(objet), pk=fait)
    if tenu_par_une_ligne(ligne.attributs):
        raise Http404("Ce fait vient d'une page de la vie de l'établissement : corrigez-le là.")
    services.retirer_constat(etablissement=objet, fait=ligne, par=request.user)
    messages.success(request, "Le fait est retiré : les échéances sont recalculées sans lui.")
    return redirect("etablissements:etablissement", pk)
