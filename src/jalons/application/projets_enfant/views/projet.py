"""The page of a child's projet, its acts, its printed versions, its history."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.faits import selectors as faits
from jalons.application.projets_enfant import (
    contenu,
    cycle,
    edition,
    historiques,
    impression,
    lecture,
    selectors,
    services,
)
from jalons.application.projets_enfant.actes import ACTES
from jalons.application.projets_enfant.forms import OuvrirForm
from jalons.application.projets_enfant.models import Projet
from jalons.application.projets_enfant.services import controle
from jalons.application.projets_enfant.services.commun import dossier_de
from jalons.application.projets_enfant.views.commun import ouvrir, ouvrir_enfant, retour
from jalons.application.socle.journal import journaliser_lecture
from jalons.noyau.saisie import EntreeRefusee

CONCERNEES = [Permission.PROJETS_REDIGER, Permission.PROJETS_VALIDER, Permission.ENFANTS_VOIR]


@require_safe
@requiert(Permission.PROJETS_VOIR)
def dossier(request: Requete, pk: int) -> HttpResponse:
    """The projet under way with its deadlines, the former ones, the reports."""
    enfant = ouvrir_enfant(request, pk, "dossier")
    tenues = porte.permissions_sur(request, enfant, CONCERNEES, maintenant=timezone.now())
    lu, anciens, rapports = lecture.lire(enfant)
    permis = cycle.possibles(cycle.Etat(lu.projet.etat)) if lu else frozenset()
    redige = Permission.PROJETS_REDIGER in tenues
    contexte = {
        "enfant": enfant, "collectivite": enfant.collectivite, "lu": lu, "projet": lu.projet if lu else None,
        "anciens": anciens, "rapports": rapports,
        "actes": [(str(a), o) for a, o in ACTES.items() if a in permis and o.permission in tenues],
        "peut_rediger": redige and cycle.Acte.REDIGER in permis and not (lu and lu.signatures),
        "peut_evaluer": redige and cycle.Acte.EVALUER in permis,
        "peut_ouvrir": redige, "voit_dossier": Permission.ENFANTS_VOIR in tenues,
        "lignes": faits.pour_panneau(selectors.echeances_de(enfant), au=timezone.localdate()),
    }  # fmt: skip
    return render(request, "projets_enfant/dossier.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def ouvrir_projet(request: Requete, pk: int) -> HttpResponse:
    """Begin the projet of a child."""
    enfant, jour = ouvrir_enfant(request, pk, "ouvrir", Permission.PROJETS_REDIGER), timezone.localdate()
    formulaire = OuvrirForm(request.POST if request.method == "POST" else None, initial={"commence_le": jour})
    formulaire.controle = lambda lus: controle.ouverture(enfant, dossier_de(enfant, jour), lus, jour)
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.ouvrir(enfant=enfant, par=request.user, au=jour, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            return redirect(retour(enfant))
    return edition.page(
        request,
        enfant,
        formulaire,
        titre="Commencer un projet pour l'enfant",
        bouton="Commencer",
        retour=retour(enfant),
    )


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def acte(request: Requete, projet: int, code: str) -> HttpResponse:
    """An act on the projet."""
    offert = ACTES.get(cycle.Acte(code)) if code in set(cycle.Acte) else None
    if offert is None:
        raise Http404("Cet acte n'existe pas.")
    objet, jour = ouvrir(request, Projet, projet, code, offert.permission), timezone.localdate()
    depart = {"version": objet.version, "le": jour}
    saisie = offert.formulaire(request.POST if request.method == "POST" else None, projet=objet, initial=depart)
    saisie.controle = lambda lus: controle.acte(cycle.Acte(code), objet, lus, jour)
    return edition.acte(
        request, objet.enfant, offert, saisie, retour=retour(objet.enfant),
        faire=lambda **champs: offert.service(projet=objet, par=request.user, au=jour, **champs),
    )  # fmt: skip


@require_safe
@requiert(Permission.PROJETS_VOIR)
def pdf(request: Requete, projet: int, forme: str) -> HttpResponse:
    """The current version as a PDF: ``complet``, or ``enfant`` in plain words."""
    objet = ouvrir(request, Projet, projet, f"pdf {forme}")
    return _pdf(request, objet, contenu.photographier(objet), forme)


@require_safe
@requiert(Permission.PROJETS_VOIR)
def pdf_version(request: Requete, projet: int, avenant: int, forme: str) -> HttpResponse:
    """A signed version as a PDF, as it was on the day of its signature."""
    objet = ouvrir(request, Projet, projet, f"pdf {forme}")
    version = get_object_or_404(objet.versions, avenant=avenant)
    return _pdf(request, objet, version.contenu, forme, avenant=avenant)


def _pdf(
    requete: Requete, projet: Projet, dit: dict[str, object], forme: str, avenant: int | None = None
) -> HttpResponse:
    if forme not in impression.FORMES:
        raise Http404(f"« {forme} » n'est pas une forme connue : demandez complet ou enfant.")
    octets = impression.imprimer_projet(dit, projet.enfant, forme=forme, au=timezone.localdate())
    journaliser_lecture("projets_enfant:imprimer", objet=projet, par=requete.user, forme=forme)
    nom = f"projet-{projet.enfant.numero}-{projet.avenant if avenant is None else avenant}-{forme}.pdf"
    entetes = {"Content-Disposition": f'attachment; filename="{nom}"'}
    return HttpResponse(octets, content_type="application/pdf", headers=entetes)


@require_safe
@requiert(Permission.PROJETS_VOIR)
def historique(request: Requete, projet: int) -> HttpResponse:
    """Who changed what, and when."""
    objet = ouvrir(request, Projet, projet, "historique")
    contexte = {
        "enfant": objet.enfant, "collectivite": objet.enfant.collectivite, "retour": retour(objet.enfant),
        "changements": historiques.lire(objet),
    }  # fmt: skip
    return render(request, "projets_enfant/historique.html", contexte)
