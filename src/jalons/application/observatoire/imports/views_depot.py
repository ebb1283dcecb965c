"""The deposit of an extract: its bytes go to disk as they come, then a job checks them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.imports import selectors, services, taches
from jalons.application.observatoire.imports.forms import DepotForm
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.imports.televersement import VersLeDisque
from jalons.application.ui.composants.filtres import octets
from jalons.noyau.saisie import EntreeRefusee

MARGE = 20_000_000
"""Bytes that the form may add to its files."""


@csrf_exempt  # the token is checked below, once the handler that writes to disk is in place: reading it reads the files
@require_http_methods(["GET", "POST"])
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def deposer(request: Requete) -> HttpResponse:
    """The form, and what it brings."""
    code = selectors.collectivite_choisie(request)
    if request.method == "POST":
        request.upload_handlers = [VersLeDisque(request)]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.IMPORT_TAILLE_MAXIMALE + MARGE:
            return _trop_grand(request, code)
    return _deposer(request, code)


deposer.recoit_de_grands_fichiers = True  # type: ignore[attr-defined]  # see ui.plafond.A_SA_LIMITE


def _trop_grand(request: Requete, code: str) -> HttpResponse:
    """The form again, without reading what is sent."""
    permis = octets(settings.IMPORT_TAILLE_MAXIMALE)
    contexte = {"formulaire": _vierge(code, None), "corrige": None, "trop_grand": permis}
    return render(request, "observatoire/imports/deposer.html", contexte, status=413)


def _vierge(code: str, corrige: Importation | None, *recu: object) -> DepotForm:
    """The form, with the year before this one unless it corrects an import."""
    return DepotForm(
        *recu, connues=selectors.correspondances(code), limite=octets(settings.IMPORT_TAILLE_MAXIMALE),
        initial={"annee": corrige.annee if corrige else timezone.localdate().year - 1,
                 "regime": corrige.regime if corrige and corrige.regime in ("2011", "2016") else ""},
    )  # fmt: skip


@csrf_protect
def _deposer(request: Requete, code: str) -> HttpResponse:
    corrige = _corrige(request, code)
    formulaire = _vierge(code, corrige, request.POST or None, request.FILES or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            importation = _prendre(request, code, formulaire, corrige)
        except EntreeRefusee as refus:
            for faute in refus.fautes:
                formulaire.add_error(faute.lieu if faute.lieu in formulaire.fields else None, faute.message)
        else:
            taches.demander(importation)
            messages.success(request, "Les fichiers sont reçus : leur vérification commence.")
            return redirect("observatoire:imports_import", pk=importation.pk)
    statut = 422 if request.method == "POST" else 200
    contexte = {"formulaire": formulaire, "corrige": corrige}
    return render(request, "observatoire/imports/deposer.html", contexte, status=statut)


def _corrige(request: Requete, code: str) -> Importation | None:
    """The import that this one is to replace, when it can be."""
    cle = request.GET.get("corrige", "")
    if not cle.isdigit():
        return None
    importation = selectors.ouvrable(request, int(cle))
    return importation if importation.collectivite_id == code else None


def _prendre(request: Requete, code: str, formulaire: DepotForm, corrige: Importation | None) -> Importation:
    choix = formulaire.cleaned_data
    reprise = selectors.correspondance(code, choix["reprendre"]) if choix["reprendre"] else ""
    correspondance = choix["correspondance"] or reprise or (corrige.correspondance if corrige else "")
    return services.deposer(
        collectivite=code, annee=choix["annee"], regime=choix["regime"], fichiers=choix["fichiers"],
        par=request.user, maintenant=timezone.now(), correspondance=correspondance, corrige=corrige,
    )  # fmt: skip
