"""Acts that a page offers: their words, their form, the right they ask, the service that does them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jalons.application.acces.permissions import Permission
from jalons.application.projets_enfant import cycle, forms, services

_REDIGER, _VALIDER = Permission.PROJETS_REDIGER, Permission.PROJETS_VALIDER


@dataclass(frozen=True, slots=True)
class ActeOffert:
    """An act on a page.

    Attributes:
        bouton: what the button says.
        fait: what is said once it is done.
    """

    titre: str
    bouton: str
    fait: str
    permission: Permission
    formulaire: type[Any]
    service: Callable[..., Any]
    intro: str = ""


_A, _R = cycle.Acte, cycle.ActeRapport
ACTES: dict[cycle.Acte, ActeOffert] = {
    _A.ETABLIR: ActeOffert(
        "Établir le projet", "Établir", "Le projet est établi : recueillez les avis.", _REDIGER, forms.JourForm,
        services.etablir, "Le jour où il a été présenté à l'enfant et à ses parents.",
    ),
    _A.RECUEILLIR: ActeOffert(
        "Recueillir un avis", "Noter", "L'avis est noté.", _REDIGER, forms.SignatureForm, services.recueillir,
        "Une signature, ou la raison pour laquelle elle manque.",
    ),
    _A.REPRENDRE: ActeOffert(
        "Reprendre le texte", "Reprendre", "Le texte peut de nouveau changer ; les avis sont à recueillir de nouveau.",
        _REDIGER, forms.ActeForm, services.reprendre,
        "Les avis recueillis portaient sur ce texte : ils ne vaudront plus. L'historique les garde.",
    ),
    _A.SIGNER: ActeOffert(
        "Clore le recueil des signatures", "Signer", "Cette version est signée : son texte est figé.", _VALIDER,
        forms.JourForm, services.signer, "Le jour de la dernière signature. Le texte ne changera plus.",
    ),
    _A.REMETTRE: ActeOffert(
        "Noter une remise", "Noter", "La remise est notée.", _REDIGER, forms.CopieForm, services.remettre,
    ),
    _A.CONFIANCE: ActeOffert(
        "Personne de confiance", "Noter", "La proposition est notée.", _REDIGER, forms.ConfianceForm,
        services.proposer_confiance, "Proposée au mineur ; il désigne, refuse ou demande du temps.",
    ),
    _A.SANTE: ActeOffert(
        "Bilan de santé et plan de soins", "Noter", "Le bilan de santé est joint.", _REDIGER, forms.JourForm,
        services.joindre_sante, "Le jour où ils ont été joints au projet. Leur contenu reste au compartiment médical.",
    ),
    _A.DEMANDER: ActeOffert(
        "Ouvrir une actualisation", "Ouvrir", "L'actualisation est ouverte : le texte peut changer.", _REDIGER,
        forms.MotifForm, services.demander,
    ),
    _A.ACTUALISER: ActeOffert(
        "Établir l'avenant", "Établir", "L'avenant est établi : recueillez les avis.", _REDIGER, forms.ActualiserForm,
        services.actualiser,
    ),
    _A.CLORE: ActeOffert(
        "Clore le projet", "Clore", "Le projet est clos.", _REDIGER, forms.CloreForm, services.clore,
        "Il se lira toujours ; il ne changera plus.",
    ),
}  # fmt: skip
"""Acts with a form of their own; writing and evaluating have their pages."""

ACTES_RAPPORT: dict[cycle.ActeRapport, ActeOffert] = {
    _R.SOUMETTRE: ActeOffert(
        "Soumettre le rapport au cadre", "Soumettre", "Le rapport attend la validation du cadre.", _REDIGER,
        forms.ActeRapportForm, services.soumettre,
    ),
    _R.RENVOYER: ActeOffert(
        "Renvoyer le rapport", "Renvoyer", "Le rapport est renvoyé à ses rédacteurs.", _VALIDER,
        forms.MotifRapportForm, services.renvoyer,
    ),
    _R.VALIDER: ActeOffert(
        "Valider le rapport", "Valider", "Le rapport est validé.", _VALIDER, forms.JourRapportForm, services.valider,
        "Un projet signé passera à actualiser.",
    ),
    _R.TRANSMETTRE: ActeOffert(
        "Noter la transmission au juge", "Noter", "La transmission est notée.", _REDIGER, forms.JourRapportForm,
        services.transmettre,
    ),
}  # fmt: skip
