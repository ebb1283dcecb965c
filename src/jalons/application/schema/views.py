"""Pages of schémas: list, tree, suivi, structure, adoption, bilan of the former one, écarts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.fiches.models import Fiche
from jalons.application.fiches.selectors import justifications
from jalons.application.fiches.services import justifier_ecart
from jalons.application.schema import actes, export, forms, pages, selectors, services
from jalons.application.schema.dossier import DossierSchema, StatutBilan
from jalons.application.schema.models import LigneBilan, Schema
from jalons.application.ui.envoi import nommer
from jalons.application.ui.listes import page_demandee
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee

VOIR = Permission.SCHEMA_VOIR
MODIFIER = Permission.SCHEMA_MODIFIER
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _schema(request: Requete, pk: int, faire: Permission | None = None) -> Schema:
    return obtenir(selectors.tous(), requete=request, voir=VOIR, faire=faire, pk=pk)


def _contexte(request: Requete, schema: Schema, actif: str) -> dict[str, object]:
    peut = request.droits.peut(MODIFIER, schema.collectivite_id)
    return {"schema": schema, "onglets": pages.onglets(schema, actif, modifiable=peut), "peut_modifier": peut}


@require_safe
@requiert(VOIR)
@page_gardee
def liste(request: Requete) -> HttpResponse:
    """The schémas of the perimeter."""
    page = page_demandee(request.GET, selectors.schemas(request), par_page=10)
    lignes = pages.lignes(request, list(page.object_list), timezone.localdate())
    contexte = {"page": page, "lignes": lignes, "peut_creer": request.droits.peut(MODIFIER)}
    return render(request, "schema/liste.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def creer(request: Requete) -> HttpResponse:
    """A new schéma, then its structure."""
    form = forms.CreationForm(request.POST or None, codes=request.droits.perimetre(MODIFIER))
    if request.method == "POST" and form.is_valid():
        lu = form.cleaned_data
        exiger(request, MODIFIER, lu["collectivite"])
        dossier = DossierSchema(lu["collectivite"], lu["intitule"], Periode(lu["debut"], lu["fin"]), complete=False)
        try:
            objet = services.creer(dossier=dossier, par=request.user)
        except EntreeRefusee as refus:
            form.add_error(None, [f.message for f in refus.fautes])
        else:
            messages.success(request, "Le schéma est créé. Donnez-lui maintenant ses engagements.")
            return redirect("schema:structure", pk=objet.pk)
    return render(request, "schema/creer.html", {"form": form})


@require_safe
@requiert(VOIR)
@page_gardee
def schema(request: Requete, pk: int) -> HttpResponse:
    """Engagements, sub-themes and fiches, places, key dates, écarts."""
    objet = _schema(request, pk)
    p = pages.page(objet, timezone.localdate())
    contexte = _contexte(request, objet, "schema") | {
        "p": p, "adoptable": p.vue.dossier.adopte_le is None
        and request.droits.peut(Permission.SCHEMA_ADOPTER, objet.collectivite_id),
    }  # fmt: skip
    return render(request, "schema/schema.html", contexte)


@require_safe
@requiert(VOIR)
@page_gardee
def suivi(request: Requete, pk: int) -> HttpResponse:
    """How far fiches and actions have gone, the unknown apart."""
    objet = _schema(request, pk)
    p = pages.page(objet, timezone.localdate())
    return render(
        request, "schema/suivi.html", _contexte(request, objet, "suivi") | {"p": p, "figures": pages.figures(p)}
    )


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
@page_gardee
def structure(request: Requete, pk: int) -> HttpResponse:
    """Edit engagements, sub-themes and the fiches under them, one act at a time."""
    objet = _schema(request, pk, MODIFIER)
    if request.method == "POST":
        form = forms.ActeForm(request.POST)
        try:
            phrase = actes.faire(objet, form, par=request.user)
        except EntreeRefusee as refus:
            for faute in refus.fautes:
                messages.error(request, faute.message)
        else:
            messages.success(request, phrase)
        return redirect("schema:structure", pk=objet.pk)
    p = pages.page(objet, timezone.localdate())
    dehors = Fiche.objects.exclude(pk__in=[f.cle for f in p.fiches]).filter(collectivite=objet.collectivite_id)
    contexte = _contexte(request, objet, "structure") | {"p": p, "dehors": dehors.only("id", "titre"), "choix": p.choix}
    return render(request, "schema/structure.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.SCHEMA_ADOPTER)
def adopter(request: Requete, pk: int) -> HttpResponse:
    """Record the adoption."""
    objet = _schema(request, pk, Permission.SCHEMA_ADOPTER)
    form = forms.AdoptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.adopter(schema=objet, le=form.cleaned_data["le"], par=request.user)
        except RegleNonRespectee as refus:
            form.add_error(None, [f"{e.message} ({e.source})" for e in refus.ecarts])
        except EntreeRefusee as refus:
            form.add_error(None, [f.message for f in refus.fautes])
        else:
            messages.success(request, "L'adoption est enregistrée ; le terme du schéma est dans l'échéancier.")
            return redirect("schema:schema", pk=objet.pk)
    return render(request, "schema/adopter.html", {"schema": objet, "form": form})


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def justifier(request: Requete, pk: int) -> HttpResponse:
    """Write why an écart is accepted."""
    objet = _schema(request, pk, MODIFIER)
    cle = request.GET.get("cle", "")
    ecart = next((e for e in selectors.ecarts(objet, timezone.localdate()) if e.cle == cle), None)
    ancienne = justifications(objet.cadre).get(cle)
    if ecart is None and ancienne is None:
        messages.info(request, "Cet écart n'existe plus : il n'y a rien à justifier.")
        return redirect("schema:schema", pk=objet.pk)
    form = forms.JustificationForm(
        request.POST or None, initial={"commentaire": ancienne.commentaire if ancienne else ""}
    )
    if request.method == "POST" and form.is_valid():
        justifier_ecart(cadre=objet.cadre, cle=cle, commentaire=form.cleaned_data["commentaire"], par=request.user)
        messages.success(request, "La justification est enregistrée. Elle reste si l'écart disparaît puis revient.")
        return redirect(f"{reverse('schema:schema', args=[objet.pk])}#ecarts")
    return render(request, "schema/justifier.html", {"schema": objet, "form": form, "ecart": ecart})


@require_safe
@requiert(VOIR)
@page_gardee
def bilan(request: Requete, pk: int) -> HttpResponse:
    """The bilan of the former schéma, action by action."""
    objet = _schema(request, pk)
    return render(request, "schema/bilan.html", _contexte(request, objet, "bilan") | pages.bilan(objet))


@require_safe
@requiert(VOIR)
def bilan_excel(request: Requete, pk: int) -> HttpResponse:
    """The bilan as an Excel workbook."""
    objet = _schema(request, pk)
    reponse = HttpResponse(export.classeur_du_bilan(selectors.dossier(objet)), content_type=EXCEL)
    nom = nommer("bilan-schema", objet.collectivite_id, *objet.cadre.annees)
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.xlsx"'
    return reponse


@require_POST
@requiert(MODIFIER)
def noter_bilan(request: Requete, pk: int, ligne: int) -> HttpResponse:
    """Note the status of one action of the former schéma; htmx receives its row only."""
    objet = _schema(request, pk, MODIFIER)
    visee = obtenir(LigneBilan.objects.filter(bilan__schema=objet), requete=request, voir=VOIR, pk=ligne)
    form = forms.StatutForm(request.POST)
    if form.is_valid():
        services.noter_bilan(ligne=visee, statut=StatutBilan(form.cleaned_data["statut"]), par=request.user)
    else:
        messages.error(request, "Ce statut n'existe pas : choisissez-en un de la liste.")
    return redirect(f"{reverse('schema:bilan', args=[objet.pk])}#ligne-{visee.pk}")
