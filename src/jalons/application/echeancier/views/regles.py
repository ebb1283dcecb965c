"""The rules, as a jurist reads them, and those of a département."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.echeancier import catalogue
from jalons.application.echeancier.views.commun import onglets
from jalons.application.faits.locaux import regles_de
from jalons.droit.echeances import toutes_les_regles
from jalons.droit.echeances.catalogue import matieres


@require_safe
@requiert(Permission.DROIT_VOIR)
def regles(request: Requete) -> HttpResponse:
    """The national catalogue, one matter at a time."""
    noms = matieres()
    demandee = request.GET.get("matiere", "")
    choisie = demandee if demandee in noms else next(iter(noms))
    toutes = toutes_les_regles()
    contexte = {
        "onglets": onglets(request, "regles"), "matiere": choisie, "nom": noms[choisie],
        "matieres": [(code, nom, sum(r.matiere == code for r in toutes)) for code, nom in noms.items()],
        "regles": [catalogue.decrire(r) for r in toutes if r.matiere == choisie], "nombre": len(toutes),
        "confirmees": sum(r.confirmee for r in toutes), "sans_effet": sum(not r.versions[0].du for r in toutes),
    }  # fmt: skip
    return render(request, "echeancier/regles.html", contexte)


@require_safe
@requiert(Permission.DROIT_VOIR)
def regles_locales(request: Requete) -> HttpResponse:
    """What the département switched on, the values it gave, the rules of its own."""
    codes = sorted(request.droits.perimetre(Permission.DROIT_VOIR))
    code = request.territoire if request.territoire in codes else codes[0]
    lieu = request.collectivite
    contexte = {
        "onglets": onglets(request, "regles_locales"), "code": code,
        "lieu": lieu if lieu is not None and lieu.code == code else None, "plusieurs": len(codes) > 1,
        "local": catalogue.du_departement(regles_de(code)),
    }  # fmt: skip
    return render(request, "echeancier/regles_locales.html", contexte)
