"""Pages of avenants: list, opening, preparation field by field, difference, signature."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.contrats import formulaires, pages, selectors, services
from jalons.application.contrats.avenant import OUVERTURES, changement, comparer
from jalons.application.contrats.lecture import lisibles
from jalons.application.contrats.models import Avenant
from jalons.application.contrats.refus import dire_le_refus
from jalons.application.contrats.sections import SECTIONS
from jalons.application.contrats.views import contrat_demande
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee

VOIR = Permission.CONTRATS_VOIR


def _avenant(request: Requete, pk: int, faire: Permission | None = None) -> Avenant:
    objets = Avenant.objects.select_related("contrat__cadre", "contrat__collectivite")
    return obtenir(objets, requete=request, voir=VOIR, faire=faire, pk=pk)


@require_safe
@requiert(VOIR)
@page_gardee
def avenants(request: Requete, pk: int) -> HttpResponse:
    """The avenants of a contract."""
    objet = contrat_demande(request, pk)
    lus = list(Avenant.objects.filter(contrat=objet))
    lignes = [(a, [OUVERTURES[c][0] for c in a.champs if c in OUVERTURES]) for a in lus]
    contexte = {
        "contrat": objet, "lignes": lignes, "onglets": pages.onglets(objet, "avenants"),
        "peut_modifier": request.droits.peut(Permission.CONTRATS_MODIFIER, objet.collectivite_id),
    }  # fmt: skip
    return render(request, "contrats/avenants.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_MODIFIER)
def ouvrir(request: Requete, pk: int) -> HttpResponse:
    """Open a draft: its subject, and what it may change."""
    objet = contrat_demande(request, pk, Permission.CONTRATS_MODIFIER)
    form = formulaires.AvenantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lu = form.cleaned_data
        try:
            avenant = services.ouvrir_avenant(contrat=objet, par=request.user, **lu)
        except EntreeRefusee as refus:
            dire_le_refus(form, refus)
        else:
            messages.success(request, f"L'avenant n° {avenant.numero} est ouvert : préparez ses changements.")
            return redirect("contrats:avenant", pk=avenant.pk)
    return render(request, "contrats/avenant_ouvrir.html", {"contrat": objet, "form": form})


@require_safe
@requiert(VOIR)
@page_gardee
def avenant(request: Requete, pk: int) -> HttpResponse:
    """An avenant: what it opens, and the difference it makes."""
    lu = _avenant(request, pk)
    changements = lu.changements
    projet = lu.etat == Avenant.Etat.PROJET
    if projet and changements:
        actuel = selectors.dossier(lu.contrat)
        apres = services.projet_de_dossier(lu, actuel)
        changements = [changement(c, actuel, apres) for c in lu.champs]
    contexte = {
        "avenant": lu, "contrat": lu.contrat, "projet": projet,
        "champs": [SECTIONS[c] for c in lu.champs if c in SECTIONS],
        "tables": [(libelle, lisibles(d, c["avant"], c["apres"])) for libelle, d, c in comparer(changements)],
        "peut_modifier": projet and request.droits.peut(Permission.CONTRATS_MODIFIER, lu.collectivite_id),
        "peut_signer": projet and request.droits.peut(Permission.CONTRATS_SIGNER, lu.collectivite_id),
    }  # fmt: skip
    return render(request, "contrats/avenant.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_MODIFIER)
def preparer(request: Requete, pk: int, code: str) -> HttpResponse:
    """Prepare what one field would become."""
    lu = _avenant(request, pk, Permission.CONTRATS_MODIFIER)
    section = SECTIONS[code]
    projet = services.projet_de_dossier(lu, selectors.dossier(lu.contrat))
    form = section.formulaire(projet, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.preparer_avenant(avenant=lu, champ=code, dossier=section.lire(projet, form), par=request.user)
        except EntreeRefusee as refus:
            dire_le_refus(form, refus)
        else:
            messages.success(request, f"{section.libelle} : préparé. Le contrat ne change qu'à la signature.")
            return redirect("contrats:avenant", pk=lu.pk)
    contexte = {"contrat": lu.contrat, "avenant": lu, "section": section, "form": form}
    return render(request, "contrats/section.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_SIGNER)
def signer(request: Requete, pk: int) -> HttpResponse:
    """Sign an avenant: its changes reach the contract."""
    lu = _avenant(request, pk, Permission.CONTRATS_SIGNER)
    if request.method == "GET" and lu.etat != Avenant.Etat.PROJET:
        messages.info(request, f"{lu} n'est plus un projet ({lu.get_etat_display().lower()}) : il n'y a rien à signer.")
        return redirect("contrats:avenant", pk=lu.pk)
    form = formulaires.SignatureForm(request.POST or None, au=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            services.signer_avenant(avenant=lu, le=form.cleaned_data["le"], par=request.user)
        except (EntreeRefusee, RegleNonRespectee) as refus:
            dire_le_refus(form, refus)
        else:
            messages.success(request, f"{lu} est signé ; ses changements sont dans le contrat.")
            return redirect("contrats:avenant", pk=lu.pk)
    contexte = {"contrat": lu.contrat, "avenant": lu, "form": form, "titre": f"Signer l'avenant n° {lu.numero}"}
    return render(request, "contrats/signer.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_MODIFIER)
def abandonner(request: Requete, pk: int) -> HttpResponse:
    """Give a draft up."""
    lu = _avenant(request, pk, Permission.CONTRATS_MODIFIER)
    retour = reverse("contrats:avenant", args=[lu.pk])
    if request.method == "POST":
        try:
            services.abandonner_avenant(avenant=lu, par=request.user)
        except EntreeRefusee as refus:
            messages.error(request, refus.fautes[0].message)
        else:
            messages.success(request, f"{lu} est abandonné ; il reste dans la liste.")
        return redirect(retour)
    contexte = {"titre": f"Abandonner {str(lu).lower()}", "message": "Ses changements ne seront pas appliqués.",
                "libelle": "Abandonner", "retour": retour}  # fmt: skip
    return render(request, "ui/confirmer.html", contexte)
