"""Writing what a projet says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.projets_enfant import cycle, edition, services
from jalons.application.projets_enfant.forms import ActionForm, EvaluationForm, ObjectifForm, ParolesForm, VoletForm
from jalons.application.projets_enfant.models import Action, Domaine, Objectif, Projet, Volet
from jalons.application.projets_enfant.rules import fautes_periode
from jalons.application.projets_enfant.services import controle
from jalons.application.projets_enfant.services.commun import dossier_de
from jalons.application.projets_enfant.views.commun import ouvrir, retour
from jalons.application.socle.version import VersionDepassee
from jalons.application.ui.champs import SANS_VERSION
from jalons.noyau.saisie import EntreeRefusee, Faute


def _projet(requete: Requete, pk: int, page: str) -> Projet:
    return ouvrir(requete, Projet, pk, page, Permission.PROJETS_REDIGER)


def _domaine(code: str) -> Domaine:
    if code not in Domaine.values:
        raise Http404("Ce domaine n'existe pas.")
    return Domaine(code)


def _valeurs(objet: Any, formulaire: Any) -> dict[str, Any]:
    return {nom: getattr(objet, nom) for nom in formulaire.noms()}


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def volet(request: Requete, projet: int, domaine: str) -> HttpResponse:
    """Write a domain."""
    objet, code, jour = _projet(request, projet, "volet"), _domaine(domaine), timezone.localdate()

    def courant() -> tuple[int, dict[str, Any]]:
        trouve = Volet.objects.filter(projet=objet, domaine=code).first() or Volet(version=0)
        return trouve.version, _valeurs(trouve, VoletForm)

    return edition.section(
        request, objet.enfant, formulaire=VoletForm, titre=str(code.label), retour=retour(objet.enfant, code),
        courant=courant, controle=lambda lus: controle.redaction(objet, jour),
        ecrire=lambda version, champs: services.rediger_volet(
            projet=objet, domaine=code, version=version, par=request.user, au=jour, **champs
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def paroles(request: Requete, projet: int) -> HttpResponse:
    """Write what the child and the parents say."""
    objet, jour = _projet(request, projet, "paroles"), timezone.localdate()

    def courant() -> tuple[int, dict[str, Any]]:
        frais = Projet.objects.get(pk=objet.pk)
        return frais.version, _valeurs(frais, ParolesForm)

    return edition.section(
        request, objet.enfant, formulaire=ParolesForm, titre="Paroles et lieu de vie",
        retour=retour(objet.enfant, "paroles"), courant=courant, controle=lambda lus: controle.redaction(objet, jour),
        ecrire=lambda version, champs: services.rediger_paroles(
            projet=objet, version=version, par=request.user, au=jour, **champs
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def objectif_nouveau(request: Requete, projet: int, domaine: str) -> HttpResponse:
    """Add an objective."""
    objet, code, jour = _projet(request, projet, "objectif"), _domaine(domaine), timezone.localdate()
    return edition.section(
        request, objet.enfant, formulaire=ObjectifForm, titre="Objectif", retour=retour(objet.enfant, code),
        courant=lambda: (0, {}), intro=str(code.label), controle=lambda lus: controle.redaction(objet, jour),
        ecrire=lambda version, champs: services.ajouter_objectif(
            projet=objet, domaine=code, par=request.user, au=jour, **champs
        ),
    )  # fmt: skip


def _objectif(requete: Requete, projet: int, pk: int, page: str) -> Objectif:
    objet = _projet(requete, projet, page)
    trouve = get_object_or_404(Objectif, pk=pk, projet=objet)
    trouve.projet = objet
    return trouve


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def objectif(request: Requete, projet: int, objectif: int) -> HttpResponse:
    """Change an objective."""
    objet, jour = _objectif(request, projet, objectif, "objectif"), timezone.localdate()
    return _section_objectif(
        request, objet, ObjectifForm, "Objectif",
        lambda version, champs: services.modifier_objectif(
            objectif=objet, version=version, par=request.user, au=jour, **champs
        ),
        lambda lus: controle.redaction(objet.projet, jour),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def evaluer(request: Requete, projet: int, objectif: int) -> HttpResponse:
    """Say what came of an objective."""
    objet, jour = _objectif(request, projet, objectif, "évaluer"), timezone.localdate()
    return _section_objectif(
        request, objet, EvaluationForm, "Évaluation de l'objectif",
        lambda version, champs: services.evaluer_objectif(
            objectif=objet, version=version, par=request.user, au=jour, **champs
        ),
        lambda lus: controle.redaction(objet.projet, jour, cycle.Acte.EVALUER)
        or controle.evaluation(objet.projet, dossier_de(objet.projet.enfant, jour), lus, jour),
    )  # fmt: skip


def _section_objectif(
    requete: Requete, objet: Objectif, formulaire: Any, titre: str, ecrire: edition.Ecrire,
    controle: edition.Controle,
) -> HttpResponse:  # fmt: skip
    def courant() -> tuple[int, dict[str, Any]]:
        frais = Objectif.objects.get(pk=objet.pk)
        return frais.version, _valeurs(frais, formulaire)

    enfant = objet.projet.enfant
    return edition.section(
        requete, enfant, formulaire=formulaire, titre=titre, intro=objet.texte, courant=courant, ecrire=ecrire,
        retour=retour(enfant, objet.domaine), controle=controle,
    )  # fmt: skip


@require_POST
@requiert(Permission.PROJETS_REDIGER)
def retirer_objectif(request: Requete, projet: int, objectif: int) -> HttpResponse:
    """Remove an objective."""
    objet = _objectif(request, projet, objectif, "retirer un objectif")
    ou, vue = retour(objet.projet.enfant, objet.domaine), request.GET.get("version", "")
    if not vue.isdecimal():
        messages.error(request, SANS_VERSION)
        return redirect(ou)
    try:
        services.retirer_objectif(objectif=objet, par=request.user, au=timezone.localdate(), version=int(vue))
    except EntreeRefusee as refus:
        messages.error(request, " ".join(f.message for f in refus.fautes))
    except VersionDepassee as depassee:
        messages.error(request, edition.phrase_du_conflit(depassee))
    else:
        messages.success(request, "L'objectif est retiré ; l'historique le garde.")
    return redirect(ou)


def _fautes_de_l_action(projet: Projet, au: date, lus: Mapping[str, Any]) -> list[Faute]:
    return controle.redaction(projet, au) or fautes_periode("fin", lus.get("debut"), lus.get("fin"))


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def action_nouvelle(request: Requete, projet: int, objectif: int) -> HttpResponse:
    """Add an action."""
    objet, jour = _objectif(request, projet, objectif, "action"), timezone.localdate()
    enfant = objet.projet.enfant
    return edition.section(
        request, enfant, formulaire=ActionForm, titre="Action", intro=objet.texte, courant=lambda: (0, {}),
        retour=retour(enfant, objet.domaine),
        controle=lambda lus: _fautes_de_l_action(objet.projet, jour, lus),
        ecrire=lambda version, champs: services.ajouter_action(objectif=objet, par=request.user, au=jour, **champs),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(Permission.PROJETS_REDIGER)
def action(request: Requete, projet: int, action: int) -> HttpResponse:
    """Change an action."""
    parent, jour = _projet(request, projet, "action"), timezone.localdate()
    objet = get_object_or_404(Action.objects.select_related("objectif"), pk=action, objectif__projet=parent)
    objet.objectif.projet = parent

    def courant() -> tuple[int, dict[str, Any]]:
        frais = Action.objects.get(pk=objet.pk)
        return frais.version, _valeurs(frais, ActionForm)

    return edition.section(
        request, parent.enfant, formulaire=ActionForm, titre="Action", intro=objet.objectif.texte, courant=courant,
        retour=retour(parent.enfant, objet.objectif.domaine),
        controle=lambda lus: _fautes_de_l_action(parent, jour, lus),
        ecrire=lambda version, champs: services.modifier_action(
            action=objet, version=version, par=request.user, au=jour, **champs
        ),
    )  # fmt: skip


@require_POST
@requiert(Permission.PROJETS_REDIGER)
def retirer_action(request: Requete, projet: int, action: int) -> HttpResponse:
    """Remove an action."""
    parent = _projet(request, projet, "retirer une action")
    objet = get_object_or_404(Action.objects.select_related("objectif"), pk=action, objectif__projet=parent)
    objet.objectif.projet = parent
    try:
        services.retirer_action(action=objet, par=request.user, au=timezone.localdate())
    except EntreeRefusee as refus:
        messages.error(request, " ".join(f.message for f in refus.fautes))
    else:
        messages.success(request, "L'action est retirée ; l'historique la garde.")
    return redirect(retour(parent.enfant, objet.objectif.domaine))
