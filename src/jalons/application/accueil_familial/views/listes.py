"""The list of carers, its file, and the leaving curve."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.analyse.graphiques import Figure
from jalons.analyse.graphiques.categories import barres
from jalons.analyse.graphiques.classes import Marque
from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.accueil_familial import depart, export, selectors
from jalons.application.accueil_familial.forms import DepartsForm, FiltreForm
from jalons.application.accueil_familial.views.commun import COMPTER, MODIFIER, VOIR, codes, employeurs
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.application.ui.listes import page_demandee


def _lues(requete: Requete, au: date) -> tuple[FiltreForm, list[selectors.LigneAssistant]]:
    lieux = codes(requete)
    filtre = FiltreForm(requete.GET, employeurs=employeurs(requete), codes=lieux)
    siens = selectors.filtrer(selectors.du_perimetre(requete), au=au, **filtre.de_la_base())
    lignes = selectors.en_lignes(siens.select_related("employeur", "territoire"), lieux, au)
    return filtre, selectors.garder(lignes, **filtre.calcules())


@require_safe
@requiert(VOIR)
def liste(request: Requete) -> HttpResponse:
    """Carers of the perimeter today; htmx receives the table only."""
    jour = timezone.localdate()
    filtre, lignes = _lues(request, jour)
    contexte = {
        "filtre": filtre,
        "resume": selectors.resumer(lignes),
        "page": page_demandee(request.GET, lignes, par_page=25),
        "filtree": filtre.has_changed(),
        "parametres": request.GET.urlencode(),
        "jour": jour,
        "peut_modifier": request.droits.peut(MODIFIER),
        "peut_compter": request.droits.peut(COMPTER),
    }
    gabarit = "accueil_familial/_liste.html" if request.htmx else "accueil_familial/liste.html"
    return render(request, gabarit, contexte)


@require_safe
@requiert(VOIR)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The same list as a file, every line of it; no home in it."""
    forme, jour = forme_demandee(forme), timezone.localdate()
    _, lignes = _lues(request, jour)
    if lieux := codes(request):
        journaliser_lecture(
            "accueil_familial:exporter", objet=request.user, par=request.user, collectivite=lieux[0],
            lignes=len(lignes),
        )  # fmt: skip
    return envoyer(export.tableau(lignes), f"assistants-familiaux-{jour:%Y-%m-%d}", forme)


def _courbe(requete: Requete, ans: int, au: date) -> depart.Courbe:
    siens = selectors.du_perimetre(requete, COMPTER)
    return depart.courbe(selectors.carrieres(siens), au, ans=ans)


@require_safe
@requiert(COMPTER)
def departs(request: Requete) -> HttpResponse:
    """How old the carers are, how many reach an age each year, how many will leave. Counts only."""
    filtre, jour = DepartsForm(request.GET or None, initial={"ans": depart.AGE_DE_DEPART}), timezone.localdate()
    courbe = _courbe(request, filtre.age, jour)
    contexte = {
        "filtre": filtre,
        "ans": filtre.age,
        "courbe": courbe,
        "phrase": export.phrase_des_taux(courbe),
        "ages": _figure_des_ages(courbe) if courbe.presents else None,
        "par_annee": _figure_des_annees(courbe, filtre.age) if courbe.presents else None,
        "jour": jour,
    }
    return render(request, "accueil_familial/departs.html", contexte)


@require_safe
@requiert(COMPTER)
def exporter_departs(request: Requete, forme: str) -> HttpResponse:
    """The table of the leaving curve as a file."""
    forme, jour = forme_demandee(forme), timezone.localdate()
    ans = DepartsForm(request.GET or None).age
    return envoyer(export.departs(_courbe(request, ans, jour), ans), f"departs-{jour:%Y-%m-%d}", forme)


def _figure_des_ages(courbe: depart.Courbe) -> Figure:
    marques = [Marque(t.libelle, t.libelle, t.nombre) for t in courbe.tranches]
    return barres("ages", titre="Assistants familiaux par âge", marques=marques)


def _figure_des_annees(courbe: depart.Courbe, ans: int) -> Figure:
    marques = [Marque(str(a.annee), str(a.annee), a.atteignent) for a in courbe.annees]
    return barres("annees", titre=f"Assistants familiaux qui atteignent {ans} ans, par année", marques=marques)
