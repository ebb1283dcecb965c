"""A workbook filled by a team, read back: every answer holds, or none is kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.imports import classeurs, selectors
from jalons.application.observatoire.imports.forms import ClasseurForm
from jalons.application.observatoire.imports.models import Importation
from jalons.noyau.saisie import EntreeRefusee

MONTREES = 100
"""Faults told of a workbook; all of them are counted."""


@require_http_methods(["GET", "POST"])
@requiert(Permission.OBSERVATOIRE_IMPORTER)
def classeur(request: Requete, pk: int) -> HttpResponse:
    """The form, and what it brings."""
    importation = selectors.ouvrable(request, pk)
    formulaire = ClasseurForm(request.POST or None, request.FILES or None)
    fautes: list[str] = []
    if request.method == "POST" and formulaire.is_valid():
        try:
            bilan = _reprendre(request, importation, *formulaire.cleaned_data["classeur"])
        except EntreeRefusee as refus:
            fautes = [f"ligne {f.ligne} : {f.message}" if f.ligne else f.message for f in refus.fautes]
        else:
            messages.success(request, _dire(bilan))
            return redirect("observatoire:imports_import", pk=pk)
    contexte = {
        "importation": importation, "formulaire": formulaire, "fautes": fautes[:MONTREES], "nombre": len(fautes),
        "ouvert": importation.etat == Importation.Etat.VERIFIE,
    }  # fmt: skip
    return render(
        request, "observatoire/imports/classeur.html", contexte, status=422 if request.method == "POST" else 200
    )


def _reprendre(request: Requete, importation: Importation, nom: str, contenu: bytes) -> classeurs.Bilan:
    return classeurs.reprendre(
        importation=importation, contenu=contenu, nom=nom, par=request.user, maintenant=timezone.now()
    )


def _dire(bilan: classeurs.Bilan) -> str:
    dit = f"{bilan.prises} décisions du classeur sont enregistrées"
    if bilan.connues:
        dit += f", {bilan.connues} l'étaient déjà"
    if bilan.gardees:
        dit += f" ; {bilan.gardees} fautes, décidées autrement depuis, gardent leur décision"
    return f"{dit}."
