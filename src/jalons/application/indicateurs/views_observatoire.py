"""Pages that tie an indicator to the observatory and answer what it proposes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.indicateurs import observatoire, places
from jalons.application.indicateurs.forms import FormulaireMetier
from jalons.application.indicateurs.models import Indicateur, LienObservatoire


class LienForm(FormulaireMetier):
    """Which indicator of the observatory says the same."""

    code = forms.ChoiceField(
        label="Indicateur de l'observatoire ou du registre des places", required=False,
        help_text="Sa valeur sera alors proposée ; rien n'est écrit sans votre accord.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            ("", "Aucun"), ("Observatoire", observatoire.codes()), ("Places manquantes", places.codes()),
        ]  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_MODIFIER)
def lier(request: Requete, pk: int) -> HttpResponse:
    """Tie an indicator to one of the observatory, or untie it."""
    indicateur = _indicateur(request, pk, Permission.INDICATEURS_MODIFIER)
    lien = LienObservatoire.objects.filter(indicateur=indicateur).first()
    formulaire = LienForm(request.POST or None, initial={"code": lien.code if lien else ""})
    if request.method == "POST" and formulaire.is_valid():
        code = formulaire.cleaned_data["code"]
        observatoire.lier(indicateur=indicateur, code=code, par=request.user)
        messages.success(request, "Le lien est enregistré." if code else "Le lien est retiré.")
        return redirect("indicateurs:detail", pk=pk)
    contexte = {"indicateur": indicateur, "formulaire": formulaire, "titre": "Lier à l'observatoire"}
    return render(request, "indicateurs/formulaire.html", contexte, status=422 if formulaire.errors else 200)


@require_POST
@requiert(Permission.INDICATEURS_SAISIR)
def repondre(request: Requete, pk: int) -> HttpResponse:
    """Enter the value that a run proposes, or refuse it with a reason."""
    indicateur = _indicateur(request, pk, Permission.INDICATEURS_SAISIR)
    calcul, entrer = request.POST.get("calcul", ""), request.POST.get("decision") == "entrer"
    try:
        observatoire.repondre(
            indicateur=indicateur, calcul=int(calcul) if calcul.isdecimal() and len(calcul) < 19 else 0, entrer=entrer,
            motif=request.POST.get("motif", ""), par=request.user,
        )  # fmt: skip
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "La valeur est entrée." if entrer else "Le refus est enregistré.")
    return redirect("indicateurs:detail", pk=pk)


@require_POST
@requiert(Permission.INDICATEURS_SAISIR)
def entrer_places(request: Requete, pk: int) -> HttpResponse:
    """Enter the value that the registers of places propose."""
    indicateur = _indicateur(request, pk, Permission.INDICATEURS_SAISIR)
    try:
        places.entrer(
            indicateur=indicateur, valeur=request.POST.get("valeur", ""), au=timezone.localdate(), par=request.user
        )
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "La valeur est entrée.")
    return redirect("indicateurs:detail", pk=pk)


def _indicateur(request: Requete, pk: int, faire: Permission) -> Indicateur:
    return obtenir(Indicateur.objects.all(), requete=request, voir=Permission.INDICATEURS_VOIR, faire=faire, pk=pk)
