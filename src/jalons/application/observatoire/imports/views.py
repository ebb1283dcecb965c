"""Pages of imports: the list, one import, what is done with it as a whole, how long they are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.observatoire.imports import lecture, lieux, presentation, selectors, services, taches, travail
from jalons.application.observatoire.imports.forms import ActeForm, ReglageForm
from jalons.application.observatoire.imports.models import Importation
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.socle.taches import differer
from jalons.application.socle.version import VersionDepassee
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee

Etat = Importation.Etat
EN_ATTENTE = (Etat.DEPOSE, Etat.EN_VERIFICATION)


@require_safe
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def liste(request: Requete) -> HttpResponse:
    """The imports of the département, the latest first."""
    code = selectors.collectivite_choisie(request)
    page = page_demandee(request.GET, selectors.liste(code), par_page=25)
    contexte = {"page": page, "conservation": selectors.conservation(code)}
    return render(request, "observatoire/imports/liste.html", contexte)


@require_safe
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def detail(request: Requete, pk: int) -> HttpResponse:
    """What was read, what was found, what is left to decide; or how far the check is, or why it was refused."""
    importation = selectors.ouvrable(request, pk)
    return _detail(request, importation, {})


def _detail(request: Requete, importation: Importation, plus: dict[str, Any], statut: int = 200) -> HttpResponse:
    contexte: dict[str, Any] = {
        "importation": importation, "fichiers": list(importation.fichiers.order_by("rang")),
        "en_cours": importation.etat in EN_ATTENTE, "conservation": selectors.conservation(importation.collectivite_id),
    } | plus  # fmt: skip
    if importation.etat in EN_ATTENTE:
        contexte |= _avancement(importation)
    elif importation.verification:
        contexte |= _trouve(importation)
        journaliser_lecture("observatoire:lire_import", objet=importation, par=request.user)
    return render(request, "observatoire/imports/import.html", contexte, status=statut)


def _trouve(importation: Importation) -> dict[str, Any]:
    dossier, prises = lieux.resultats(importation), selectors.decidees(importation)
    suites = lecture.par_controle(lecture.avec_suites(lecture.constats(dossier), prises))
    resume = importation.resume or {}
    controles = presentation.controles(resume, suites)
    return {
        "resume": resume, "controles": controles,
        "periode": [date.fromisoformat(j) for j in resume.get("periode", [])],
        "impossibles": presentation.impossibles(resume), "conformes": presentation.conformes(resume),
        "decisions": len(prises),
        "source": _source(importation),
        "restent": sum(c.a_traiter for c in controles if c.bloque), "a_la_place": selectors.a_la_place(importation),
        "documents": (dossier / travail.CLASSEUR).is_file(),
    }  # fmt: skip


def _source(importation: Importation) -> str:
    """Key of the source that it is for the runs."""
    return f"{importation.regime if not importation.correspondance else 'tables'}-{importation.annee}"


def _avancement(importation: Importation) -> dict[str, Any]:
    pourcent, phase = selectors.avancement(importation)
    return {"pourcent": pourcent, "phase": phase, "arretee": selectors.arretee(importation, timezone.now())}


@require_safe
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def avancement(request: Requete, pk: int) -> HttpResponse:
    """How far the check is; once it has ended, htmx opens the page again."""
    importation = selectors.ouvrable(request, pk)
    if not request.htmx:
        return redirect("observatoire:imports_import", pk=pk)
    en_cours = importation.etat in EN_ATTENTE
    contexte = {"importation": importation, "en_cours": en_cours} | _avancement(importation)
    reponse = render(request, "observatoire/imports/_avancement.html", contexte)
    if not en_cours:
        reponse["HX-Refresh"] = "true"
    return reponse


@require_http_methods(["GET", "POST"])
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def retenir(request: Requete, pk: int) -> HttpResponse:
    """Let the import feed the runs, after confirmation; a colleague who was faster is told of."""
    importation = selectors.ouvrable(request, pk)
    acte = ActeForm(request.POST or None)
    if request.method == "GET" or not acte.is_valid():
        return redirect("observatoire:imports_import", pk=pk)
    try:
        retenue = services.retenir(
            importation=importation, par=request.user, maintenant=timezone.now(), **acte.cleaned_data,
        )  # fmt: skip
    except VersionDepassee as depassee:
        return _entre_temps(request, pk, depassee)
    except EntreeRefusee as refus:
        return _detail(request, importation, {"refus": refus.fautes}, 422)
    differer(taches.ecrire, collectivites=[retenue.collectivite_id], par=request.user, importation=pk)
    messages.success(request, f"L'import est retenu pour {retenue.annee} : ses tables s'écrivent.")
    return redirect("observatoire:imports_import", pk=pk)


@require_http_methods(["GET", "POST"])
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def ecarter(request: Requete, pk: int) -> HttpResponse:
    """Set the import aside."""
    importation = selectors.ouvrable(request, pk)
    acte = ActeForm(request.POST or None)
    if request.method == "GET" or not acte.is_valid():
        return redirect("observatoire:imports_import", pk=pk)
    try:
        services.ecarter(importation=importation, version=acte.cleaned_data["version"], par=request.user)
    except VersionDepassee as depassee:
        return _entre_temps(request, pk, depassee)
    except EntreeRefusee as refus:
        return _detail(request, importation, {"refus": refus.fautes}, 422)
    messages.success(request, "L'import est écarté : il ne compte dans aucun chiffre.")
    return redirect("observatoire:imports_liste")


def _entre_temps(request: Requete, pk: int, depassee: VersionDepassee) -> HttpResponse:
    """The import as it stands, and what a colleague did since."""
    plus = {"depassee": True, "changements": entre_temps(depassee)}
    return _detail(request, selectors.ouvrable(request, pk), plus, 409)


@require_POST
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def relancer(request: Requete, pk: int) -> HttpResponse:
    """Ask again for a check that was stopped; one that runs is left alone by its job."""
    importation = selectors.ouvrable(request, pk)
    if importation.etat in EN_ATTENTE:
        taches.demander(importation)
        messages.success(request, "La vérification est redemandée.")
    return redirect("observatoire:imports_import", pk=pk)


@require_http_methods(["GET", "POST"])
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def reglages(request: Requete) -> HttpResponse:
    """How long the imports of the département are kept."""
    code = selectors.collectivite_choisie(request)
    formulaire = ReglageForm(request.POST or None, initial={"conservation": selectors.conservation(code)})
    if request.method == "POST" and formulaire.is_valid():
        services.regler(collectivite=code, par=request.user, **formulaire.cleaned_data)
        messages.success(request, "La durée de conservation est enregistrée.")
        return redirect("observatoire:imports_liste")
    statut = 422 if formulaire.is_bound and formulaire.errors else 200
    return render(request, "observatoire/imports/reglages.html", {"formulaire": formulaire}, status=statut)
