"""A managing body: its establishments, its contracts; what happens in an establishment besides its places."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.etablissements import formulaires_suivi as forms
from jalons.application.etablissements import nomenclatures, porte, selectors, services, suivi
from jalons.application.etablissements.models import Cpom, Engagement, Etablissement, Organisme
from jalons.application.etablissements.views.commun import (
    DECLARER,
    MODIFIER,
    PILOTER,
    SUIVRE,
    VOIR,
    editer,
    onglets,
    ouvrir,
    recu,
)

VIA_CPOM = "organisme__code"


def ouvrir_organisme(requete: Requete, pk: int, *, voir: object = VOIR, faire: object = None) -> Organisme:
    """The body, if the agent may see it, then do the act."""
    lignes = Organisme.objects.select_related("collectivite")
    return porte.obtenir(lignes, requete=requete, voir=voir, faire=faire, organisme="code", pk=pk)  # type: ignore[arg-type]


def _ouvrir_cpom(requete: Requete, pk: int, *, faire: object = None) -> Cpom:
    lignes = Cpom.objects.select_related("organisme", "collectivite")
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=faire, organisme=VIA_CPOM, pk=pk)  # type: ignore[arg-type]


def _ouvrir_engagement(requete: Requete, pk: int, *, faire: object) -> Engagement:
    lignes = Engagement.objects.select_related("cpom__organisme", "etablissement")
    voie = "cpom__organisme__code"
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=faire, organisme=voie, pk=pk)  # type: ignore[arg-type]


@require_safe
@requiert(VOIR)
def organisme(request: Requete, pk: int) -> HttpResponse:
    """A body with its establishments and, for those who follow it, its contracts and its workbook of places."""
    objet, jour = ouvrir_organisme(request, pk), timezone.localdate()
    suit = porte.peut(request, SUIVRE, objet, objet.code)
    contexte = {
        "organisme": objet,
        "collectivite": objet.collectivite,
        "lignes": selectors.en_lignes(Etablissement.objects.filter(organisme=objet).select_related("unite"), jour),
        "contrats": list(Cpom.objects.filter(organisme=objet)) if suit else [],
        "suit": suit,
        "peut_modifier": porte.peut(request, MODIFIER, objet, objet.code),
        "peut_declarer": porte.peut(request, DECLARER, objet, objet.code),
    }
    return render(request, "etablissements/organisme.html", contexte)


@require_safe
@requiert(SUIVRE)
def vie(request: Requete, pk: int) -> HttpResponse:
    """Controls, adverse events, evaluations, contracts and works of an establishment."""
    objet, jour = ouvrir(request, pk, voir=SUIVRE), timezone.localdate()
    code = objet.organisme.code
    contexte = {
        "etablissement": objet,
        "onglets_de_la_page": onglets(request, objet, "vie"),
        "collectivite": objet.collectivite,
        "vie": suivi.lire(request, objet, jour),
        "peut_modifier": porte.peut(request, MODIFIER, objet, code),
        "peut_declarer": porte.peut(request, DECLARER, objet, code),
        "peut_piloter": porte.peut(request, PILOTER, objet, code),
    }
    return render(request, "etablissements/vie.html", contexte)


@require_safe
@requiert(SUIVRE)
def cpom(request: Requete, pk: int) -> HttpResponse:
    """A contract: parties, establishments, commitments and where each stands."""
    objet, jour = _ouvrir_cpom(request, pk), timezone.localdate()
    contexte = {
        "cpom": objet,
        "collectivite": objet.collectivite,
        "parties": [nomenclatures.libelle("parties_cpom", p) for p in objet.parties],
        "couverts": list(Etablissement.objects.filter(couvertures__cpom=objet)),
        "engagements": suivi.lignes_terme(objet.engagements.select_related("etablissement"), jour),
        "fini": objet.fin_le < jour,
        "peut_modifier": porte.peut(request, MODIFIER, objet, objet.organisme.code),
        "peut_declarer": porte.peut(request, DECLARER, objet, objet.organisme.code),
    }
    return render(request, "etablissements/cpom.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouveau_cpom(request: Requete, pk: int) -> HttpResponse:
    """Record a contract of a body."""
    lieu = ouvrir_organisme(request, pk, faire=MODIFIER)
    objet = Cpom(collectivite_id=lieu.collectivite_id, organisme=lieu)
    return _editer_cpom(request, objet, "Nouveau contrat pluriannuel", _page_organisme(lieu))


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier_cpom(request: Requete, pk: int) -> HttpResponse:
    """Change a contract."""
    objet = _ouvrir_cpom(request, pk, faire=MODIFIER)
    return _editer_cpom(request, objet, "Modifier le contrat", _page_cpom(objet))


def _editer_cpom(requete: Requete, objet: Cpom, titre: str, retour: str) -> HttpResponse:
    formulaire = forms.CpomForm(recu(requete), initial=forms.CpomForm.depart(objet), cpom=objet)
    jour = timezone.localdate()
    return editer(
        requete, formulaire,
        lambda **champs: services.enregistrer_cpom(cpom=objet, au=jour, par=requete.user, **champs),
        titre=titre, retour=retour, sous_titre=f"{objet.organisme}.", vers=_page_cpom,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouvel_engagement(request: Requete, pk: int) -> HttpResponse:
    """Add a commitment to a contract."""
    lieu = _ouvrir_cpom(request, pk, faire=MODIFIER)
    return _editer_engagement(request, Engagement(collectivite_id=lieu.collectivite_id, cpom=lieu), "Nouvel engagement")


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier_engagement(request: Requete, pk: int) -> HttpResponse:
    """Change a commitment."""
    return _editer_engagement(request, _ouvrir_engagement(request, pk, faire=MODIFIER), "Modifier l'engagement")


def _editer_engagement(requete: Requete, objet: Engagement, titre: str) -> HttpResponse:
    depart = forms.depart_ligne(objet, forms.EngagementForm)
    formulaire = forms.EngagementForm(recu(requete), initial=depart, engagement=objet)
    return editer(
        requete, formulaire,
        lambda **champs: services.enregistrer_engagement(engagement=objet, par=requete.user, **champs),
        titre=titre, retour=_page_cpom(objet.cpom), sous_titre=f"{objet.cpom}.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def noter_engagement(request: Requete, pk: int) -> HttpResponse:
    """Say that a commitment is held, given up or open again."""
    objet, jour = _ouvrir_engagement(request, pk, faire=DECLARER), timezone.localdate()
    return noter(
        request, objet, lambda **c: services.noter_engagement(engagement=objet, au=jour, par=request.user, **c),
        _page_cpom(objet.cpom),
    )  # fmt: skip


def noter(requete: Requete, objet: object, service: object, retour: str) -> HttpResponse:
    """The form of the acts on a promise: a commitment, an action of improvement."""
    from jalons.application.etablissements import cycles

    formulaire = forms.TermeForm(
        recu(requete), possibles=cycles.TERME.possibles(objet.etat), initial={"version": objet.version}  # type: ignore[attr-defined]
    )  # fmt: skip
    return editer(requete, formulaire, service, titre="Où cela en est", retour=retour, sous_titre=f"{objet}.")  # type: ignore[arg-type]


def _page_organisme(objet: Organisme) -> str:
    return reverse("etablissements:organisme", args=[objet.pk])


def _page_cpom(objet: Cpom) -> str:
    return reverse("etablissements:cpom", args=[objet.pk])
