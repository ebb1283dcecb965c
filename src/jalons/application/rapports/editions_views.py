"""Downloads of documents made from fiches, contracts and schémas."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import exiger, obtenir, requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.models import Contrat
from jalons.application.contrats.selectors import ecarts
from jalons.application.fiches.models import Fiche
from jalons.application.fiches.selectors import fiche_complete
from jalons.application.rapports import modele_word
from jalons.application.rapports.editions import bilan as edition_bilan
from jalons.application.rapports.editions import fiche as edition_fiche
from jalons.application.rapports.editions import synopsis as edition_synopsis
from jalons.application.rapports.editions.document import FORMES, TYPES, WORD, Document, en_word
from jalons.application.rapports.forms import ModeleForm
from jalons.application.schema.models import Schema
from jalons.application.ui.envoi import nommer
from jalons.noyau.saisie import EntreeRefusee


def fichier(document: Document, forme: str, nom: str, modele: bytes | None = None) -> HttpResponse:
    """``document`` as an attachment; ``modele`` is the Word template of the département, if it has one.

    Raises:
        Http404: ``forme`` is not pdf, docx or xlsx.
    """
    if forme not in FORMES:
        raise Http404(f"« {forme} » n'est pas une forme connue : demandez pdf, docx ou xlsx.")
    entete = {"Content-Disposition": f'attachment; filename="{nom}.{forme}"'}
    octets = en_word(document, modele) if forme == "docx" else FORMES[forme](document)
    return HttpResponse(octets, content_type=TYPES[forme], headers=entete)


@require_safe
@requiert(Permission.FICHES_VOIR)
def fiche(requete: Requete, fiche: int, forme: str) -> HttpResponse:
    """A fiche action on one page."""
    trouvee = obtenir(Fiche.objects.all(), requete=requete, voir=Permission.FICHES_VOIR, pk=fiche)
    permises = visibles(Fiche.objects.all(), requete=requete, permission=Permission.FICHES_VOIR)
    complete = fiche_complete(fiche, parmi=permises)
    nom = nommer("fiche-action", trouvee.titre)
    return fichier(edition_fiche.document(complete, au=timezone.localdate()), forme, nom)


@require_safe
@requiert(Permission.CONTRATS_VOIR)
def synopsis(requete: Requete, contrat: int, forme: str) -> HttpResponse:
    """The synopsis of a contract."""
    contrats = Contrat.objects.select_related("cadre", "collectivite")
    trouve = obtenir(contrats, requete=requete, voir=Permission.CONTRATS_VOIR, pk=contrat)
    jour = timezone.localdate()
    releves = ecarts(trouve, jour)
    document = edition_synopsis.document(trouve, instant=timezone.now(), au=jour, ecarts=releves)
    return fichier(document, forme, nommer("synopsis-contrat", trouve.collectivite_id, *trouve.cadre.annees))


@require_safe
@requiert(Permission.SCHEMA_VOIR)
def bilan(requete: Requete, schema: int, forme: str) -> HttpResponse:
    """The bilan of a schéma."""
    schemas = Schema.objects.select_related("cadre", "collectivite")
    trouve = obtenir(schemas, requete=requete, voir=Permission.SCHEMA_VOIR, pk=schema)
    nom = nommer("bilan-schema", trouve.collectivite_id, *trouve.cadre.annees)
    return fichier(edition_bilan.document(trouve, au=timezone.localdate()), forme, nom)


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.RAPPORTS_REDIGER)
def modele(requete: Requete, collectivite: str) -> HttpResponse:
    """The Word template of a collectivité: see it, replace it, go back to ours."""
    if collectivite not in requete.droits.perimetre(Permission.RAPPORTS_VOIR):
        raise Http404("Cette collectivité n'est pas dans votre périmètre.")
    exiger(requete, Permission.RAPPORTS_REDIGER, collectivite)
    formulaire = ModeleForm(requete.POST or None, requete.FILES or None)
    if requete.method == "POST" and "revenir" in requete.POST:
        modele_word.revenir_au_modele_de_jalons(collectivite=collectivite, par=requete.user)
        messages.success(requete, "Les rapports suivent de nouveau le modèle de Jalons.")
        return redirect("rapports:modele", collectivite)
    refus: list[object] = []
    if requete.method == "POST" and formulaire.is_valid():
        recu = formulaire.cleaned_data["fichier"]
        try:
            modele_word.deposer(collectivite=collectivite, contenu=recu.read(), nom=recu.name, par=requete.user)
        except EntreeRefusee as erreur:
            refus = list(erreur.fautes)
        else:
            messages.success(requete, "Ce modèle servira aux prochains rapports Word.")
            return redirect("rapports:modele", collectivite)
    contexte = {
        "piece": modele_word.piece_du_modele(collectivite),
        "formulaire": formulaire,
        "refus": refus,
        "code": collectivite,
    }
    return render(requete, "rapports/modele.html", contexte, status=422 if refus else 200)


@require_safe
@requiert(Permission.RAPPORTS_REDIGER)
def modele_de_jalons(requete: Requete) -> HttpResponse:
    """Our own Word template, to start from."""
    entete = {"Content-Disposition": 'attachment; filename="modele-rapport-jalons.docx"'}
    return HttpResponse(WORD.read_bytes(), content_type=TYPES["docx"], headers=entete)
