"""List of situations, a situation, its evaluation."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.crip import page_situation, porte, selectors
from jalons.application.crip.forms import FiltreForm
from jalons.application.crip.services.evaluation import ecarts_de_lignes
from jalons.application.ui.listes import page_demandee


@require_safe
@requiert(Permission.CRIP_VOIR)
def liste(request: Requete) -> HttpResponse:
    """Situations of the perimeter, without any name; htmx receives the table only."""
    jour, codes = timezone.localdate(), request.droits.perimetre(Permission.CRIP_VOIR)
    filtre = FiltreForm(request.GET, codes=codes)
    filtre.is_valid()
    lu = filtre.cleaned_data
    criteres = selectors.Criteres(
        lu.get("etat", ""), lu["unite"].pk if lu.get("unite") else None, bool(lu.get("retard")), bool(lu.get("reponse"))
    )
    page = page_demandee(request.GET, selectors.liste(porte.visibles(request), criteres, jour), par_page=25)
    contexte = {
        "filtre": filtre, "page": page, "jour": jour, "filtree": filtre.has_changed(),
        "peut_recevoir": request.droits.peut(Permission.CRIP_RECEVOIR),
        "peut_parametrer": request.droits.peut(Permission.CRIP_PARAMETRER),
    }  # fmt: skip
    return render(request, "crip/_liste.html" if request.htmx else "crip/liste.html", contexte)


@require_safe
@requiert(Permission.CRIP_VOIR)
def situation(request: Requete, pk: int) -> HttpResponse:
    """A situation: children, informations, deadlines, steps, what can be done now."""
    objet = porte.obtenir(request, pk)
    return render(request, "crip/situation.html", page_situation.contexte(request, objet, timezone.now()))


@require_safe
@requiert(Permission.CRIP_VOIR)
def evaluation(request: Requete, pk: int) -> HttpResponse:
    """The evaluation: team, parents, meetings, children met alone, grid, what the report still lacks."""
    objet, jour = porte.obtenir(request, pk), timezone.localdate()
    lue = selectors.evaluation_de(objet)
    if lue is None:
        raise Http404("Aucune évaluation n'est confiée pour cette situation.")
    concernes = selectors.concernes_de(objet)
    porte.lire(request, objet, concernes, page="evaluation")
    rencontres, reponses = selectors.rencontres_et_reponses(lue)
    lignes: dict[str, Any] = {"equipe": selectors.equipe_de(lue), "rencontres": rencontres, "concernes": concernes}
    contexte = {
        "situation": objet, "collectivite": objet.collectivite, "evaluation": lue,
        "reponses": reponses, **lignes,
        "manques": ecarts_de_lignes(lue, jour, **lignes) if lue.rapport_le is None else [],
        "actes": page_situation.actes_d_evaluation(request, objet), "jour": jour,
    }  # fmt: skip
    return render(request, "crip/evaluation.html", contexte)
