"""Situation reports of a child."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.projets_enfant import cycle, edition, impression, rules, selectors, services
from jalons.application.projets_enfant.actes import ACTES_RAPPORT
from jalons.application.projets_enfant.forms import OuvrirRapportForm, RapportForm
from jalons.application.projets_enfant.models import RapportSituation
from jalons.application.projets_enfant.services import controle
from jalons.application.projets_enfant.services.commun import dossier_de
from jalons.application.projets_enfant.views.commun import ouvrir, ouvrir_enfant, retour
from jalons.application.socle.journal import journaliser_lecture
from jalons.noyau.saisie import EntreeRefusee


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def ouvrir_rapport(request: Requete, pk: int) -> HttpResponse:
    """Begin a report."""
    enfant = ouvrir_enfant(request, pk, "ouvrir un rapport", Permission.PROJETS_REDIGER)
    recu, jour = request.POST if request.method == "POST" else None, timezone.localdate()
    formulaire = OuvrirRapportForm(recu, initial={"cadre": selectors.cadre_probable(enfant)})
    formulaire.controle = lambda lus: rules.fautes_dossier(dossier_de(enfant, jour))
    if formulaire.is_bound and formulaire.is_valid():
        try:
            rapport = services.ouvrir_rapport(enfant=enfant, par=request.user, au=jour, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            return redirect("projets_enfant:modifier_rapport", rapport.pk)
    return edition.page(
        request, enfant, formulaire, titre="Commencer un rapport de situation", bouton="Commencer",
        retour=retour(enfant),
    )  # fmt: skip


@require_safe
@requiert(Permission.PROJETS_VOIR)
def rapport(request: Requete, rapport: int) -> HttpResponse:
    """A report, and what can be done next."""
    objet = ouvrir(request, RapportSituation, rapport, "rapport")
    voulues = [Permission.PROJETS_REDIGER, Permission.PROJETS_VALIDER]
    tenues = porte.permissions_sur(request, objet.enfant, voulues, maintenant=timezone.now())
    permis = cycle.possibles_rapport(cycle.EtatRapport(objet.etat))
    judiciaire = objet.cadre == RapportSituation.Cadre.JUDICIAIRE
    contexte = {
        "enfant": objet.enfant, "collectivite": objet.enfant.collectivite, "rapport": objet,
        "rubriques": [(titre, getattr(objet, champ)) for champ, titre in impression.RUBRIQUES],
        "redacteurs": rules.professions(objet.redacteurs), "retour": retour(objet.enfant, "rapports"),
        "peut_rediger": cycle.ActeRapport.REDIGER in permis and Permission.PROJETS_REDIGER in tenues,
        "actes": [
            (str(a), o) for a, o in ACTES_RAPPORT.items()
            if a in permis and o.permission in tenues and (judiciaire or a is not cycle.ActeRapport.TRANSMETTRE)
        ],
    }  # fmt: skip
    return render(request, "projets_enfant/rapport.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def modifier_rapport(request: Requete, rapport: int) -> HttpResponse:
    """Write the report."""
    objet = ouvrir(request, RapportSituation, rapport, "modifier un rapport", Permission.PROJETS_REDIGER)
    jour = timezone.localdate()

    def courant() -> tuple[int, dict[str, Any]]:
        frais = RapportSituation.objects.get(pk=objet.pk)
        return frais.version, {nom: getattr(frais, nom) for nom in RapportForm.noms()}

    return edition.section(
        request, objet.enfant, formulaire=RapportForm, titre="Rapport de situation", retour=objet.get_absolute_url(),
        courant=courant, controle=lambda lus: controle.redaction_rapport(objet, jour),
        ecrire=lambda version, champs: services.rediger_rapport(
            rapport=objet, version=version, par=request.user, au=jour, **champs
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def acte_rapport(request: Requete, rapport: int, code: str) -> HttpResponse:
    """An act on the report."""
    offert = ACTES_RAPPORT.get(cycle.ActeRapport(code)) if code in set(cycle.ActeRapport) else None
    if offert is None:
        raise Http404("Cet acte n'existe pas.")
    objet, jour = ouvrir(request, RapportSituation, rapport, code, offert.permission), timezone.localdate()
    recu = request.POST if request.method == "POST" else None
    saisie = offert.formulaire(recu, initial={"version": objet.version, "le": jour})
    saisie.controle = lambda lus: controle.acte_rapport(cycle.ActeRapport(code), objet, lus, jour)
    return edition.acte(
        request, objet.enfant, offert, saisie, retour=objet.get_absolute_url(),
        faire=lambda **champs: offert.service(rapport=objet, par=request.user, au=jour, **champs),
    )  # fmt: skip


@require_safe
@requiert(Permission.PROJETS_VOIR)
def pdf_rapport(request: Requete, rapport: int) -> HttpResponse:
    """The report as a PDF."""
    objet = ouvrir(request, RapportSituation, rapport, "pdf d'un rapport")
    octets = impression.imprimer_rapport(objet, au=timezone.localdate())
    journaliser_lecture("projets_enfant:imprimer", objet=objet, par=request.user, forme="rapport")
    entetes = {"Content-Disposition": f'attachment; filename="rapport-{objet.enfant.numero}-{objet.pk}.pdf"'}
    return HttpResponse(octets, content_type="application/pdf", headers=entetes)
