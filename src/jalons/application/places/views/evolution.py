"""Occupancy over time: picture, table by group, downloads."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.places import evolution, forms, images, selectors
from jalons.application.places.filtres import PeriodeForm
from jalons.application.places.views.commun import VOIR, codes


@require_safe
@requiert(VOIR)
def page(request: Requete) -> HttpResponse:
    """Authorised, opened and taken places at the end of each month; htmx receives what filters change."""
    lue = _lire(request)
    contexte = lue | {
        "parametres": request.GET.urlencode(), "filtree": bool(request.GET),
        "figure": evolution.dessiner(lue["jours"], lue["tout"]) if lue["groupes"] else None,
    }  # fmt: skip
    return render(request, "places/_evolution.html" if request.htmx else "places/evolution.html", contexte)


@require_safe
@requiert(VOIR)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The picture, or every group day by day; no child in it."""
    lue = _lire(request)
    figure = evolution.dessiner(lue["jours"], lue["tout"])
    tableau = evolution.tableau(lue["jours"], lue["groupes"], lue["tout"])
    return images.envoyer_figure(figure, tableau, f"occupation-{timezone.localdate():%Y-%m-%d}", forme)


def _lire(requete: Requete) -> dict[str, Any]:
    lieux, jour = codes(requete), timezone.localdate()
    filtre = PeriodeForm(requete.GET, codes=lieux)
    criteres = filtre.criteres()
    cles = None
    if criteres or not selectors.voit_toutes(requete):
        unites = selectors.filtrer(selectors.unites_visibles(requete), **criteres)
        cles = set(unites.order_by().values_list("pk", flat=True))
    lues = evolution.lire(lieux, jour, filtre.nombre)
    groupes = evolution.par_groupe(lues, filtre.axe, cles)
    tout = evolution.ensemble(groupes)
    jours = lues[0].jours if lues and groupes else []
    return {"filtre": filtre, "axe": dict(forms.AXES)[filtre.axe], "groupes": groupes, "tout": tout, "jours": jours,
            "jour": jour}  # fmt: skip
