"""Pages of the dashboards. They read runs, never registers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux import page, presentation, selectors
from jalons.application.observatoire.tableaux.calculs.modele import figure_lue
from jalons.application.observatoire.tableaux.calculs.projection import nommer
from jalons.application.observatoire.tableaux.contexte import contexte_de
from jalons.application.observatoire.tableaux.forms import FichiersForm, ParcoursForm, ScenarioForm

TYPES = ("etablissement", "assistant_familial", "lieu_de_vie", "tiers", "domicile_parental", "logement_autonome")
"""Kinds of places offered by a scenario until a run has said those of the registers."""


@require_safe
@requiert(Permission.OBSERVATOIRE_LIRE)
@page_gardee
def chiffres(request: Requete) -> HttpResponse:
    """Key figures: cards, tables of DREES, ages, entries and exits; small numbers hidden from those outside."""
    contexte = contexte_de(request, "chiffres")
    calcul = contexte["calcul"]
    if calcul is not None and not selectors.lit_tout(request, calcul.collectivite_id):
        return render(request, "observatoire/tableaux/public.html", contexte | {"table": calcul.resultats["publics"]})
    if calcul is not None:
        lue = page.lire(request, calcul)
        contexte |= {"page": lue, "figures": lue.images(), "suite": request.GET.urlencode()}
    gabarit = "_chiffres.html" if request.htmx and calcul is not None else "chiffres.html"
    return render(request, f"observatoire/tableaux/{gabarit}", contexte)


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
@page_gardee
def parcours(request: Requete) -> HttpResponse:
    """Paths: states, types, how long, how it ends, returns, siblings."""
    contexte = contexte_de(request, "parcours") | {"formulaire": ParcoursForm()}
    return render(request, "observatoire/tableaux/parcours.html", contexte | _figures(contexte["calcul"]))


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
@page_gardee
def projection(request: Requete) -> HttpResponse:
    """Forecast: interval, past forecasts, saturation, a scenario beside the course of things."""
    contexte = contexte_de(request, "projection")
    calcul = contexte["calcul"]
    contexte |= {"formulaire": ScenarioForm(types=types_de(calcul), initial=_memes(calcul)), **_figures(calcul)}
    if calcul is not None:
        contexte |= {"scenarios": [_nommes(s) for s in calcul.resultats["scenarios"]],
                     "retrospective": _nommee(calcul.resultats["retrospective"])}  # fmt: skip
    return render(request, "observatoire/tableaux/projection.html", contexte)


def types_de(calcul: Calcul | None) -> dict[str, str]:
    """Types of care that a scenario may name."""
    connus = (calcul.resultats or {}).get("types") if calcul is not None else None
    return {t: nommer(t) for t in connus or TYPES}


def _memes(calcul: Calcul | None) -> dict[str, Any]:
    """Today's places, those of the registers unless others were given, and costs as they were last given."""
    scenario = (calcul.parametres or {}).get("scenario", {}) if calcul is not None else {}
    lues = (calcul.resultats or {}).get("places", {}) if calcul is not None else {}
    places = {f"places_{t}": n for t, n in {**lues, **scenario.get("places", {})}.items()}
    return places | {f"cout_{t}": n for t, n in scenario.get("couts", {}).items()}


def _dater(dit: dict[str, Any]) -> dict[str, Any]:
    """With its days as days and its type in words."""
    jours = {c: date.fromisoformat(dit[c]) for c in ("le", "au_plus_tot", "origine") if dit.get(c)}
    return dit | jours | {"nom": nommer(dit["type"])}


def _nommes(scenario: dict[str, Any]) -> dict[str, Any]:
    lus = {cle: [_dater(x) for x in scenario[cle]] for cle in ("points", "saturations")}
    return scenario | lus | {"couts": [(nommer(t), *trois) for t, trois in scenario["couts"].items()]}


def _nommee(retro: dict[str, Any]) -> dict[str, Any]:
    parts = {c: None if retro[c] is None else 100 * retro[c] for c in ("couverture", "ecart_moyen", "ecart_inchange")}
    return retro | parts | {"detail": [_dater(x) for x in retro["detail"]]}


def _figures(calcul: Calcul | None) -> dict[str, Any]:
    """The pictures that the run has drawn, in its order; none when a later one has just replaced it."""
    dites = (selectors.vue(calcul, "figures") or {}) if calcul is not None else {}
    ordre = ((calcul.resultats or {}).get("images") if calcul is not None else None) or list(dites)
    return {"figures": [figure_lue(dites[i]) for i in ordre if i in dites]}  # the base keeps no order of keys


@require_safe
@requiert(Permission.OBSERVATOIRE_LIRE)
@page_gardee
def comparaison(request: Requete) -> HttpResponse:
    """The département, its région and the nation on published series: open to all, these figures are public."""
    contexte = contexte_de(request, "comparaison")
    calcul = contexte["calcul"]
    if calcul is not None:
        lues = presentation.comparaisons(calcul.resultats["comparaisons"])
        codes = [c["indicateur"] for c in lues]
        demande = request.GET.get("indicateur", "")
        choisi = demande if demande in codes else codes[0]
        dites = selectors.vue(calcul, "figures", choisi) or []
        contexte |= {
            "lignes": lues, "choisie": lues[codes.index(choisi)], "figures": [figure_lue(f) for f in dites],
        }  # fmt: skip
    contexte |= {"formulaire": FichiersForm(), "fichiers": selectors.fichiers(selectors.collectivite_lue(request))}
    return render(request, "observatoire/tableaux/comparaison.html", contexte)


@require_safe
@requiert(Permission.OBSERVATOIRE_LIRE)
def indicateur(request: Requete, code: str) -> HttpResponse:
    """What an indicator counts, on which text it rests, what to beware of."""
    lu = presentation.definition(code)
    if lu is None:
        raise Http404("Cet indicateur n'existe pas : revenez aux chiffres clés.")
    return render(request, "observatoire/tableaux/indicateur.html", {"indicateur": lu})
