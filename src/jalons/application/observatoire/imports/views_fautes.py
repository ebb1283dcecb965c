"""Faults of an import: rows, rates, decisions, documents. Rows of children are read: each page is journalled."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.analyse.qualite import Severite
from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.observatoire.imports import decisions as actes
from jalons.application.observatoire.imports import lecture, lieux, presentation, selectors, travail
from jalons.application.observatoire.imports.decisions import Cible
from jalons.application.observatoire.imports.forms import DecisionForm, FiltreForm
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.socle.version import VersionDepassee
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.tableur import TYPES

PAR_PAGE = 50
TYPES_DE_FORME = {"xlsx": TYPES["xlsx"], "pdf": "application/pdf"}


def _verifiee(request: Requete, pk: int) -> Importation:
    """An import whose faults are there to read."""
    importation = selectors.ouvrable(request, pk)
    if not importation.verification:
        raise Http404("Cet import n'a pas de fautes à montrer : il n'est pas vérifié.")
    return importation


@require_safe
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def fautes(request: Requete, pk: int) -> HttpResponse:
    """The faulty rows, filtered, a page at a time."""
    importation = _verifiee(request, pk)
    filtre = FiltreForm(request.GET, importation=importation)
    choix = filtre.choix()
    voulues = lecture.filtrer(selectors.fautes(importation), choix)
    page = page_demandee(request.GET, range(voulues.height), par_page=PAR_PAGE)
    montrees = voulues.slice(max(page.start_index() - 1, 0), PAR_PAGE)
    lignes = presentation.fautes(montrees, (importation.resume or {})["fichiers"])
    journaliser_lecture(
        "observatoire:lire_fautes", objet=importation, par=request.user, lignes=len(lignes), controle=choix.controle
    )
    contexte = {
        "importation": importation, "filtre": filtre, "page": page, "lignes": lignes, "nombre": voulues.height,
        "controle": _controle(importation, choix.controle), "equipe": choix.equipe,
    }  # fmt: skip
    gabarit = "observatoire/imports/_fautes.html" if request.htmx else "observatoire/imports/fautes.html"
    return render(request, gabarit, contexte)


def _controle(importation: Importation, code: str) -> dict[str, Any] | None:
    """The answer of a check, as the summary keeps it."""
    return next((c for c in (importation.resume or {})["controles"] if c["controle"] == code), None)


@require_http_methods(["GET", "POST"])
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def faute(request: Requete, pk: int, rang: int) -> HttpResponse:
    """One fault: what came, why it is one, what is decided."""
    importation = _verifiee(request, pk)
    lue = selectors.fautes(importation).filter(pl.col(lecture.RANG) == rang)
    if lue.is_empty():
        raise Http404("Cette faute n'existe pas dans la dernière vérification.")
    ligne = presentation.fautes(lue, (importation.resume or {})["fichiers"])[0]
    cible = Cible(
        ligne.controle, identifiant=ligne.identifiant, ligne=ligne.ligne, variable=ligne.variable, valeur=ligne.valeur
    )
    journaliser_lecture("observatoire:lire_faute", objet=importation, par=request.user, controle=ligne.controle)
    return _decider(request, importation, cible, {"ligne": ligne})


@require_http_methods(["GET", "POST"])
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def groupe(request: Requete, pk: int, code: str) -> HttpResponse:
    """Every fault of a check at once, of one team when the address says it."""
    importation = _verifiee(request, pk)
    controle = _controle(importation, code)
    if controle is None or not controle["fautes"]:
        raise Http404("Ce contrôle n'a trouvé aucune faute.")
    equipe = request.GET.get("equipe", "")
    if equipe not in (importation.resume or {})["equipes"]:
        equipe = ""
    return _decider(request, importation, Cible(code, groupe=True, equipe=equipe), {"equipe": equipe})


def _decider(request: Requete, importation: Importation, cible: Cible, plus: dict[str, Any]) -> HttpResponse:
    connue = DecisionFaute.objects.filter(importation=importation, cle=cible.cle).select_related("par").first()
    controle = _controle(importation, cible.controle) or {}
    depart: dict[str, Any] = {"suite": connue.suite, "motif": connue.motif, "apres": connue.apres} if connue else {}
    depart["vue"] = connue.version if connue else 0
    rouge = controle.get("severite") == Severite.ROUGE
    formulaire = DecisionForm(request.POST or None, initial=depart, groupe=cible.groupe, rouge=rouge)
    contexte: dict[str, Any] = {
        "importation": importation,
        "controle": controle,
        "connue": connue,
        "cible": cible,
    } | plus
    statut = 200
    if request.method == "POST":
        statut = 422
        if formulaire.is_valid():
            statut = _enregistrer(request, importation, cible, formulaire, contexte)
            if statut == 200:
                messages.success(request, "La décision est enregistrée.")
                return redirect("observatoire:imports_import", pk=importation.pk)
    return render(request, "observatoire/imports/decider.html", contexte | {"formulaire": formulaire}, status=statut)


def _enregistrer(
    request: Requete, importation: Importation, cible: Cible, formulaire: DecisionForm, contexte: dict[str, Any]
) -> int:
    """The status of the answer; what a colleague decided meanwhile goes in the context."""
    choix = formulaire.cleaned_data
    try:
        actes.decider(
            importation=importation, cible=cible, suite=choix["suite"], motif=choix["motif"],
            apres=choix.get("apres", ""), vue=choix["vue"] or 0, par=request.user, maintenant=timezone.now(),
        )  # fmt: skip
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
        return 422
    except VersionDepassee as depassee:
        donnees = request.POST.copy()
        donnees["vue"] = str(depassee.actuelle)  # what follows is decided with her colleague's before her eyes
        formulaire.data = donnees
        contexte |= {"depassee": True, "changements": entre_temps(depassee), "connue": depassee.objet}
        return 409
    return 200


@require_safe
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def decisions(request: Requete, pk: int) -> HttpResponse:
    """What was decided, by whom and when."""
    importation = _verifiee(request, pk)
    lues = DecisionFaute.objects.filter(importation=importation).select_related("par")
    page = page_demandee(request.GET, lues, par_page=50)
    contexte = {"importation": importation, "page": page, "ouvert": importation.etat == Importation.Etat.VERIFIE}
    journaliser_lecture("observatoire:lire_decisions", objet=importation, par=request.user, lignes=len(page))
    return render(request, "observatoire/imports/decisions.html", contexte)


@require_POST
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def annuler(request: Requete, pk: int, decision: int) -> HttpResponse:
    """Take a decision back."""
    importation = selectors.ouvrable(request, pk)
    lue = get_object_or_404(DecisionFaute, pk=decision, importation=importation)
    actes.annuler(importation=importation, decision=lue, par=request.user)
    messages.success(request, "La décision est annulée : la faute est à traiter.")
    return redirect("observatoire:imports_decisions", pk=pk)


@require_safe
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def taux(request: Requete, pk: int) -> HttpResponse:
    """How much each variable says, for the whole file or one team. No row of a child."""
    importation = _verifiee(request, pk)
    table = pl.read_parquet(lieux.resultats(importation) / lieux.TAUX)
    equipes = sorted(e for e in table["equipe"].unique().to_list() if e)
    equipe = request.GET.get("equipe", "")
    equipe = equipe if equipe in equipes else ""
    contexte = {
        "importation": importation,
        "lignes": presentation.taux(table, equipe),
        "equipes": equipes,
        "equipe": equipe,
    }
    return render(request, "observatoire/imports/taux.html", contexte)


@require_safe
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def telecharger(request: Requete, pk: int, forme: str) -> HttpResponse:
    """The workbook of faults (whole, or of one team), the booklet, or the report without rows as JSON."""
    importation = _verifiee(request, pk)
    equipe = request.GET.get("equipe", "")
    journaliser_lecture("observatoire:telecharger_import", objet=importation, par=request.user, forme=forme)
    base = f"import-{importation.annee}-{importation.pk}"
    if forme == "json":
        return _joindre(JsonResponse(importation.resume, json_dumps_params={"ensure_ascii": False}), f"{base}.json")
    if forme not in TYPES_DE_FORME:
        raise Http404("Format inconnu : xlsx, pdf ou json.")
    nom = travail.LIVRET if forme == "pdf" else travail.CLASSEUR
    equipes = (importation.resume or {})["equipes"]
    if forme == "xlsx" and equipe in equipes:
        nom = travail.classeur_d_equipe(equipes.index(equipe))
        base = f"{base}-equipe-{equipes.index(equipe) + 1}"
    chemin = lieux.resultats(importation) / nom
    if not chemin.is_file():
        messages.info(request, "Ce document se prépare encore : revenez dans un instant.")
        return redirect("observatoire:imports_import", pk=pk)
    reponse = FileResponse(chemin.open("rb"), content_type=TYPES_DE_FORME[forme])
    return _joindre(reponse, f"{base}.{forme}")  # type: ignore[arg-type]  # a response that streams


def _joindre(reponse: HttpResponse, nom: str) -> HttpResponse:
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse["Cache-Control"] = "private, no-store"
    return reponse
