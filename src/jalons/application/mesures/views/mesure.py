"""One measure: its page, its decision, the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.matrice import roles_avec
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.enfants import porte
from jalons.application.faits import selectors as faits
from jalons.application.mesures import forms, rules, selectors, services
from jalons.application.mesures.etats import jeune
from jalons.application.mesures.models import Mesure
from jalons.application.mesures.services import controle
from jalons.application.socle.version import VersionDepassee
from jalons.application.territoires.models import UniteLocale
from jalons.droit.mesures import ACCORDS, natures
from jalons.noyau.saisie import EntreeRefusee

VOIR, SUIVRE, DECIDER = Permission.MESURES_VOIR, Permission.MESURES_SUIVRE, Permission.MESURES_DECIDER


@dataclass(frozen=True, slots=True)
class Acte:
    """An act as a page: its heading, its form, the service that does it."""

    titre: str
    bouton: str
    fait: str
    formulaire: type[forms.ActeForm]
    service: Callable[..., object]
    permission: Permission


ACTES = {
    "notifier": Acte("Notifier", "Enregistrer", "La notification est enregistrée.",
                     forms.NotifierForm, services.notifier, SUIVRE),
    "demarrer": Acte("Commencer la mesure", "Enregistrer le début", "La mesure a commencé.",
                     forms.DemarrerForm, services.demarrer, SUIVRE),
    "affecter": Acte("Confier la mesure", "Enregistrer", "La mesure est confiée.",
                     forms.AffecterForm, services.affecter, SUIVRE),
    "terminer": Acte("Terminer la mesure", "Enregistrer la fin", "La mesure est terminée.",
                     forms.TerminerForm, services.terminer, SUIVRE),
    "renouveler": Acte("Renouveler la mesure", "Enregistrer", "Le renouvellement est enregistré.",
                       forms.RenouvelerForm, services.renouveler, DECIDER),
    "annuler": Acte("Annuler une saisie", "Annuler la mesure", "La mesure est annulée.",
                    forms.AnnulerForm, services.annuler, DECIDER),
}  # fmt: skip


def _ouvrir(requete: Requete, pk: int, page: str, faire: Permission | None = None) -> Mesure:
    """The measure, if the agent may see its child; the reading is written in the journal.

    Raises:
        Http404: it does not exist, or its child is not of the agent's.
        PermissionDenied: she may see it, not do the act.
    """
    codes = requete.droits.perimetre(VOIR)
    lignes = Mesure.objects.select_related("unite", "referent", "suite_de")
    mesure = get_object_or_404(lignes.filter(collectivite_id__in=codes), pk=pk)
    mesure.enfant = porte.ouvrir(
        requete, mesure.enfant_id, page=f"mesures:{page}", maintenant=timezone.now(), voir=VOIR, faire=faire
    )
    return mesure


@require_safe
@requiert(VOIR)
def mesure(request: Requete, pk: int) -> HttpResponse:
    """A measure with its dates, its renewals, its deadlines, and what may be done."""
    objet, jour = _ouvrir(request, pk, "mesure"), timezone.localdate()
    ligne = selectors.en_lignes([objet], jour)[0]
    tenues = porte.permissions_sur(request, objet.enfant, [SUIVRE, DECIDER], maintenant=timezone.now())
    possibles = rules.possibles(ligne.etat, ligne.nature, notifiee=objet.notifiee_le is not None)
    contexte = {
        "mesure": objet,
        "enfant": objet.enfant,
        "collectivite": objet.enfant.collectivite,
        "ligne": ligne,
        "renouvellements": list(objet.renouvellements.all()),
        "echeances": faits.pour_panneau(selectors.echeances_de(objet), au=jour),
        "actes": [(a, ACTES[a].titre) for a in possibles if ACTES[a].permission in tenues],
        "a_dire": rules.a_dire(ligne.nature, jeune(objet.enfant), jour) if ligne.nature else [],
        "accord": ACCORDS[ligne.nature.accord] if ligne.nature else "",
    }
    return render(request, "mesures/mesure.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(DECIDER)
def decider(request: Requete, enfant: int) -> HttpResponse:
    """Record a decision for a child."""
    objet = porte.ouvrir(request, enfant, page="mesures:decider", maintenant=timezone.now(), faire=DECIDER)
    recu = request.POST if request.method == "POST" else None
    formulaire = forms.DecisionForm(recu, enfant=objet, natures=natures().values(), initial={"unite": objet.unite_id})
    formulaire.controle = lambda lus: controle.decision(objet, lus, au=timezone.localdate())
    if formulaire.is_bound and formulaire.is_valid():
        try:
            neuve = services.decider(enfant=objet, par=request.user, au=timezone.localdate(), **formulaire.champs())
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            return _apres_la_decision(request, neuve)
    retour = f"{reverse('enfants:dossier', args=[objet.pk])}#mesures"
    services_connus = selectors.services_connus([objet.collectivite_id])
    return _page(
        request, objet, formulaire, titre="Enregistrer une décision", bouton="Enregistrer", retour=retour,
        services=services_connus,
    )  # fmt: skip


def _apres_la_decision(requete: Requete, neuve: Mesure) -> HttpResponse:
    nature = natures()[neuve.nature]
    messages.success(requete, f"Décision enregistrée : {nature.libelle}.")
    for phrase in rules.a_dire(nature, jeune(neuve.enfant), neuve.decidee_le or timezone.localdate()):
        messages.warning(requete, phrase)
    return redirect("mesures:mesure", neuve.pk)


def _acte(requete: Requete, pk: int, code: str) -> HttpResponse:
    """Show the form of an act, or do it and go back to the measure."""
    acte = ACTES[code]
    objet, jour = _ouvrir(requete, pk, code, acte.permission), timezone.localdate()
    recu = requete.POST if requete.method == "POST" else None
    formulaire = acte.formulaire(recu, **_options(code, objet, jour))
    formulaire.controle = lambda lus: controle.acte(code, objet, lus, au=jour)
    depassee = None
    if formulaire.is_bound and formulaire.is_valid():
        fait, depassee = _faire(acte, objet, formulaire, par=requete.user, au=jour)
        if fait:
            messages.success(requete, acte.fait)
            return redirect("mesures:mesure", pk)
        objet.refresh_from_db(fields=["notifiee_le", "debut_le", "terme_le", "fin_le", "annulee_le", "version"])
    return _page(
        requete, objet.enfant, formulaire, titre=acte.titre, bouton=acte.bouton, depassee=depassee,
        changements=entre_temps(depassee) if depassee else [], ligne=selectors.en_lignes([objet], jour)[0],
        retour=reverse("mesures:mesure", args=[pk]), services=selectors.services_connus([objet.collectivite_id]),
    )  # fmt: skip


def _faire(acte: Acte, objet: Mesure, formulaire: Any, *, par: Agent, au: date) -> tuple[bool, VersionDepassee | None]:
    """Do the act of a valid form; whether it is done, and what tells that a colleague came first."""
    champs = formulaire.champs() if hasattr(formulaire, "champs") else dict(formulaire.cleaned_data)
    try:
        acte.service(mesure=objet, par=par, au=au, **champs)
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
        return False, None
    except VersionDepassee as depassee:
        formulaire.reprendre(depassee.actuelle)
        return False, depassee
    return True, None


def _options(code: str, objet: Mesure, jour: date) -> dict[str, Any]:
    """What the form of an act needs."""
    depart: dict[str, Any] = {"version": objet.version, "service": objet.service, "depuis": jour}
    options: dict[str, Any] = {"initial": depart}
    if code == "affecter":
        depart |= {"unite": objet.unite_id, "referent": objet.referent_id}
        valables = Q(affectations__fin=None) | Q(affectations__fin__gte=jour)
        agents = Agent.objects.filter(
            valables, is_active=True, affectations__collectivite=objet.collectivite_id,
            affectations__role__in=roles_avec(Permission.ENFANTS_MODIFIER),
        )  # fmt: skip
        options["agents"] = (
            (agents | Agent.objects.filter(pk__in=[objet.referent_id] if objet.referent_id else []))
            .distinct()
            .order_by("nom", "prenom")
        )
        options["unites"] = UniteLocale.objects.filter(collectivite_id=objet.collectivite_id, fermee_le=None)
    if code == "terminer":
        options["nature"] = natures().get(objet.nature)
    return options


def _page(
    requete: Requete, enfant: Any, formulaire: Any, *, depassee: VersionDepassee | None = None, ligne: Any = None,
    **contexte: Any,
) -> HttpResponse:  # fmt: skip
    code = 409 if depassee else 422 if formulaire.is_bound and formulaire.errors else 200
    complet = {
        "enfant": enfant,
        "collectivite": enfant.collectivite,
        "formulaire": formulaire,
        "ligne": ligne,
        "depassee": depassee,
        **contexte,
    }
    return render(requete, "mesures/formulaire.html", complet, status=code)


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def notifier(request: Requete, pk: int) -> HttpResponse:
    """The day of the notification."""
    return _acte(request, pk, "notifier")


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def demarrer(request: Requete, pk: int) -> HttpResponse:
    """The day of the real start."""
    return _acte(request, pk, "demarrer")


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def affecter(request: Requete, pk: int) -> HttpResponse:
    """Service, unit, référent."""
    return _acte(request, pk, "affecter")


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def terminer(request: Requete, pk: int) -> HttpResponse:
    """The last day and why."""
    return _acte(request, pk, "terminer")


@require_http_methods(["GET", "POST"])
@requiert(DECIDER)
def renouveler(request: Requete, pk: int) -> HttpResponse:
    """A new decision."""
    return _acte(request, pk, "renouveler")


@require_http_methods(["GET", "POST"])
@requiert(DECIDER)
def annuler(request: Requete, pk: int) -> HttpResponse:
    """Taken back, with its facts."""
    return _acte(request, pk, "annuler")
