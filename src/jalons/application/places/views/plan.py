"""The plan of openings, and what it changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import obtenir, requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.places import forms, plan, services
from jalons.application.places.models import OuverturePrevue
from jalons.application.places.views.commun import PLANIFIER, codes, page_de_formulaire
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee


@require_safe
@requiert(PLANIFIER)
def page(request: Requete) -> HttpResponse:
    """Places planned by type, territory and year; occupancy and waiting list once they are open."""
    lignes = visibles(OuverturePrevue.objects.select_related("territoire"), requete=request, permission=PLANIFIER)
    contexte = plan.lire(request, lignes, codes(request, PLANIFIER), timezone.localdate())
    return render(request, "places/plan.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(PLANIFIER)
def nouvelle(request: Requete) -> HttpResponse:
    """Add a line to the plan."""
    perimetre = request.droits.perimetre(PLANIFIER)
    code = request.territoire if request.territoire in perimetre else min(perimetre, default="")
    if not code:
        raise Http404("Choisissez d'abord un territoire.")
    return _editer(request, OuverturePrevue(collectivite_id=code), "Prévoir une ouverture")


@require_http_methods(["GET", "POST"])
@requiert(PLANIFIER)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change a line of the plan."""
    objet = obtenir(OuverturePrevue.objects.all(), requete=request, voir=PLANIFIER, faire=PLANIFIER, pk=pk)
    return _editer(request, objet, "Modifier une ouverture prévue")


def _editer(requete: Requete, objet: OuverturePrevue, titre: str) -> HttpResponse:
    formulaire = forms.OuvertureForm(
        requete.POST if requete.method == "POST" else None, collectivite=objet.collectivite_id,
        initial=forms.OuvertureForm.depart(objet),
    )  # fmt: skip
    depassee = None
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.enregistrer_ouverture(ouverture=objet, par=requete.user, **formulaire.champs())
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as erreur:
            depassee = erreur
            formulaire.reprendre(erreur.actuelle)
        else:
            messages.success(requete, "Le plan d'ouverture est enregistré.")
            return redirect("places:plan")
    return page_de_formulaire(requete, formulaire, titre=titre, retour=reverse("places:plan"), depassee=depassee)
