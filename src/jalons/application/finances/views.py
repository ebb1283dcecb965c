"""Pages on the money of a frame: plan, list of amounts, entry, simulation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import obtenir, requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.fiches.models import Cadre
from jalons.application.fiches.selectors import justifications
from jalons.application.finances import calculs, pages, presentation, selectors, services
from jalons.application.finances.autorisations import Pouvoir, pouvoir
from jalons.application.finances.contexte import fermeture
from jalons.application.finances.forms import MontantForm
from jalons.application.finances.formulaire_simulation import AjoutForm, SimulationForm
from jalons.application.finances.models import Montant
from jalons.application.ui.envoi import envoyer, nommer
from jalons.application.ui.listes import page_demandee

NOMBRE_D_AJOUTS = 3
ORDRE = ("collectivite_id", "-debut", "pk")
"""Frames of a département together, the latest first."""


@require_safe
@requiert(Permission.FINANCES_VOIR)
@page_gardee
def liste(request: Requete) -> HttpResponse:
    """The frames of the perimeter with what they amount to."""
    cadres = visibles(Cadre.objects.all(), requete=request, permission=Permission.FINANCES_VOIR)
    page = page_demandee(request.GET, cadres.select_related("collectivite").order_by(*ORDRE), par_page=10)
    contexte = {"page": page, "lignes": selectors.totaux_des_cadres(page.object_list)}
    return render(request, "finances/liste.html", contexte)


@require_safe
@requiert(Permission.FINANCES_VOIR)
@page_gardee
def plan(request: Requete, cadre: int) -> HttpResponse:
    """Plan de financement: pivot by source and payee, shares, consumption, écarts."""
    objet = _cadre(request, cadre)
    page = pages.plan(objet, version=request.GET.get("version"))
    contexte = {
        "cadre": objet, "page": page, "onglets": pages.onglets(objet, "plan"),
        "pouvoir": pouvoir(request.droits, objet.collectivite_id), "justifications": justifications(objet),
    }  # fmt: skip
    contexte["ecarts"] = page_demandee(request.GET, page.synthese.ecarts, par_page=10, nom="ecarts")
    return render(request, "finances/plan.html", contexte)


@require_safe
@requiert(Permission.FINANCES_VOIR)
@page_gardee
def actions(request: Requete, cadre: int) -> HttpResponse:
    """The amounts by fiche, objective or list."""
    objet = _cadre(request, cadre)
    contexte = {
        "cadre": objet, "page": pages.plan(objet, version=request.GET.get("version")),
        "onglets": pages.onglets(objet, "actions"), "pouvoir": pouvoir(request.droits, objet.collectivite_id),
    }  # fmt: skip
    return render(request, "finances/actions.html", contexte)


@require_safe
@requiert(Permission.FINANCES_VOIR)
def plan_csv(request: Requete, cadre: int) -> HttpResponse:
    """Every amount as CSV."""
    objet = _cadre(request, cadre)
    return envoyer(
        presentation.tableau(selectors.lignes(objet)), nommer("montants", objet.collectivite_id, objet.titre)
    )


@require_safe
@requiert(Permission.FINANCES_VOIR)
def plan_svg(request: Requete, cadre: int) -> HttpResponse:
    """The chart alone."""
    objet = _cadre(request, cadre)
    page = pages.plan(objet, version=request.GET.get("version"))
    if page.figure is None:
        return HttpResponse("Aucun montant à dessiner.", status=404, content_type="text/plain; charset=utf-8")
    reponse = HttpResponse(page.figure.svg, content_type="image/svg+xml")
    nom = nommer("montants", objet.collectivite_id, objet.titre)
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.svg"'
    return reponse


@require_safe
@requiert(Permission.FINANCES_VOIR)
@page_gardee
def montants(request: Requete, cadre: int) -> HttpResponse:
    """Every amount of the frame, filtered."""
    objet = _cadre(request, cadre)
    permis, ferme = pouvoir(request.droits, objet.collectivite_id), fermeture(objet)
    contexte = {
        "cadre": objet, "onglets": pages.onglets(objet, "montants"), "pouvoir": permis,
        "page": pages.montants(request, objet, permis, ferme=ferme), "ferme": ferme,
    }  # fmt: skip
    gabarit = "finances/_montants.html" if request.htmx else "finances/montants.html"
    return render(request, gabarit, contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.FINANCES_NOTIFIER)
def ajouter(request: Requete, cadre: int) -> HttpResponse:
    """Add an amount; a funder only what it notifies."""
    objet = _cadre(request, cadre)
    permis, ferme = _pouvoir(request, objet), fermeture(objet)
    formulaire = MontantForm(request.POST or None, cadre=objet, pouvoir=permis, initial=request.GET.dict())
    if request.method == "POST" and formulaire.is_valid():
        try:
            montant = services.ajouter_montant(cadre=objet, par=request.user, **formulaire.champs())
        except ValidationError as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, f"« {montant.libelle} » est enregistré.")
            return redirect(pages.adresse_dans_la_liste(montant))
    contexte = {
        "cadre": objet, "formulaire": formulaire, "titre": "Ajouter un montant", "ferme": ferme, "pouvoir": permis,
    }  # fmt: skip
    return render(request, "finances/formulaire.html", contexte, status=422 if formulaire.errors else 200)


@require_http_methods(["GET", "POST"])
@requiert(Permission.FINANCES_NOTIFIER)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change an amount, and see its evidence and its history."""
    montant = _montant(request, pk)
    permis = pouvoir(request.droits, montant.collectivite_id)
    formulaire = MontantForm(request.POST or None, cadre=montant.cadre, pouvoir=permis, montant=montant)
    if request.method == "POST" and formulaire.is_valid():
        try:
            services.modifier_montant(montant=montant, par=request.user, **formulaire.champs())
        except ValidationError as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, f"« {montant.libelle} » est modifié.")
            return redirect(pages.adresse_dans_la_liste(montant))
    contexte = {
        "cadre": montant.cadre, "montant": montant, "formulaire": formulaire, "titre": "Modifier un montant",
        "ferme": fermeture(montant.cadre) if pages.est_contractuel(montant) else None, "pouvoir": permis,
    }  # fmt: skip
    return render(request, "finances/formulaire.html", contexte, status=422 if formulaire.errors else 200)


@require_http_methods(["GET", "POST"])
@requiert(Permission.FINANCES_NOTIFIER)
def supprimer(request: Requete, pk: int) -> HttpResponse:
    """Take an amount away, after confirmation."""
    montant = _montant(request, pk)
    retour = reverse("finances:montants", args=[montant.cadre_id])
    if request.method == "POST":
        try:
            services.supprimer_montant(montant=montant, par=request.user)
            messages.success(request, f"« {montant.libelle} » est supprimé.")
        except ValidationError as refus:
            for phrase in refus.messages:
                messages.error(request, phrase)
        return redirect(retour)
    message = f"« {montant.libelle} » ({selectors.ligne(montant, {}).montant}) sera retiré du cadre."
    contexte = {"titre": "Supprimer ce montant ?", "message": message, "libelle": "Supprimer", "retour": retour}
    return render(request, "ui/confirmer.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.FINANCES_VOIR)
@page_gardee
def simulation(request: Requete, cadre: int) -> HttpResponse:
    """Totals and shares before and after; nothing is saved."""
    objet = _cadre(request, cadre)
    synthese = selectors.synthese(objet)
    lignes = pages.lignes_simulables(synthese.lignes, calcul=request.method == "POST")
    formulaire = SimulationForm(request.POST or None, lignes=lignes)
    ajouts = [AjoutForm(request.POST or None, prefix=f"ajout-{n}") for n in range(NOMBRE_D_AJOUTS)]
    valides = [f.is_valid() for f in (formulaire, *ajouts)]
    resultat = None
    if request.method == "POST" and all(valides):
        retraits, remplacees = formulaire.remplacees()
        neuves = [x for n, f in enumerate(ajouts) if (x := f.ligne(n)) is not None]
        resultat = calculs.simuler(
            lignes, ajouts=[*remplacees, *neuves], retraits=retraits, complete=synthese.complete, au=synthese.au
        )
    contexte = {
        "cadre": objet, "onglets": pages.onglets(objet, "simulation"), "formulaire": formulaire, "ajouts": ajouts,
        "resultat": pages.simulation(resultat) if resultat else None,
        "variation": resultat.variation if resultat else None,
    }  # fmt: skip
    return render(
        request, "finances/simulation.html", contexte, status=422 if request.POST and not all(valides) else 200
    )


def _cadre(request: Requete, pk: int) -> Cadre:
    cadres = Cadre.objects.select_related("collectivite")
    return obtenir(cadres, requete=request, voir=Permission.FINANCES_VOIR, pk=pk)


def _montant(request: Requete, pk: int) -> Montant:
    lus = Montant.objects.select_related("cadre", "fiche", "rubrique", "inclus_dans")
    montant = obtenir(lus, requete=request, voir=Permission.FINANCES_VOIR, pk=pk)
    permis = _pouvoir(request, montant)
    if not permis.couvre(version=montant.version, source=montant.source):
        raise PermissionDenied("Vous ne modifiez que les montants que vous notifiez, sur vos propres sources.")
    return montant


def _pouvoir(request: Requete, objet: Cadre | Montant) -> Pouvoir:
    permis = pouvoir(request.droits, objet.collectivite_id)
    if not permis:
        raise PermissionDenied("Votre rôle ne saisit aucun montant ici.")
    return permis
