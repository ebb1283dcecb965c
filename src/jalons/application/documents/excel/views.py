"""Download a workbook, upload it filled, see what it would change, confirm. One set of pages for every workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel import registre, services
from jalons.application.documents.excel.cellules import afficher
from jalons.application.documents.excel.classeur import Modele
from jalons.application.documents.excel.comparaison import LigneChangee, Resultat
from jalons.application.documents.excel.registre import Classeur
from jalons.application.documents.models import ImportEnAttente
from jalons.application.ui.envoi import envoyer
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import Tableau

TYPE_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ClasseurForm(forms.Form):
    """The workbook filled off line."""

    fichier = forms.FileField(
        label="Classeur rempli",
        help_text="Le fichier téléchargé ici, en .xlsx ou en .ods, 5 Mo au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods"}),
        error_messages={"required": "Aucun fichier n'est choisi : choisissez le classeur rempli."},
    )


@dataclass(frozen=True, slots=True)
class LigneVue:
    """One change as the preview shows it."""

    feuille: str
    libelle: str
    colonne: str
    cellule: str
    avant: str
    apres: str
    a_l_export: str
    creation: bool
    conflit: bool
    cle: str


@require_safe
@requiert(Permission.DOCUMENTS_VOIR)
def telecharger(request: Requete, code: str, objet: str) -> HttpResponse:
    """The workbook, with the values of the moment."""
    classeur, cible = _trouver(request, code, objet)
    presentation = [("Objet", str(cible)), ("Collectivité", classeur.collectivite(cible))]
    octets = services.exporter(classeur, cible, presentation=presentation)
    nom = f"{code}-{slugify(str(cible))[:60]}-{timezone.localdate():%Y-%m-%d}.xlsx"
    reponse = HttpResponse(octets, content_type=TYPE_XLSX)
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse["Cache-Control"] = "private, no-store"
    return reponse


@require_http_methods(["GET", "POST"])
@requiert(Permission.DOCUMENTS_DEPOSER)
def deposer(request: Requete, code: str, objet: str) -> HttpResponse:
    """Upload a filled workbook; nothing is written but the preview."""
    classeur, cible = _trouver(request, code, objet, faire=True)
    formulaire = ClasseurForm(request.POST or None, request.FILES or None)
    fautes: list[Faute] = []
    if request.method == "POST" and formulaire.is_valid():
        fichier = formulaire.cleaned_data["fichier"]
        try:
            attente = services.mettre_en_attente(
                classeur, cible, octets=fichier.read(), nom=fichier.name, par=request.user
            )
            return redirect("documents:classeur_apercu", pk=attente.pk)
        except EntreeRefusee as refus_du_fichier:
            fautes = refus_du_fichier.fautes
    contexte = {
        "formulaire": formulaire, "classeur": classeur, "cible": cible, "fautes": fautes,
        "retour": classeur.adresse(cible),
    }  # fmt: skip
    statut = 422 if fautes or formulaire.errors else 200
    return render(request, "documents/classeurs/deposer.html", contexte, status=statut)


@require_http_methods(["GET", "POST"])
@requiert(Permission.DOCUMENTS_DEPOSER)
def apercu(request: Requete, pk: int) -> HttpResponse:
    """What a pending import would change; POST writes it all, or nothing."""
    attente, classeur, cible = _attente(request, pk)
    fautes: list[Faute] = []
    if request.method == "POST":
        try:
            nombre = services.confirmer(
                attente, classeur, cible, ecraser=request.POST.getlist("ecraser"), par=request.user
            )
            messages.success(request, f"Import fait : {compter(nombre, 'ligne écrite')}.")
            return redirect(classeur.adresse(cible))
        except (EntreeRefusee, ValidationError) as erreur:
            fautes = erreur.fautes if isinstance(erreur, EntreeRefusee) else [Faute("", p) for p in erreur.messages]
    resultat = services.lire_attente(attente)
    lues = vues(classeur.modele(cible, attente.parametres), resultat)
    contexte = {
        "attente": attente, "classeur": classeur, "cible": cible, "resultat": resultat, "fautes": fautes,
        "changements": [v for v in lues if not v.conflit], "conflits": [v for v in lues if v.conflit],
        "lignes_creees": sum(1 for x in resultat.lignes if x.est_creation), "retour": classeur.adresse(cible),
    }  # fmt: skip
    return render(request, "documents/classeurs/apercu.html", contexte, status=422 if fautes else 200)


@require_safe
@requiert(Permission.DOCUMENTS_DEPOSER)
def refus(request: Requete, pk: int) -> HttpResponse:
    """The refused cells, to be corrected off line."""
    attente, _, _ = _attente(request, pk)
    colonnes = ("Feuille", "Cellule", "Reçu", "Attendu", "Que faire")
    lus = services.lire_attente(attente).refus
    lignes = ((r.feuille, r.cellule, r.recu, r.attendu, r.message) for r in lus)
    return envoyer(Tableau("Refus", colonnes, lignes), "cellules-refusees")


def _trouver(request: Requete, code: str, objet: str, *, faire: bool = False) -> tuple[Classeur, Any]:
    """The workbook and what it is about: 404 outside the perimeter, 403 inside without the right."""
    classeur = registre.trouver(code)
    if classeur is None:
        raise Http404("Ce classeur n'existe pas.")
    try:
        cible = get_object_or_404(classeur.objets(), pk=objet)
    except (ValueError, ValidationError) as erreur:
        raise Http404("Cet objet n'existe pas.") from erreur
    if classeur.collectivite(cible) not in request.droits.perimetre(classeur.voir):
        raise Http404("Cet objet n'existe pas.")
    if faire:
        exiger(request, classeur.modifier, classeur.collectivite(cible))
    return classeur, cible


def _attente(request: Requete, pk: int) -> tuple[ImportEnAttente, Classeur, Any]:
    attente = obtenir(ImportEnAttente.objects.all(), requete=request, voir=Permission.DOCUMENTS_VOIR, pk=pk)
    classeur, cible = _trouver(request, attente.classeur, attente.objet, faire=True)
    return attente, classeur, cible


def vues(modele: Modele, resultat: Resultat) -> list[LigneVue]:
    """Every change of a file, as a preview shows it."""
    return [vue for ligne in resultat.lignes for vue in _vues_de(modele, ligne)]


def _vues_de(modele: Modele, ligne: LigneChangee) -> list[LigneVue]:
    feuille = modele.feuille(ligne.feuille)
    vues = []
    for c in ligne.changements:
        colonne = feuille.colonne(c.colonne)
        vues.append(
            LigneVue(
                feuille.titre, ligne.libelle, colonne.titre, c.cellule, afficher(colonne, c.avant),
                afficher(colonne, c.apres), afficher(colonne, c.a_l_export), ligne.est_creation, c.est_conflit,
                f"{ligne.feuille}!{c.cellule}",
            )
        )  # fmt: skip
    return vues
