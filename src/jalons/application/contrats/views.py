"""Pages of contracts: list, synopsis, creation, sections, écarts, documents, versions."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.contrats import formulaires, pages, selectors, services
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.lecture import lisibles
from jalons.application.contrats.models import Contrat
from jalons.application.contrats.refus import dire_le_refus
from jalons.application.contrats.sections import SECTIONS
from jalons.application.fiches.selectors import justifications
from jalons.application.fiches.services import justifier_ecart
from jalons.application.ui.listes import page_demandee
from jalons.noyau.differences import differences
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.gabarit_donnees import en_donnees
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee

VOIR = Permission.CONTRATS_VOIR


def contrat_demande(request: Requete, pk: int, faire: Permission | None = None) -> Contrat:
    """The contract of the address, if the agent may see it, then act on it."""
    objets = selectors.tous().annotate(avenants_lus=Count("avenants"))
    return obtenir(objets, requete=request, voir=VOIR, faire=faire, pk=pk)


@require_safe
@requiert(VOIR)
@page_gardee
def liste(request: Requete) -> HttpResponse:
    """The contracts of the perimeter; htmx receives the table only."""
    au = timezone.localdate()
    filtre = formulaires.FiltreForm(request.GET or None, codes=request.droits.perimetre(VOIR))
    objets = selectors.filtrer(selectors.contrats(request), filtre.cleaned_data if filtre.is_valid() else {}, au)
    page = page_demandee(request.GET, objets, par_page=10)
    contexte = {
        "page": page, "lignes": pages.lignes(request, list(page.object_list), au), "filtre": filtre,
        "peut_creer": request.droits.peut(Permission.CONTRATS_MODIFIER),
    }  # fmt: skip
    return render(request, "contrats/_liste.html" if request.htmx else "contrats/liste.html", contexte)


@require_safe
@requiert(VOIR)
@page_gardee
def contrat(request: Requete, pk: int) -> HttpResponse:
    """The synopsis of a contract."""
    objet = contrat_demande(request, pk)
    contexte = {
        "contrat": objet, "s": pages.synopsis(request, objet, timezone.localdate()),
        "onglets": pages.onglets(objet, "contrat"),
        "peut_modifier": request.droits.peut(Permission.CONTRATS_MODIFIER, objet.collectivite_id),
    }  # fmt: skip
    return render(request, "contrats/contrat.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_MODIFIER)
def creer(request: Requete) -> HttpResponse:
    """A new contract, then its objectives."""
    form = formulaires.CreationForm(request.POST or None, codes=request.droits.perimetre(Permission.CONTRATS_MODIFIER))
    if request.method == "POST" and form.is_valid():
        lu = form.cleaned_data
        exiger(request, Permission.CONTRATS_MODIFIER, lu["collectivite"])
        dossier = DossierContrat(
            lu["collectivite"],
            lu["intitule"],
            lu["regime"],
            periode=Periode(lu["debut"], lu["fin"]) if lu["debut"] else None,
        )
        try:
            objet = services.creer(dossier=dossier, par=request.user, repris=lu["repris"])
        except EntreeRefusee as refus:
            dire_le_refus(form, refus)
        else:
            messages.success(request, "Le contrat est créé. Choisissez maintenant les objectifs qu'il retient.")
            return redirect("contrats:section", pk=objet.pk, code="objectifs")
    return render(request, "contrats/creer.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_MODIFIER)
def section(request: Requete, pk: int, code: str) -> HttpResponse:
    """Edit one section of a contract."""
    objet = contrat_demande(request, pk, Permission.CONTRATS_MODIFIER)
    partie = SECTIONS[code]
    dossier = selectors.dossier(objet)
    form = partie.formulaire(dossier, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ecrites = services.modifier(contrat=objet, dossier=partie.lire(dossier, form), par=request.user)
        except EntreeRefusee as refus:
            dire_le_refus(form, refus)
        else:
            messages.success(request, f"{partie.libelle} : enregistré." if ecrites else "Rien n'a changé.")
            return redirect("contrats:contrat", pk=objet.pk)
    contexte = {"contrat": objet, "section": partie, "form": form, "composition": pages.repondre(dossier)}
    return render(request, "contrats/section.html", contexte)


@require_POST
@requiert(Permission.CONTRATS_MODIFIER)
def composition(request: Requete, pk: int) -> HttpResponse:
    """Whether the objectives ticked respect the regime: nothing is written."""
    objet = contrat_demande(request, pk, Permission.CONTRATS_MODIFIER)
    dossier = selectors.dossier(objet)
    partie = SECTIONS["objectifs"]
    form = partie.formulaire(dossier, request.POST)
    reponse = pages.repondre(partie.lire(dossier, form) if form.is_valid() else dossier)
    return render(request, "contrats/_composition.html", {"composition": reponse})


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_SIGNER)
def signer(request: Requete, pk: int) -> HttpResponse:
    """Record the signature."""
    objet = contrat_demande(request, pk, Permission.CONTRATS_SIGNER)
    form = formulaires.SignatureForm(request.POST or None, au=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            services.signer(contrat=objet, le=form.cleaned_data["le"], par=request.user)
        except (EntreeRefusee, RegleNonRespectee) as refus:
            dire_le_refus(form, refus)
        else:
            messages.success(request, "La signature est enregistrée ; les échéances sont recalculées.")
            return redirect("contrats:contrat", pk=objet.pk)
    return render(
        request, "contrats/signer.html", {"contrat": objet, "form": form, "titre": "Enregistrer la signature"}
    )


@require_http_methods(["GET", "POST"])
@requiert(Permission.CONTRATS_MODIFIER)
def justifier(request: Requete, pk: int) -> HttpResponse:
    """Write why an écart is accepted."""
    objet = contrat_demande(request, pk, Permission.CONTRATS_MODIFIER)
    cle = request.GET.get("cle", "")
    ecart = next((e for e in selectors.ecarts(objet, timezone.localdate()) if e.cle == cle), None)
    ancienne = justifications(objet.cadre).get(cle)
    form = formulaires.JustificationForm(
        request.POST or None, initial={"commentaire": ancienne.commentaire if ancienne else ""}
    )
    if ecart is None and ancienne is None:
        messages.info(request, "Cet écart n'existe plus : il n'y a rien à justifier.")
        return redirect("contrats:contrat", pk=objet.pk)
    if request.method == "POST" and form.is_valid():
        justifier_ecart(cadre=objet.cadre, cle=cle, commentaire=form.cleaned_data["commentaire"], par=request.user)
        messages.success(request, "La justification est enregistrée. Elle reste si l'écart disparaît puis revient.")
        return redirect(f"{reverse('contrats:contrat', args=[objet.pk])}#ecarts")
    return render(request, "contrats/justifier.html", {"contrat": objet, "form": form, "ecart": ecart})


@require_safe
@requiert(VOIR)
def documents(request: Requete, pk: int) -> HttpResponse:
    """The signed contract and its annexes."""
    objet = contrat_demande(request, pk)
    return render(request, "contrats/documents.html", {"contrat": objet, "onglets": pages.onglets(objet, "documents")})


@require_safe
@requiert(VOIR)
@page_gardee
def versions(request: Requete, pk: int) -> HttpResponse:
    """What the contract said, as known on two days, and what differs."""
    objet = contrat_demande(request, pk)
    form = formulaires.ComparaisonForm(request.GET or None)
    contexte = {"contrat": objet, "onglets": pages.onglets(objet, "versions"), "form": form}
    if request.GET and form.is_valid():
        fins = [datetime.combine(j, time.max, timezone.get_current_timezone()) if j else timezone.now()
                for j in (form.cleaned_data["avant"], form.cleaned_data["apres"])]  # fmt: skip
        avant, apres = (selectors.dossier_connu_au(objet, fin) for fin in fins)
        contexte |= {"compare": True, "connu": avant is not None}
        etats = [en_donnees(x) if x else {} for x in (avant, apres)]
        contexte["changements"] = lisibles(differences(*etats), *etats)
    return render(request, "contrats/versions.html", contexte)
