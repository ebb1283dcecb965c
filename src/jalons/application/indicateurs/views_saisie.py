"""Pages that enter figures: a value, targets, a counter-proposal and its answer, one period for all indicators."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission, Role
from jalons.application.indicateurs import pages, selectors, services, verification
from jalons.application.indicateurs.forms import (
    CiblesForm,
    FormulaireMetier,
    GrilleForm,
    PeriodeForm,
    PropositionForm,
    ReponseForm,
    ValeurForm,
)
from jalons.application.indicateurs.models import Cible, Indicateur, Proposition, Valeur
from jalons.application.indicateurs.sources import OFFERTES
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.noyau.accord import compter
from jalons.noyau.dates import DateCivile

COTES = {Role.PREFECTURE: "prefecture", Role.ARS: "ars"}


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_SAISIR)
def valeur(request: Requete, pk: int) -> HttpResponse:
    """Enter the value of a period by a source; the one already there is replaced."""
    indicateur = _indicateur(request, pk, Permission.INDICATEURS_SAISIR)
    formulaire = ValeurForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and formulaire.is_valid():
        try:
            services.saisir_valeur(indicateur=indicateur, par=request.user, **formulaire.cleaned_data)
        except ValidationError as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, f"Valeur enregistrée pour « {indicateur} ».")
            return redirect("indicateurs:detail", pk=pk)
    return _formulaire(request, indicateur, formulaire, "Saisir une valeur", sources=OFFERTES)


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_MODIFIER)
def cibles(request: Requete, pk: int) -> HttpResponse:
    """Set the target of each year."""
    indicateur = _indicateur(request, pk, Permission.INDICATEURS_MODIFIER)
    suivi = selectors.suivi(indicateur, timezone.localdate())
    annees = pages.annees_des_cibles(suivi, timezone.localdate())
    formulaire = CiblesForm(request.POST or None, suivi=suivi, annees=annees)
    if request.method == "POST" and formulaire.is_valid() and _ecrire_les_cibles(indicateur, formulaire, request.user):
        messages.success(request, f"Cibles enregistrées pour « {indicateur} ».")
        return redirect("indicateurs:detail", pk=pk)
    return _formulaire(request, indicateur, formulaire, "Fixer les cibles")


def _ecrire_les_cibles(indicateur: Indicateur, formulaire: CiblesForm, par: Agent) -> bool:
    """All the targets or none; faults are put on their year."""
    demandees = formulaire.par_annee()
    for annee, cible in demandees.items():
        if cible is None:
            continue
        for champ, phrases in verification.cible(indicateur, annee=annee, valeur=cible).items():
            for phrase in phrases:
                formulaire.add_error(None if champ == "__all__" else f"cible_{annee}", phrase)
    if formulaire.errors:
        return False
    deja = {c.annee: c for c in Cible.objects.filter(indicateur=indicateur)}
    with transaction.atomic():
        for annee, cible in demandees.items():
            if cible is None and annee in deja:
                services.retirer_cible(cible=deja[annee], par=par)
            elif cible is not None and (annee not in deja or deja[annee].valeur != cible):
                services.fixer_cible(indicateur=indicateur, annee=annee, valeur=cible, par=par)
    return True


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_CONTREPROPOSER)
def contreproposer(request: Requete, pk: int) -> HttpResponse:
    """Propose another target or another value, for the préfecture or the ARS."""
    indicateur = _indicateur(request, pk, Permission.INDICATEURS_CONTREPROPOSER)
    cotes = [COTES[r] for r in sorted(request.droits.roles(indicateur.collectivite_id)) if r in COTES]
    if not cotes:
        raise PermissionDenied("Seules la préfecture et l'ARS contre-proposent.")
    formulaire = PropositionForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            services.contreproposer(indicateur=indicateur, cote=cotes[0], par=request.user, **formulaire.cleaned_data)
        except ValidationError as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "Contre-proposition déposée : le département y répondra.")
            return redirect("indicateurs:detail", pk=pk)
    return _formulaire(request, indicateur, formulaire, "Contre-proposer")


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_MODIFIER)
def repondre(request: Requete, pk: int) -> HttpResponse:
    """Accept or refuse a counter-proposal."""
    proposition = obtenir(
        Proposition.objects.select_related("indicateur", "auteur"), requete=request,
        voir=Permission.INDICATEURS_VOIR, faire=Permission.INDICATEURS_MODIFIER, pk=pk,
    )  # fmt: skip
    formulaire = ReponseForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            services.repondre(
                proposition=proposition, accepter=request.POST.get("decision") == "accepter", par=request.user,
                reponse=formulaire.cleaned_data["reponse"],
            )  # fmt: skip
        except ValidationError as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "Votre réponse est enregistrée.")
            return redirect("indicateurs:detail", pk=proposition.indicateur_id)
    contexte = {"proposition": proposition, "formulaire": formulaire, "indicateur": proposition.indicateur}
    return render(request, "indicateurs/repondre.html", contexte, status=422 if formulaire.errors else 200)


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_MODIFIER)
def retirer_valeur(request: Requete, pk: int) -> HttpResponse:
    """Take away a value entered by mistake, after confirmation."""
    lue = obtenir(
        Valeur.objects.select_related("indicateur"), requete=request, voir=Permission.INDICATEURS_VOIR,
        faire=Permission.INDICATEURS_MODIFIER, pk=pk,
    )  # fmt: skip
    retour = reverse("indicateurs:detail", args=[lue.indicateur_id])
    if request.method == "POST":
        services.retirer_valeur(valeur=lue, par=request.user)
        messages.success(request, "La valeur est retirée.")
        return redirect(retour)
    message = (
        f"La valeur de {lue.periode} ({nom_de_source(lue.source)}) ne comptera plus ; l'historique en garde la trace."
    )
    contexte = {"titre": "Retirer cette valeur ?", "message": message, "libelle": "Retirer", "retour": retour}
    return render(request, "ui/confirmer.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.INDICATEURS_SAISIR)
def grille(request: Requete) -> HttpResponse:
    """Every indicator × source of one period in one grid; every fault at once, nothing written then."""
    permises = sorted(request.droits.perimetre(Permission.INDICATEURS_SAISIR))
    code = request.GET.get("collectivite") or permises[0]
    exiger(request, Permission.INDICATEURS_SAISIR, code)
    choix = PeriodeForm(request.GET) if "periode" in request.GET else PeriodeForm()
    periode = choix.cleaned_data["periode"] if choix.is_valid() else DateCivile(timezone.localdate().year - 1)
    indicateurs = list(Indicateur.objects.filter(collectivite=code, archive=False))
    suivis = selectors.tableau_de_bord(indicateurs, timezone.localdate())
    sources = sorted({"LOCAL", "SNDS", *(s for suivi in suivis for s in suivi.sources)})
    formulaire = GrilleForm(request.POST or None, suivis=suivis, sources=sources, periode=periode)
    if request.method == "POST" and formulaire.is_valid():
        nombre = _ecrire_la_grille(formulaire, {i.pk: i for i in indicateurs}, request.user)
        if nombre is not None:
            messages.success(request, f"{compter(nombre, 'valeur enregistrée')} pour {periode}.")
            return redirect("indicateurs:liste")
    contexte = {
        "formulaire": formulaire, "periode": periode, "choix": choix, "collectivite_saisie": code, "permises": permises,
        "sources": sources, "periode_texte": choix["periode"].value() or periode.annee,
    }  # fmt: skip
    return render(request, "indicateurs/grille.html", contexte, status=422 if formulaire.errors else 200)


def _ecrire_la_grille(formulaire: GrilleForm, indicateurs: dict[int, Indicateur], par: Agent) -> int | None:
    """How many values were written; ``None`` when a cell is refused: nothing is written then."""
    saisies = formulaire.saisies()
    for suivi, source, nombre, champ in saisies:
        fautes = verification.valeur(
            indicateurs[suivi.definition.pk], periode=formulaire.periode, source=source, valeur=nombre
        )
        for phrases in fautes.values():
            for phrase in phrases:
                formulaire.add_error(champ, phrase)
    if formulaire.errors:
        return None
    with transaction.atomic():
        for suivi, source, nombre, _ in saisies:
            deja = suivi.valeur(formulaire.periode, source)
            services.saisir_valeur(
                indicateur=indicateurs[suivi.definition.pk], periode=formulaire.periode, source=source, valeur=nombre,
                par=par, commentaire=deja.commentaire if deja else "", precision=deja.precision if deja else "exact",
            )  # fmt: skip
    return len(saisies)


def _indicateur(request: Requete, pk: int, faire: Permission) -> Indicateur:
    return obtenir(Indicateur.objects.all(), requete=request, voir=Permission.INDICATEURS_VOIR, faire=faire, pk=pk)


def _formulaire(
    request: Requete, indicateur: Indicateur, formulaire: FormulaireMetier, titre: str, **suite: object
) -> HttpResponse:
    contexte = {"indicateur": indicateur, "formulaire": formulaire, "titre": titre, **suite}
    return render(request, "indicateurs/formulaire.html", contexte, status=422 if formulaire.errors else 200)
