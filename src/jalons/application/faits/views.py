"""Page of deadlines."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.faits import selectors
from jalons.application.faits.forms import FiltreForm
from jalons.application.ui.listes import page_demandee


@require_safe
@requiert(Permission.FAITS_VOIR)
@page_gardee
def echeancier(request: Requete) -> HttpResponse:
    """Deadlines of the perimeter; htmx receives the table only."""
    jour = timezone.localdate()
    filtre = FiltreForm(request.GET)
    page = page_demandee(request.GET, selectors.echeances(request, au=jour, **filtre.criteres()), sans_fin=True)
    contexte = {
        "filtre": filtre,
        "page": page,
        "lignes": selectors.presenter(page.object_list, au=jour),
        "jour": jour,
        "filtree": filtre.has_changed(),
    }
    gabarit = "faits/_echeances.html" if request.htmx else "faits/echeancier.html"
    return render(request, gabarit, contexte)
