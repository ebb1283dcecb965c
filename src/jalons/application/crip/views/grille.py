"""The grid: filling it for an evaluation, loading that of the département."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.crip import grille, porte, rules, selectors, services
from jalons.application.crip.forms import GrilleForm
from jalons.application.crip.grille import Rubrique
from jalons.application.crip.models import Evaluation
from jalons.application.crip.rules import Acte, Etat
from jalons.application.socle.conflit import Divergence, comparer
from jalons.application.socle.version import VersionDepassee
from jalons.application.ui.composants.metier import Changement
from jalons.noyau.saisie import EntreeRefusee


@require_http_methods(["GET", "POST"])
@requiert(Permission.CRIP_EVALUER)
def remplir(request: Requete, pk: int) -> HttpResponse:
    """Write under the headings; a colleague's text is shown, never written over."""
    objet = porte.obtenir(request, pk, faire=Permission.CRIP_EVALUER)
    evaluation = selectors.evaluation_de(objet)
    if evaluation is None:
        raise Http404("Aucune évaluation n'est confiée pour cette situation.")
    porte.lire(request, objet, selectors.concernes_de(objet), page="grille")
    rubriques, refus = selectors.rubriques_de(objet.collectivite_id), rules.refus(Etat(objet.etat), Acte.REMPLIR_GRILLE)
    textes = {c: r.texte for c, r in selectors.reponses_de(evaluation).items()}
    divergences: list[Divergence] = []
    changements: list[Changement] = []
    if request.method == "POST" and not refus:
        textes, divergences, changements = _ecrire(request, evaluation, rubriques)
        if not divergences:
            messages.success(request, "La grille est enregistrée.")
            return redirect("crip:evaluation", objet.pk)
    contexte = {
        "situation": objet, "evaluation": evaluation, "divergences": divergences, "refus": refus,
        "changements": changements,
        "lignes": [(r, textes.get(r.code, "")) for r in rubriques],
    }  # fmt: skip
    return render(request, "crip/grille.html", contexte, status=409 if divergences or refus else 200)


def _ecrire(
    requete: Requete, evaluation: Evaluation, rubriques: list[Rubrique]
) -> tuple[dict[str, str], list[Divergence], list[Changement]]:
    """The texts typed, how they differ from what a colleague saved in between, and who saved it."""
    textes = {r.code: requete.POST.get(f"r-{r.code}", "") for r in rubriques}
    version = requete.POST.get("version", "")
    try:
        services.remplir_grille(
            evaluation=evaluation, version=int(version) if version.isdecimal() else 0, reponses=textes,
            par=requete.user,
        )  # fmt: skip
    except VersionDepassee as depassee:
        evaluation.refresh_from_db()
        autres = {c: r.texte for c, r in selectors.reponses_de(evaluation).items()}
        libelles = {r.code: r.libelle for r in rubriques}
        divergences = comparer(libelles, textes, {c: autres.get(c, "") for c in textes})
        return textes, divergences, entre_temps(depassee)
    return textes, [], []


@require_http_methods(["GET", "POST"])
@requiert(Permission.CRIP_PARAMETRER)
def charger(request: Requete) -> HttpResponse:
    """The grid of the département, as a text."""
    codes = sorted(request.droits.perimetre(Permission.CRIP_PARAMETRER))
    code = request.territoire if request.territoire in codes else codes[0]
    rubriques = selectors.rubriques_de(code)
    depart = {"texte": grille.en_texte(rubriques), "empreinte": grille.empreinte(rubriques)}
    formulaire = GrilleForm(request.POST if request.method == "POST" else None, initial=depart)
    contexte: dict[str, Any] = {"formulaire": formulaire, "rubriques": rubriques}
    if formulaire.is_bound and formulaire.is_valid():
        contexte |= _charger(request, code, formulaire)
        if "fait" in contexte:
            messages.success(request, "La grille est chargée.")
            return redirect("crip:grille")
    statut = 409 if "conflit" in contexte else 422 if "fautes" in contexte else 200
    return render(request, "crip/charger_grille.html", contexte, status=statut)


def _charger(requete: Requete, code: str, formulaire: GrilleForm) -> dict[str, Any]:
    """``fait`` when the grid is loaded, else its faults, or the grid that a colleague loaded meanwhile."""
    lu = formulaire.cleaned_data
    try:
        services.charger_grille(collectivite=code, texte=lu["texte"], partie_de=lu["empreinte"], par=requete.user)
    except EntreeRefusee as refus:
        return {"fautes": refus.fautes}
    except VersionDepassee:
        rubriques = selectors.rubriques_de(code)
        formulaire.data = {**formulaire.data.dict(), "empreinte": grille.empreinte(rubriques)}  # type: ignore[attr-defined]
        lignes = [
            [{"texte": x} for x in t.splitlines() if x.strip()] for t in (lu["texte"], grille.en_texte(rubriques))
        ]
        return {"conflit": comparer({}, *lignes), "rubriques": rubriques,
                "changements": selectors.derniers_chargements(code)}  # fmt: skip
    return {"fait": True}
