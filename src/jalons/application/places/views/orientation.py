"""The orientation form of a child: written, seen as it will be printed, then printed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.enfants import porte
from jalons.application.places import orientation, selectors
from jalons.application.places.filtres import OrientationForm
from jalons.application.places.models import Demande
from jalons.application.places.views.commun import DEMANDER, VOIR
from jalons.application.socle.journal import journaliser_lecture


def _ouvrir(requete: Requete, pk: int) -> Demande:
    """The open request, if the agent may ask places for its child; the reading is written in the journal."""
    ouvertes = Demande.objects.filter(collectivite_id__in=requete.droits.perimetre(VOIR), fin_le=None)
    demande = get_object_or_404(ouvertes, pk=pk)
    demande.enfant = porte.ouvrir(
        requete, demande.enfant_id, page="places:orientation", maintenant=timezone.now(), voir=VOIR, faire=DEMANDER
    )
    return demande


@require_http_methods(["GET", "POST"])
@requiert(DEMANDER)
def page(request: Requete, pk: int) -> HttpResponse:
    """Choose the unit and write; see the form as it will be printed; print it."""
    demande, jour = _ouvrir(request, pk), timezone.localdate()
    unites = selectors.unites_visibles(request).filter(collectivite_id=demande.collectivite_id)
    formulaire = OrientationForm(
        request.POST if request.method == "POST" else None, unites=unites, initial={"unite": request.GET.get("unite")}
    )
    dit = None
    if formulaire.is_bound and formulaire.is_valid():
        lus = formulaire.cleaned_data
        dit = orientation.contenu(
            demande, lus["unite"], presentation=lus["presentation"], auteur=str(request.user), au=jour
        )
        if "imprimer" in request.POST:
            return _remettre(request, demande, lus["unite"].pk, dit)
    contexte = {
        "demande": demande, "enfant": demande.enfant, "collectivite": demande.enfant.collectivite,
        "formulaire": formulaire, "dit": dit,
        "masque": dit is not None and orientation.masques(dit, formulaire.cleaned_data["presentation"]),
    }  # fmt: skip
    return render(request, "places/orientation.html", contexte, status=422 if formulaire.errors else 200)


def _remettre(requete: Requete, demande: Demande, unite: int, dit: dict[str, Any]) -> HttpResponse:
    """The PDF; that it left for this unit is written in the journal."""
    octets = orientation.imprimer(dit)
    journaliser_lecture("places:orienter", objet=demande, par=requete.user, unite=unite)
    entetes = {"Content-Disposition": f'attachment; filename="orientation-{demande.enfant.numero}.pdf"'}
    return HttpResponse(octets, content_type="application/pdf", headers=entetes)
