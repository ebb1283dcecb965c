"""Lists: measures, waits, charges, export."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.mesures import attente, export, selectors
from jalons.application.mesures.forms import LIBELLES_ETAT, FiltreForm
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.application.ui.listes import page_demandee


def _codes(requete: Requete) -> list[str]:
    codes = requete.droits.perimetre(Permission.MESURES_COMPTER)
    return sorted(codes & {requete.territoire} if requete.territoire else codes)


def _filtre(requete: Requete, maintenant: datetime) -> FiltreForm:
    codes = _codes(requete)
    return FiltreForm(requete.GET, codes=codes, services=selectors.services_gardes(codes, maintenant))


@require_safe
@requiert(Permission.MESURES_COMPTER)
def liste(request: Requete) -> HttpResponse:
    """Measures of the perimeter; htmx receives the table only."""
    maintenant, jour = timezone.now(), timezone.localdate()
    filtre = _filtre(request, maintenant)
    lignes = selectors.LISTE.pour(request, maintenant, jour, tuple(filtre.criteres().items()))
    page = page_demandee(request.GET, lignes, par_page=25, sans_fin=True)
    contexte = {
        "filtre": filtre,
        "page": page,
        "lignes": selectors.en_lignes(page.object_list, jour),
        "filtree": filtre.has_changed(),
        "parametres": request.GET.urlencode(),
        "ouvre": request.droits.peut(Permission.MESURES_VOIR),
    }
    return render(request, "mesures/_liste.html" if request.htmx else "mesures/liste.html", contexte)


@require_safe
@requiert(Permission.MESURES_COMPTER)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The same list as a file, every line of it; names only of the children whose file the agent may open."""
    forme, jour, maintenant = forme_demandee(forme), timezone.localdate(), timezone.now()
    lues = selectors.lister(request, maintenant, jour, tuple(_filtre(request, maintenant).criteres().items()))
    lignes = [export.ligne(x, LIBELLES_ETAT[x.etat]) for x in selectors.en_lignes(lues, jour)]
    if codes := _codes(request):
        journaliser_lecture(
            "mesures:exporter", objet=request.user, par=request.user, collectivite=codes[0], lignes=len(lignes)
        )
    return envoyer(export.tableau(lignes), f"mesures-{jour:%Y-%m-%d}", forme)


@require_safe
@requiert(Permission.MESURES_COMPTER)
def en_attente(request: Requete) -> HttpResponse:
    """Measures decided and not started, by service and territory, against the local objective."""
    jour = timezone.localdate()
    ensemble, files = attente.ensemble_et_files(request, timezone.now(), jour)
    contexte = {
        "jour": jour,
        "ensemble": ensemble,
        "files": files,
        "cibles": [(code, attente.cibles_suivies(code)) for code in _codes(request)[:1]],
    }
    return render(request, "mesures/attente.html", contexte)


@require_safe
@requiert(Permission.MESURES_COMPTER)
def charge(request: Requete) -> HttpResponse:
    """Measures of each référent against the ceiling of the département."""
    jour, codes = timezone.localdate(), _codes(request)
    code = codes[0] if codes else ""
    plafonds = attente.plafonds(code, jour, settings.JALONS_DROIT_LOCAL)
    charges = attente.charges(request, timezone.now(), code, jour, plafonds)
    contexte = {"jour": jour, "plafonds": plafonds, "page": page_demandee(request.GET, charges, par_page=25)}
    return render(request, "mesures/charge.html", contexte)
