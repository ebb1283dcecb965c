"""One change on many fiches: choose, see, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches import droits_fiche, selectors, services
from jalons.application.fiches.forms import MasseForm
from jalons.application.fiches.models import Fiche
from jalons.noyau.saisie import EntreeRefusee

MAXIMUM = 200


@require_http_methods(["GET", "POST"])
@requiert(Permission.FICHES_MODIFIER)
def masse(request: Requete) -> HttpResponse:
    """The chosen fiches and the form; then what would change; then the change."""
    donnees = request.POST if request.method == "POST" else request.GET
    fiches = _choisies(request, donnees)
    if not fiches:
        messages.info(request, "Cochez au moins une fiche dans le tableau, puis « Modifier la sélection ».")
        return redirect("fiches:liste")
    formulaire = MasseForm(request.POST if request.method == "POST" else None)
    contexte: dict[str, Any] = {"fiches": fiches, "formulaire": formulaire, "apercus": None}
    if request.method == "GET" or not formulaire.is_valid():
        return render(request, "fiches/masse.html", contexte, status=422 if formulaire.errors else 200)
    changement = formulaire.changement()
    if "confirmer" in request.POST and _appliquee(request, donnees, changement):
        return redirect("fiches:liste")
    apercus = services.apercevoir(fiches=fiches, changement=changement)  # type: ignore[arg-type]
    refus = sum(1 for a in apercus if a.fautes)
    return render(request, "fiches/masse.html", contexte | {"apercus": apercus, "refus": refus})


def _choisies(request: Requete, donnees: QueryDict) -> list[Fiche]:
    cles = {int(c) for c in donnees.getlist("f") if c.isdecimal() and len(c) < 19}
    if len(cles) > MAXIMUM:
        raise Http404(f"Au plus {MAXIMUM} fiches à la fois : {len(cles)} sont cochées.")
    fiches = list(selectors.visibles(request).filter(pk__in=cles).prefetch_related("intervenants").order_by("titre"))
    if len(fiches) != len(cles):
        raise Http404("Une des fiches n'existe pas, ou n'est pas de votre périmètre.")
    for fiche in fiches:
        droits_fiche.exiger(request, Permission.FICHES_MODIFIER, fiche)
    return fiches


def _appliquee(request: Requete, donnees: QueryDict, changement: Any) -> bool:
    versions = {}
    for texte in donnees.getlist("v"):
        cle, _, version = texte.partition(":")
        if cle.isdecimal() and version.isdecimal():
            versions[int(cle)] = int(version)
    if versions.keys() != {int(c) for c in donnees.getlist("f")}:
        return False
    try:
        nombre = services.modifier_en_masse(versions=versions, changement=changement, par=request.user)
    except (EntreeRefusee, services.VersionDepassee) as refus:
        messages.error(request, f"Aucune fiche n'est changée. {refus}")
        return False
    messages.success(request, f"{nombre} fiche{'s' if nombre > 1 else ''} modifiée{'s' if nombre > 1 else ''}.")
    return True
