"""Pages on indicators: list, detail, definition, catalogue, archive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import exiger, obtenir, requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.indicateurs import observatoire, pages, places, selectors, services
from jalons.application.indicateurs.ensemble import ensembles
from jalons.application.indicateurs.forms import DefinitionForm
from jalons.application.indicateurs.models import Indicateur
from jalons.application.indicateurs.suivi import trier
from jalons.application.ui.envoi import envoyer, nommer
from jalons.application.ui.listes import page_demandee


@require_safe
@requiert(Permission.INDICATEURS_VOIR)
@page_gardee
def liste(request: Requete) -> HttpResponse:
    """The tableau de bord: filtered and sorted on the server for one territory, page by page for several."""
    archives = request.GET.get("archives") == "oui"
    perimetre = request.droits.perimetre(Permission.INDICATEURS_VOIR)
    plusieurs = len(perimetre) > 1 and request.territoire is None
    contexte = (_d_un_territoire if not plusieurs else _de_plusieurs)(request, archives) | {
        "archives": archives,
        "plusieurs": plusieurs,
        "creables": request.droits.perimetre(Permission.INDICATEURS_MODIFIER),
        "saisissables": request.droits.perimetre(Permission.INDICATEURS_SAISIR),
        "collectivite_seule": request.territoire or _seule(perimetre),
    }
    gabarit = "indicateurs/_tableau.html" if request.htmx else "indicateurs/liste.html"
    return render(request, gabarit, contexte)


def _d_un_territoire(request: Requete, archives: bool) -> dict[str, Any]:
    """Every indicator, so that the list can be sorted and filtered by what is computed."""
    perimetre = request.droits.perimetre(Permission.INDICATEURS_VOIR)
    jour = timezone.localdate()
    code = request.territoire or _seule(perimetre)
    ensemble = ensembles({code} & perimetre).get(code or "")
    lignes = pages.lignes_d_un_territoire(ensemble, jour) if ensemble else {}
    suivis = [ligne.suivi for ligne in lignes.values() if ligne.indicateur.archive == archives]
    choisi = request.GET.get("etat", "")
    garder = pages.FILTRES[choisi][1] if choisi in pages.FILTRES else None
    tries = trier(suivis, request.GET.get("tri", "code"))
    return {
        "lignes": [lignes[s.definition.pk] for s in tries if garder is None or garder(s)],
        "nombre": len(suivis),
        "filtres_etat": [(c, x[0], c == choisi, sum(map(x[1], suivis))) for c, x in pages.FILTRES.items()],
    }


def _de_plusieurs(request: Requete, archives: bool) -> dict[str, Any]:
    """One page: a whole country has thousands of indicators, and only those shown are computed."""
    vus = visibles(Indicateur.objects.all(), requete=request, permission=Permission.INDICATEURS_VOIR)
    indicateurs = vus.filter(archive=archives)
    page = page_demandee(
        request.GET, indicateurs.select_related("collectivite").order_by("collectivite_id", "code"), par_page=25
    )
    montres: list[Indicateur] = list(page.object_list)
    lignes = pages.lignes_du_tableau(montres, selectors.tableau_de_bord(montres, timezone.localdate()))
    return {"lignes": lignes, "nombre": page.paginator.count, "page": page, "filtres_etat": []}


@require_safe
@requiert(Permission.INDICATEURS_VOIR)
@page_gardee
def detail(request: Requete, pk: int) -> HttpResponse:
    """Definition, path, values by source, counter-proposals."""
    indicateur = _indicateur(request, pk)
    suivi = selectors.suivi(indicateur, timezone.localdate())
    code = indicateur.collectivite_id
    contexte = {
        "indicateur": indicateur, "suivi": suivi, "figure": pages.figure(suivi), "rangees": pages.rangees(suivi),
        "unite": selectors.libelle_unite(indicateur.unite), "symbole": selectors.symbole_unite(indicateur.unite),
        "fraicheur": pages.fraicheur(suivi), "propositions": list(selectors.propositions(indicateur)),
        "peut_modifier": request.droits.peut(Permission.INDICATEURS_MODIFIER, code),
        "peut_saisir": request.droits.peut(Permission.INDICATEURS_SAISIR, code),
        "observatoire": observatoire.lire(indicateur), "places": places.lire(indicateur, timezone.localdate()),
        "peut_contreproposer": request.droits.peut(Permission.INDICATEURS_CONTREPROPOSER, code),
    }  # fmt: skip
    return render(request, "indicateurs/detail.html", contexte)


@require_safe
@requiert(Permission.INDICATEURS_VOIR)
def detail_csv(request: Requete, pk: int) -> HttpResponse:
    """T0, targets and values as CSV."""
    indicateur = _indicateur(request, pk)
    return envoyer(
        pages.tableau(selectors.suivi(indicateur, timezone.localdate())), nommer("indicateur", indicateur.libelle)
    )


@require_safe
@requiert(Permission.INDICATEURS_VOIR)
def detail_svg(request: Requete, pk: int) -> HttpResponse:
    """The chart alone."""
    indicateur = _indicateur(request, pk)
    figure = pages.figure(selectors.suivi(indicateur, timezone.localdate()))
    if figure is None:
        return HttpResponse("Aucune valeur à dessiner.", status=404, content_type="text/plain; charset=utf-8")
    reponse = HttpResponse(figure.svg, content_type="image/svg+xml")
    reponse["Content-Disposition"] = f'attachment; filename="{nommer("indicateur", indicateur.libelle)}.svg"'
    return reponse


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_MODIFIER)
def creer(request: Requete) -> HttpResponse:
    """Define an indicator."""
    permises = request.droits.perimetre(Permission.INDICATEURS_MODIFIER)
    formulaire = DefinitionForm(request.POST or None, collectivites=permises)
    if request.method == "POST" and formulaire.is_valid():
        try:
            indicateur = services.creer(par=request.user, **formulaire.cleaned_data)
        except ValidationError as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, f"« {indicateur} » est défini. Fixez maintenant ses cibles.")
            return redirect("indicateurs:cibles", pk=indicateur.pk)
    contexte = {"formulaire": formulaire, "titre": "Définir un indicateur", "retour": reverse("indicateurs:liste")}
    return render(request, "indicateurs/definition.html", contexte, status=422 if formulaire.errors else 200)


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_MODIFIER)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change a definition."""
    indicateur = _indicateur(request, pk, faire=Permission.INDICATEURS_MODIFIER)
    formulaire = DefinitionForm(request.POST or None, indicateur=indicateur)
    if request.method == "POST" and formulaire.is_valid():
        try:
            services.modifier(indicateur=indicateur, par=request.user, **formulaire.cleaned_data)
        except ValidationError as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "La définition est enregistrée.")
            return redirect("indicateurs:detail", pk=pk)
    contexte = {
        "formulaire": formulaire, "titre": "Modifier la définition", "retour": reverse("indicateurs:detail", args=[pk]),
        "indicateur": indicateur,
    }  # fmt: skip
    return render(request, "indicateurs/definition.html", contexte, status=422 if formulaire.errors else 200)


@require_POST
@requiert(Permission.INDICATEURS_MODIFIER)
def catalogue(request: Requete) -> HttpResponse:
    """Start from the harmonised indicators: those missing are created."""
    code = request.POST.get("collectivite") or _seule(request.droits.perimetre(Permission.INDICATEURS_MODIFIER))
    if not code:
        messages.error(request, "Dites pour quelle collectivité reprendre le catalogue national.")
        return redirect("indicateurs:liste")
    exiger(request, Permission.INDICATEURS_MODIFIER, code)
    crees = services.reprendre_du_catalogue(collectivite=code, par=request.user)
    if crees:
        messages.success(
            request, f"{len(crees)} indicateurs harmonisés ajoutés : vérifiez leur départ et leurs cibles."
        )
    else:
        messages.info(request, "Tous les indicateurs harmonisés sont déjà suivis.")
    return redirect("indicateurs:liste")


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_MODIFIER)
def archiver(request: Requete, pk: int) -> HttpResponse:
    """Put an indicator away, or bring it back."""
    indicateur = _indicateur(request, pk, faire=Permission.INDICATEURS_MODIFIER)
    retour = reverse("indicateurs:detail", args=[pk])
    if request.method == "POST":
        services.archiver(indicateur=indicateur, par=request.user, archive=not indicateur.archive)
        messages.success(
            request, "L'indicateur est archivé." if indicateur.archive else "L'indicateur est de nouveau suivi."
        )
        return redirect(retour)
    verbe = "Reprendre" if indicateur.archive else "Archiver"
    message = f"« {indicateur} » garde ses valeurs et ses cibles ; il change seulement de liste."
    contexte = {"titre": f"{verbe} cet indicateur ?", "message": message, "libelle": verbe, "retour": retour}
    return render(request, "ui/confirmer.html", contexte)


def _seule(codes: frozenset[str]) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _indicateur(request: Requete, pk: int, faire: Permission | None = None) -> Indicateur:
    indicateurs = Indicateur.objects.select_related("collectivite")
    return obtenir(indicateurs, requete=request, voir=Permission.INDICATEURS_VOIR, faire=faire, pk=pk)
