"""A carer's file, his data, his home."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.accueil_familial import (
    constats,
    exigences,
    forms,
    listes,
    occupation,
    rules,
    selectors,
    services,
)
from jalons.application.accueil_familial.models import (
    AssistantFamilial,
    Decision,
    Disponibilite,
    Domicile,
    Justificatif,
    Relais,
)
from jalons.application.accueil_familial.views.commun import (
    DECLARER,
    DOMICILE,
    MODIFIER,
    VOIR,
    employeurs,
    ouvrir,
    peut,
    recu,
    territoire,
    traiter,
)
from jalons.application.faits import selectors as faits
from jalons.application.socle.journal import journaliser_lecture

DROITS = {"modifier": MODIFIER, "declarer": DECLARER, "voir_domicile": DOMICILE}
"""What the file offers, and to whom."""


def page_de(pk: int) -> str:
    """Address of a carer's file."""
    return reverse("accueil_familial:assistant", args=[pk])


def page_du_suivi(pk: int) -> str:
    """Address of what the service alone reads."""
    return reverse("accueil_familial:suivi", args=[pk])


@require_safe
@requiert(VOIR)
def assistant(request: Requete, pk: int) -> HttpResponse:
    """What a carer may receive, on the day asked (today by default), and for the service what he must still do."""
    objet, jour = ouvrir(request, pk), timezone.localdate()
    choix = forms.JourForm(request.GET or None, initial={"au": jour})
    au = (choix.cleaned_data["au"] if choix.is_valid() else None) or jour
    decisions = list(Decision.objects.filter(assistant=objet).order_by("-effet_le", "-id"))
    agrement = rules.agrement(selectors.connues(decisions), au)
    droits = {f"peut_{mot}": peut(request, permission, objet) for mot, permission in DROITS.items()}
    contexte = {
        "assistant": objet, "collectivite": objet.collectivite, "ligne": _ligne(objet, agrement, au), "choix": choix,
        "decisions": decisions, "au": au, "jour": jour,
        "disponibilites": Disponibilite.objects.filter(assistant=objet, annule_le=None),
        "relais": Relais.objects.filter(assistant=objet, annule_le=None).select_related("relayeur"),
        **droits, **(_pour_le_service(objet, agrement, jour) if droits["peut_modifier"] else {}),
    }  # fmt: skip
    return render(request, "accueil_familial/assistant.html", contexte)


def _ligne(objet: AssistantFamilial, agrement: rules.Agrement, au: date) -> selectors.LigneAssistant:
    presents = occupation.enfants_par_unite([objet.collectivite_id], au) if objet.unite_id is not None else None
    siens = None if presents is None or objet.unite_id is None else presents.get(objet.unite_id, 0)
    return selectors.LigneAssistant(objet, agrement, siens, (), rules.age(objet.naissance, au))


def _pour_le_service(objet: AssistantFamilial, agrement: rules.Agrement, jour: date) -> dict[str, Any]:
    """Deadlines, and whether the approval says more children than the law without a derogation."""
    maximum, source, confirme = exigences.nombre_maximal(jour)
    return {
        "echeances": faits.pour_panneau(faits.echeances_de(objet), au=jour),
        "au_dessus": maximum is not None and (agrement.enfants or 0) > maximum,
        "maximum": maximum, "source_maximum": source, "maximum_confirme": confirme,
    }  # fmt: skip


@require_safe
@requiert(MODIFIER)
def suivi(request: Requete, pk: int) -> HttpResponse:
    """What only the service reads: proofs, hours asked and done, what happened."""
    objet = ouvrir(request, pk, faire=MODIFIER)
    justificatifs = list(Justificatif.objects.filter(assistant=objet))
    enregistres = list(faits.faits_de(objet).order_by("-survenu_le", "-id"))
    accueils = [f.survenu_le.debut for f in enregistres if f.evenement == constats.PREMIER_ACCUEIL]
    jours = {listes.STAGE: min(accueils, default=None), listes.FORMATION: objet.entre_le}
    faites = [exigences.Fait(j.nature, j.obtenu_le, j.heures) for j in justificatifs if j.annule_le is None]
    contexte = {
        "assistant": objet, "collectivite": objet.collectivite, "justificatifs": justificatifs,
        "exigences": exigences.exigences(jours, faites),
        "constats": [(f, *constats.dire(f.evenement)) for f in enregistres],
    }  # fmt: skip
    return render(request, "accueil_familial/suivi.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouveau(request: Requete) -> HttpResponse:
    """Record a carer on the territory of the agent."""
    objet = AssistantFamilial(collectivite_id=territoire(request))
    return _editer(request, objet, titre="Nouvel assistant familial", retour=reverse("accueil_familial:liste"))


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change a carer."""
    objet = ouvrir(request, pk, faire=MODIFIER)
    return _editer(request, objet, titre="Modifier l'assistant familial", retour=page_de(pk))


def _editer(requete: Requete, objet: AssistantFamilial, *, titre: str, retour: str) -> HttpResponse:
    formulaire = forms.AssistantForm(
        recu(requete), initial=forms.depart_de(objet, forms.AssistantForm), assistant=objet,
        employeurs=employeurs(requete, MODIFIER),
    )  # fmt: skip
    return traiter(
        requete, formulaire,
        lambda: services.enregistrer_assistant(
            assistant=objet, par=requete.user, au=timezone.localdate(), **formulaire.champs()
        ),
        titre=titre, retour=retour, fait="La fiche est enregistrée.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(DOMICILE)
def domicile(request: Requete, pk: int) -> HttpResponse:
    """Where a carer lives: read and written; each reading is journalled."""
    objet = ouvrir(request, pk, faire=DOMICILE)
    connu = Domicile.objects.filter(assistant=objet).first()
    formulaire = forms.DomicileForm(recu(request), initial=forms.depart_de(connu, forms.DomicileForm))
    journaliser_lecture("accueil_familial:domicile", objet=objet, par=request.user)
    return traiter(
        request, formulaire,
        lambda: services.enregistrer_domicile(assistant=objet, par=request.user, **formulaire.champs()),
        titre="Domicile", sous_titre=f"{objet.nom_complet}, {objet.numero}.", retour=page_de(pk),
        fait="Le domicile est enregistré.",
        phrases=["L'adresse d'un assistant familial n'est pas publique. La lecture de cette page est tracée."],
    )  # fmt: skip
