"""The workbook of the places of a managing body: download, drop, preview, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.views import TYPE_XLSX, ClasseurForm, vues
from jalons.application.documents.models import ImportEnAttente
from jalons.application.etablissements import porte
from jalons.application.etablissements.classeur_places import ClasseurPlaces
from jalons.application.etablissements.models import Organisme
from jalons.application.etablissements.views.commun import DECLARER, MODIFIER, SUIVRE
from jalons.application.etablissements.views.organismes import ouvrir_organisme
from jalons.application.ui.envoi import envoyer
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import Tableau


def _ouvrir(requete: Requete, pk: int) -> tuple[Organisme, ClasseurPlaces]:
    """The body whose units the agent may declare, and its workbook: with acts for whoever may take some."""
    organisme = ouvrir_organisme(requete, pk, voir=SUIVRE, faire=DECLARER)
    actes = porte.peut(requete, MODIFIER, organisme, organisme.code)
    return organisme, ClasseurPlaces(actes=actes, au=timezone.localdate())


def _attente(requete: Requete, pk: int, attente: int) -> tuple[Organisme, ClasseurPlaces, ImportEnAttente]:
    organisme, classeur = _ouvrir(requete, pk)
    lignes = ImportEnAttente.objects.filter(classeur=classeur.code, objet=str(organisme.pk))
    return organisme, classeur, obtenir(lignes, requete=requete, voir=DECLARER, pk=attente)


@require_safe
@requiert(DECLARER)
def telecharger(request: Requete, pk: int) -> HttpResponse:
    """The workbook, with the units of the moment."""
    organisme, classeur = _ouvrir(request, pk)
    presentation = [("Organisme", organisme.nom), ("Collectivité", organisme.collectivite_id)]
    octets = excel.exporter(classeur, organisme, presentation=presentation)
    nom = f"places-{slugify(organisme.nom)[:60]}-{timezone.localdate():%Y-%m-%d}.xlsx"
    reponse = HttpResponse(octets, content_type=TYPE_XLSX)
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse["Cache-Control"] = "private, no-store"
    return reponse


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def deposer(request: Requete, pk: int) -> HttpResponse:
    """Drop a filled workbook; nothing is written but the preview."""
    organisme, classeur = _ouvrir(request, pk)
    formulaire = ClasseurForm(request.POST or None, request.FILES or None)
    fautes: list[Faute] = []
    if request.method == "POST" and formulaire.is_valid():
        fichier = formulaire.cleaned_data["fichier"]
        try:
            attente = excel.mettre_en_attente(
                classeur, organisme, octets=fichier.read(), nom=fichier.name, par=request.user
            )
            return redirect("etablissements:apercu_places", organisme.pk, attente.pk)
        except EntreeRefusee as refus_du_fichier:
            fautes = refus_du_fichier.fautes
    return _page_de_depot(request, organisme, classeur, formulaire, fautes)


def _page_de_depot(
    requete: Requete, organisme: Organisme, classeur: ClasseurPlaces, formulaire: ClasseurForm, fautes: list[Faute]
) -> HttpResponse:
    contexte = {
        "formulaire": formulaire,
        "classeur": classeur,
        "cible": organisme,
        "fautes": fautes,
        "retour": classeur.adresse(organisme),
        "telecharger_url": reverse("etablissements:telecharger_places", args=[organisme.pk]),
    }
    statut = 422 if fautes or formulaire.errors else 200
    return render(requete, "documents/classeurs/deposer.html", contexte, status=statut)


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def apercu(request: Requete, pk: int, attente: int) -> HttpResponse:
    """What a pending workbook would change, line by line; POST writes it all, or nothing."""
    organisme, classeur, lue = _attente(request, pk, attente)
    fautes: list[Faute] = []
    if request.method == "POST":
        try:
            ecraser = request.POST.getlist("ecraser")
            nombre = excel.confirmer(lue, classeur, organisme, ecraser=ecraser, par=request.user)
            messages.success(request, f"Classeur enregistré : {compter(nombre, 'ligne écrite')}.")
            return redirect(classeur.adresse(organisme))
        except (EntreeRefusee, ValidationError) as erreur:
            fautes = erreur.fautes if isinstance(erreur, EntreeRefusee) else [Faute("", p) for p in erreur.messages]
    return render(
        request, "documents/classeurs/apercu.html", _contexte(organisme, classeur, lue, fautes),
        status=422 if fautes else 200,
    )  # fmt: skip


def _contexte(
    organisme: Organisme, classeur: ClasseurPlaces, attente: ImportEnAttente, fautes: list[Faute]
) -> dict[str, Any]:
    resultat = excel.lire_attente(attente)
    lues = vues(classeur.modele(organisme, attente.parametres), resultat)
    return {
        "attente": attente,
        "classeur": classeur,
        "cible": organisme,
        "resultat": resultat,
        "fautes": fautes,
        "changements": [v for v in lues if not v.conflit],
        "conflits": [v for v in lues if v.conflit],
        "lignes_creees": sum(x.est_creation for x in resultat.lignes),
        "retour": classeur.adresse(organisme),
        "refus_url": reverse("etablissements:refus_places", args=[organisme.pk, attente.pk]),
    }


@require_safe
@requiert(DECLARER)
def refus(request: Requete, pk: int, attente: int) -> HttpResponse:
    """The refused cells, to be corrected off line."""
    _, _, lue = _attente(request, pk, attente)
    colonnes = ("Feuille", "Cellule", "Reçu", "Attendu", "Que faire")
    lus = excel.lire_attente(lue).refus
    lignes = ((r.feuille, r.cellule, r.recu, r.attendu, r.message) for r in lus)
    return envoyer(Tableau("Refus", colonnes, lignes), "cellules-refusees")
