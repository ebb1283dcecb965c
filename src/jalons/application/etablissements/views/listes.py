"""Lists: establishments, managing bodies."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import porte, selectors
from jalons.application.etablissements.forms import FiltreForm
from jalons.application.etablissements.models import Organisme
from jalons.application.etablissements.views.commun import MODIFIER, VOIR
from jalons.application.ui.listes import page_demandee


def organismes(requete: Requete, permission: Permission = VOIR) -> object:
    """Managing bodies on which the agent holds ``permission``."""
    return porte.visibles(Organisme.objects.all(), requete=requete, permission=permission, organisme="code")


def codes(requete: Requete) -> list[str]:
    """Collectivités whose offer the agent sees, on the territory chosen if there is one."""
    vus = requete.droits.perimetre(VOIR)
    return sorted(vus & {requete.territoire} if requete.territoire else vus)


@require_safe
@requiert(VOIR)
def liste(request: Requete) -> HttpResponse:
    """Establishments of the perimeter; htmx receives the table only."""
    filtre = FiltreForm(request.GET, organismes=organismes(request), codes=codes(request))
    jour = timezone.localdate()
    au = filtre.lu(jour)
    lignes = selectors.filtrer(selectors.du_perimetre(request), **filtre.criteres())
    page = page_demandee(request.GET, lignes.select_related("organisme", "unite"), par_page=25)
    contexte = {
        "filtre": filtre,
        "page": page,
        "lignes": selectors.en_lignes(page.object_list, au),
        "au": None if au == jour else au,
        "filtree": filtre.has_changed(),
        "peut_modifier": request.droits.peut(MODIFIER),
    }
    return render(request, "etablissements/_liste.html" if request.htmx else "etablissements/liste.html", contexte)


@require_safe
@requiert(VOIR)
def liste_organismes(request: Requete) -> HttpResponse:
    """Managing bodies, with how many establishments each has."""
    lus = organismes(request).annotate(nombre=Count("etablissements")).order_by("nom", "pk")  # type: ignore[attr-defined]
    contexte = {
        "page": page_demandee(request.GET, lus, par_page=50),
        "peut_modifier": request.droits.peut(MODIFIER),
    }
    return render(request, "etablissements/organismes.html", contexte)
