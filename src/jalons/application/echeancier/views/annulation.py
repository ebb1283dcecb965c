"""Taking back an act recorded on a deadline by mistake."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.selectors import entre_temps
from jalons.application.echeancier import selectors, services
from jalons.application.echeancier.forms import AnnulationForm
from jalons.application.echeancier.models import ActeEnregistre
from jalons.application.echeancier.porte import SUIVRE, Ouverte, ouvrir
from jalons.application.echeancier.views.echeance import PAGE, depart, vers_l_echeance
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def annuler(request: Requete, pk: int, acte: int) -> HttpResponse:
    """Ask why, then take the act back; the fact stays in the history."""
    ouverte = ouvrir(request, pk, page=PAGE, maintenant=timezone.now(), faire=SUIVRE)
    lue = ouverte.echeance
    notes = ActeEnregistre.objects.select_related("par", "fait")
    note = get_object_or_404(notes, pk=acte, sujet_type=lue.sujet_type, sujet_id=lue.sujet_id, code=lue.code)
    initial = {"version": depart(selectors.suivi_de(lue))["version"]}
    formulaire = AnnulationForm(request.POST if request.method == "POST" else None, initial=initial)
    formulaire.controle = lambda lus: services.fautes_de_l_annulation(
        note, lus, par=request.user, de_tous=ouverte.reprendre
    )
    contexte: dict[str, Any] = {"nom": ouverte.nom, "echeance": lue, "note": note, "formulaire": formulaire}
    if formulaire.is_bound and formulaire.is_valid():
        contexte |= _tenter(request, ouverte, note, formulaire)
        if "fait" in contexte:
            messages.success(request, f"« {note.libelle} » est annulé, l'historique le garde ; le délai est recalculé.")
            return vers_l_echeance(lue)
    code = 409 if "depassee" in contexte else 422 if formulaire.errors else 200
    return render(request, "echeancier/annuler.html", contexte, status=code)


def _tenter(requete: Requete, ouverte: Ouverte, note: ActeEnregistre, formulaire: AnnulationForm) -> dict[str, Any]:
    """Take it back; ``fait`` when it is done, else what to show beside the form."""
    assert ouverte.sujet is not None  # noqa: S101 - opened to act on it
    try:
        services.annuler_acte(
            acte=note, echeance=ouverte.echeance, sujet=ouverte.sujet, par=requete.user, de_tous=ouverte.reprendre,
            **formulaire.cleaned_data,
        )  # fmt: skip
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
        return {}
    except VersionDepassee as depassee:
        formulaire.reprendre(depassee.actuelle)
        return {"depassee": depassee, "changements": entre_temps(depassee)}
    return {"fait": True}
