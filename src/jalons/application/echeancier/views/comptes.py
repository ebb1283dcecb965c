"""Figures for those who steer: how many deadlines are held, by team and by rule. No name, no file, no link to one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.echeancier import selectors
from jalons.application.echeancier.forms import ComptesForm
from jalons.application.echeancier.views.commun import onglets


@require_safe
@requiert(Permission.ECHEANCIER_COMPTER)
def comptes(request: Requete) -> HttpResponse:
    """Counts and rates of the children's deadlines; htmx receives the table only."""
    jour, codes = timezone.localdate(), request.droits.perimetre(Permission.ECHEANCIER_COMPTER)
    noms = selectors.unites(codes & {request.territoire} if request.territoire else codes)
    filtre = ComptesForm(request.GET, unites=noms)
    lignes = filtre.filtrer(selectors.comptees(request, au=jour, maintenant=timezone.now()))
    bilan = selectors.compter(lignes, noms)
    contexte = {
        "onglets": onglets(request, "comptes"), "jour": jour, "filtre": filtre, "filtree": filtre.has_changed(),
        "bilan": bilan, "axes": [(titre, list(bilan.par.get(axe, {}).values())) for axe, titre in
                                 (("unite", "équipe"), ("regle", "règle"))],
    }  # fmt: skip
    return render(request, "echeancier/_chiffres.html" if request.htmx else "echeancier/comptes.html", contexte)
