"""Missing places by quarter: for the schéma, exported; no child is named."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.places import images, manquantes
from jalons.application.places.filtres import TrimestresForm
from jalons.application.places.models import Demande
from jalons.application.places.views.commun import MANQUES, PLANIFIER, codes

DU_SCHEMA = 10
"""Lines that the page of a schéma shows."""


@require_safe
@requiert(MANQUES)
def page(request: Requete) -> HttpResponse:
    """What was asked, refused and waited for, quarter by quarter; htmx receives what the period changes."""
    filtre, etude = _lire(request)
    contexte = {
        "filtre": filtre, "etude": etude, "jour": timezone.localdate(), "parametres": request.GET.urlencode(),
        "figure": None if etude.vide else manquantes.dessiner(etude), "planifie": bool(codes(request, PLANIFIER)),
    }  # fmt: skip
    return render(request, "places/_trimestres.html" if request.htmx else "places/trimestres.html", contexte)


@require_safe
@requiert(MANQUES)
def du_schema(request: Requete, code: str) -> HttpResponse:
    """What was missing over twelve months in a collectivité: a fragment that the page of its schéma asks for."""
    if code not in request.droits.perimetre(MANQUES):
        raise Http404("Cette collectivité n'est pas de votre périmètre.")
    if not request.htmx:
        return redirect("places:trimestres")
    lignes = manquantes.manques_du_schema(code, timezone.localdate())
    contexte = {
        "lignes": lignes[:DU_SCHEMA], "reste": max(0, len(lignes) - DU_SCHEMA),
        "planifie": request.droits.peut(PLANIFIER, code),
    }  # fmt: skip
    return render(request, "places/_manques_schema.html", contexte)


@require_safe
@requiert(MANQUES)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The picture, or every quarter, type and territory."""
    _, etude = _lire(request)
    nom = f"places-manquantes-{timezone.localdate():%Y-%m-%d}"
    return images.envoyer_figure(manquantes.dessiner(etude), manquantes.tableau(etude), nom, forme)


def _lire(requete: Requete) -> tuple[TrimestresForm, manquantes.Etude]:
    filtre = TrimestresForm(requete.GET)
    demandes = Demande.objects.filter(collectivite_id__in=codes(requete, MANQUES), enfant__fusionne_dans=None)
    return filtre, manquantes.lire(demandes, timezone.localdate(), filtre.nombre)
