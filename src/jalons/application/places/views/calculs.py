"""The plan of the day and the simulation: asked for, followed, read, decided, taken away."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.places import plan_du_jour, services, taches
from jalons.application.places.forms_recherche import DeciderForm, PlanDuJourForm, SimulationForm
from jalons.application.places.models import CalculPlaces, LigneDePlan, OuverturePrevue
from jalons.application.places.recherche.calculs import Ajout
from jalons.application.places.views.commun import OCCUPER, PLANIFIER, VOIR, page_de_formulaire
from jalons.application.places.views.reglages import collectivite_choisie
from jalons.application.socle.taches import differer
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.noyau.saisie import EntreeRefusee

PLAN, SIMULATION = CalculPlaces.Genre.PLAN, CalculPlaces.Genre.SIMULATION


@require_safe
@requiert(OCCUPER)
def page(request: Requete) -> HttpResponse:
    """The last plan for all who wait: its proof, a line for each child, the decisions."""
    code = collectivite_choisie(request, OCCUPER)
    contexte = plan_du_jour.lire(request, code, timezone.now()) | {"formulaire": PlanDuJourForm(), "genre": PLAN}
    porte.lire_plusieurs(request, contexte["lus"], page="places:plan_du_jour")
    return render(request, "places/plan_du_jour.html", contexte)


@require_POST
@requiert(OCCUPER)
def calculer(request: Requete) -> HttpResponse:
    """Ask for a plan; the page tells when it is done."""
    code, formulaire = collectivite_choisie(request, OCCUPER), PlanDuJourForm(request.POST)
    if not formulaire.is_valid():
        contexte = plan_du_jour.lire(request, code, timezone.now()) | {"formulaire": formulaire, "genre": PLAN}
        return render(request, "places/plan_du_jour.html", contexte, status=422)
    return _demander(request, code, PLAN, formulaire.cleaned_data, "places:plan_du_jour")


@require_http_methods(["GET", "POST"])
@requiert(PLANIFIER)
def simulation(request: Requete) -> HttpResponse:
    """What places added would change for those who wait and for the occupancy."""
    code = collectivite_choisie(request, PLANIFIER)
    formulaire = SimulationForm(
        request.POST if request.method == "POST" else None, collectivite=code, initial={"public": "tous"}
    )
    if formulaire.is_bound and formulaire.is_valid():
        ajouts = _ajouts(request, code, formulaire.cleaned_data)
        if ajouts:
            parametres = {"ajouts": [asdict(a) for a in ajouts], "jusqu_en": formulaire.cleaned_data["jusqu_en"]}
            return _demander(request, code, SIMULATION, parametres, "places:simulation")
        formulaire.add_error("jusqu_en", "Le plan d'ouverture n'a aucune place à ouvrir jusqu'à cette année.")
    contexte = plan_du_jour.simulee(code) | {"formulaire": formulaire, "genre": SIMULATION}
    statut = 422 if formulaire.is_bound and formulaire.errors else 200
    return render(request, "places/simulation.html", contexte, status=statut)


def _ajouts(requete: Requete, code: str, lus: dict[str, Any]) -> list[Ajout]:
    if not lus["jusqu_en"]:
        territoire = lus["territoire"].nom if lus["territoire"] else ""
        return [Ajout(lus["type"], lus["places"], lus["public"] or "tous", territoire, lus["age_min"], lus["age_max"])]
    lignes = OuverturePrevue.objects.filter(collectivite_id=code, annee__lte=lus["jusqu_en"]).select_related(
        "territoire"
    )
    return [
        Ajout(o.type, o.places - o.ouvertes, o.public, o.territoire.nom if o.territoire else "")
        for o in lignes
        if o.places > o.ouvertes
    ]


def _demander(requete: Requete, code: str, genre: str, parametres: dict[str, Any], page: str) -> HttpResponse:
    try:
        calcul = services.demander_calcul(
            collectivite=code, genre=genre, au=timezone.localdate(), maintenant=timezone.now(), par=requete.user,
            parametres=parametres,
        )  # fmt: skip
    except EntreeRefusee as refus:
        messages.warning(requete, " ".join(f.message for f in refus.fautes))
    else:
        differer(taches.commencer, collectivites=[code], par=requete.user, calcul=calcul.pk)
        messages.success(requete, "Le calcul est demandé : la page dira quand il est fait.")
    return redirect(page)


@require_safe
@requiert(OCCUPER)
def avancement_plan(request: Requete) -> HttpResponse:
    """Where the plan stands."""
    return _avancement(request, PLAN, OCCUPER, "places:plan_du_jour")


@require_safe
@requiert(PLANIFIER)
def avancement_simulation(request: Requete) -> HttpResponse:
    """Where the simulation stands."""
    return _avancement(request, SIMULATION, PLANIFIER, "places:simulation")


def _avancement(requete: Requete, genre: str, permission: Permission, page: str) -> HttpResponse:
    """The fragment; once the computation has ended, htmx opens the page again."""
    vif = plan_du_jour.en_cours(collectivite_choisie(requete, permission), genre)
    if not requete.htmx:
        return redirect(page)
    reponse = render(requete, "places/_avancement.html", {"en_cours": vif, "genre": genre})
    if vif is None:
        reponse["HX-Refresh"] = "true"
    return reponse


@require_safe
@requiert(OCCUPER)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The last plan as a file: numbers of files, no name."""
    forme = forme_demandee(forme)
    code = collectivite_choisie(request, OCCUPER)
    tableau, lus = plan_du_jour.tableau(code, timezone.localdate())
    porte.lire_plusieurs(request, lus, page="places:exporter_plan")
    return envoyer(tableau, f"plan-du-jour-{timezone.localdate():%Y-%m-%d}", forme)


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def decider(request: Requete, pk: int) -> HttpResponse:
    """Accept what the plan proposes for a child, or refuse it with a reason."""
    lignes = LigneDePlan.objects.filter(collectivite_id__in=request.droits.perimetre(OCCUPER))
    ligne = get_object_or_404(lignes.select_related("demande", "unite__etablissement"), pk=pk)
    enfant = porte.ouvrir(
        request, ligne.demande.enfant_id, page="places:decider", maintenant=timezone.now(), voir=VOIR, faire=OCCUPER
    )
    formulaire = DeciderForm(request.POST if request.method == "POST" else None, initial={"reponse": "accepter"})
    if formulaire.is_bound and formulaire.is_valid():
        fait = _decider(request, ligne, formulaire, timezone.localdate())
        if fait:
            messages.success(request, fait)
            return redirect("places:plan_du_jour")
    ou = f"{ligne.unite.etablissement}, {ligne.unite}" if ligne.unite else "aucune place"
    return page_de_formulaire(
        request, formulaire, titre="Décider d'une proposition", bouton="Décider",
        sous_titre=f"{enfant.nom_complet}, dossier {enfant.numero}. Proposition du plan : {ou}.",
        retour=reverse("places:plan_du_jour"),
    )  # fmt: skip


def _decider(requete: Requete, ligne: LigneDePlan, formulaire: DeciderForm, jour: date) -> str:
    lus = formulaire.cleaned_data
    accepte = lus["reponse"] == "accepter"
    try:
        services.decider_ligne(ligne=ligne, accepte=accepte, motif=lus["motif"], par=requete.user, jour=jour)
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
        return ""
    return "La place est réservée pour une semaine." if accepte else "Le refus de la proposition est noté."
