"""Projets and reports of a place: what is due, late, done, and the coverage of each team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.faits.rules import STATUTS
from jalons.application.projets_enfant import rules, selectors, suivi
from jalons.application.ui.listes import page_demandee
from jalons.application.ui.statuts import statut

PAR_PAGE = 25


def _lignes(requete: Requete, regles: Sequence[str]) -> dict[str, Any]:
    """A page of deadlines with their children, filtered by ``?statut=``."""
    jour = timezone.localdate()
    choisi = requete.GET.get("statut", "")
    voulus = [choisi] if choisi in STATUTS else []
    lues = suivi.LISTE.pour(requete, timezone.now(), jour, tuple(regles), tuple(voulus))
    page = page_demandee(requete.GET, lues, par_page=PAR_PAGE, sans_fin=True)
    return {
        "page": page, "lignes": suivi.avec_enfants(page.object_list, au=jour), "choisi": choisi if voulus else "",
        "statuts": [(code, statut("echeance", code).libelle) for code in STATUTS], "jour": jour,
    }  # fmt: skip


@require_safe
@requiert(Permission.PROJETS_VOIR)
def liste(request: Requete) -> HttpResponse:
    """Projets due, late or done, with the coverage of each team."""
    couverture = suivi.couverture_gardee(request, au=timezone.localdate(), maintenant=timezone.now())
    equipes = couverture.valeur
    contexte = _lignes(request, selectors.REGLES_PPE) | {
        "equipes": equipes, "total": rules.total(equipes), "compte_le": couverture.le,
    }  # fmt: skip
    return render(request, "projets_enfant/liste.html", contexte)


@require_safe
@requiert(Permission.PROJETS_VOIR)
def rapports(request: Requete) -> HttpResponse:
    """Situation reports due, late or done."""
    return render(request, "projets_enfant/rapports.html", _lignes(request, selectors.REGLES_RAPPORT))
