"""The workbook of the foster carers of an employer: choose the employer, download, drop, preview, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.accueil_familial.classeur_assistants import ClasseurAssistants
from jalons.application.accueil_familial.models import AssistantFamilial
from jalons.application.accueil_familial.views.commun import MODIFIER, VOIR, employeurs
from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.views import TYPE_XLSX, ClasseurForm, vues
from jalons.application.documents.models import ImportEnAttente
from jalons.application.etablissements import porte
from jalons.application.etablissements.models import Organisme
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.envoi import envoyer
from jalons.application.ui.listes import page_demandee
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import Tableau


def _ouvrir(requete: Requete, pk: int) -> tuple[Organisme, ClasseurAssistants]:
    """The employer whose carers the agent may write, and its workbook."""
    lignes = Organisme.objects.select_related("collectivite")
    employeur = porte.obtenir(lignes, requete=requete, voir=VOIR, faire=MODIFIER, organisme="code", pk=pk)
    return employeur, ClasseurAssistants(au=timezone.localdate())


def _attente(requete: Requete, pk: int, attente: int) -> tuple[Organisme, ClasseurAssistants, ImportEnAttente]:
    employeur, classeur = _ouvrir(requete, pk)
    lignes = ImportEnAttente.objects.filter(classeur=classeur.code, objet=str(employeur.pk))
    return employeur, classeur, obtenir(lignes, requete=requete, voir=MODIFIER, pk=attente)


@require_safe
@requiert(MODIFIER)
def choisir(request: Requete) -> HttpResponse:
    """Employers whose carers the agent may write: those who have most of them first."""
    siens = AssistantFamilial.objects.filter(employeur=OuterRef("pk")).order_by().values("employeur")
    lignes = employeurs(request, MODIFIER).annotate(assistants=Subquery(siens.annotate(n=Count("pk")).values("n")))
    tries = sorted(lignes, key=lambda e: (-(e.assistants or 0), e.nom, e.pk))
    contexte = {"page": page_demandee(request.GET, tries, par_page=25)}
    return render(request, "accueil_familial/classeurs.html", contexte)


@require_safe
@requiert(MODIFIER)
def telecharger(request: Requete, pk: int) -> HttpResponse:
    """The workbook, with the carers of the moment; its reading is journalled: it holds births."""
    employeur, classeur = _ouvrir(request, pk)
    presentation = [("Employeur", employeur.nom), ("Collectivité", employeur.collectivite_id)]
    octets = excel.exporter(classeur, employeur, presentation=presentation)
    journaliser_lecture("accueil_familial:telecharger_classeur", objet=employeur, par=request.user)
    nom = f"assistants-familiaux-{slugify(employeur.nom)[:60]}-{timezone.localdate():%Y-%m-%d}.xlsx"
    reponse = HttpResponse(octets, content_type=TYPE_XLSX)
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse["Cache-Control"] = "private, no-store"
    return reponse


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def deposer(request: Requete, pk: int) -> HttpResponse:
    """Drop a filled workbook; nothing is written but the preview."""
    employeur, classeur = _ouvrir(request, pk)
    formulaire = ClasseurForm(request.POST or None, request.FILES or None)
    fautes: list[Faute] = []
    if request.method == "POST" and formulaire.is_valid():
        fichier = formulaire.cleaned_data["fichier"]
        try:
            attente = excel.mettre_en_attente(
                classeur, employeur, octets=fichier.read(), nom=fichier.name, par=request.user
            )
            return redirect("accueil_familial:apercu_classeur", employeur.pk, attente.pk)
        except EntreeRefusee as refus_du_fichier:
            fautes = refus_du_fichier.fautes
    contexte = {
        "formulaire": formulaire, "classeur": classeur, "cible": employeur, "fautes": fautes,
        "retour": reverse("accueil_familial:classeurs"),
        "telecharger_url": reverse("accueil_familial:telecharger_classeur", args=[employeur.pk]),
    }  # fmt: skip
    statut = 422 if fautes or formulaire.errors else 200
    return render(request, "documents/classeurs/deposer.html", contexte, status=statut)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def apercu(request: Requete, pk: int, attente: int) -> HttpResponse:
    """What a pending workbook would change, line by line; POST writes it all, or nothing."""
    employeur, classeur, lue = _attente(request, pk, attente)
    fautes: list[Faute] = []
    if request.method == "POST":
        try:
            ecraser = request.POST.getlist("ecraser")
            nombre = excel.confirmer(lue, classeur, employeur, ecraser=ecraser, par=request.user)
            messages.success(request, f"Classeur enregistré : {compter(nombre, 'ligne écrite')}.")
            return redirect(classeur.adresse(employeur))
        except (EntreeRefusee, ValidationError) as erreur:
            fautes = erreur.fautes if isinstance(erreur, EntreeRefusee) else [Faute("", p) for p in erreur.messages]
    contexte = _contexte(employeur, classeur, lue, fautes)
    return render(request, "documents/classeurs/apercu.html", contexte, status=422 if fautes else 200)


def _contexte(
    employeur: Organisme, classeur: ClasseurAssistants, attente: ImportEnAttente, fautes: list[Faute]
) -> dict[str, Any]:
    resultat = excel.lire_attente(attente)
    lues = vues(classeur.modele(employeur, attente.parametres), resultat)
    return {
        "attente": attente, "classeur": classeur, "cible": employeur, "resultat": resultat, "fautes": fautes,
        "changements": [v for v in lues if not v.conflit], "conflits": [v for v in lues if v.conflit],
        "lignes_creees": sum(x.est_creation for x in resultat.lignes), "retour": classeur.adresse(employeur),
        "refus_url": reverse("accueil_familial:refus_classeur", args=[employeur.pk, attente.pk]),
    }  # fmt: skip


@require_safe
@requiert(MODIFIER)
def refus(request: Requete, pk: int, attente: int) -> HttpResponse:
    """The refused cells, to be corrected off line."""
    _, _, lue = _attente(request, pk, attente)
    colonnes = ("Feuille", "Cellule", "Reçu", "Attendu", "Que faire")
    lus = excel.lire_attente(lue).refus
    lignes = ((r.feuille, r.cellule, r.recu, r.attendu, r.message) for r in lus)
    return envoyer(Tableau("Refus", colonnes, lignes), "cellules-refusees")
