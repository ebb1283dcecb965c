"""Evaluations of the quality and the actions that follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements.constats import reference
from jalons.application.etablissements.models import ActionAmelioration, Evaluation
from jalons.application.etablissements.services.ecriture import (
    enregistrer,
    pas_dans_l_avenir,
    refuser,
    tenir_lieux,
)
from jalons.application.etablissements.services.termes import Voulu, accorder, passer, voulus_du_terme
from jalons.application.faits import services as faits
from jalons.application.socle.version import verrouiller

LIEUX = {"evaluation_du_jour_unique": "realisee_le"}
EVENEMENTS = ("action_amelioration_prevue", "action_amelioration_faite", "action_amelioration_abandonnee")


@transaction.atomic
@faits.ensemble()
def enregistrer_evaluation(
    *, evaluation: Evaluation, version: int | None, au: date, par: Agent | None, **champs: Any
) -> Evaluation:
    """Record an evaluation done, or change it; the next one is then due at the rhythm of the catalogue.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once: a day to come, an evaluation of that day already there.
    """
    [lieu] = tenir_lieux([evaluation.etablissement_id])
    refuser(pas_dans_l_avenir({c: champs.get(c) for c in ("realisee_le", "transmise_le")}, au), "l'évaluation")
    a_jour = enregistrer(evaluation, version, par, champs, quoi="l'évaluation", lieux=LIEUX, fiche="Cette évaluation")
    accorder(
        [lieu], [Voulu("evaluation_essms", a_jour.realisee_le)], collectivite=a_jour.collectivite_id,
        lien="evaluation", reference=reference(a_jour.pk), evenements=("evaluation_essms",), par=par,
    )  # fmt: skip
    for action in a_jour.actions.order_by("pk"):
        _accorder(action, a_jour, par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def enregistrer_action(
    *, action: ActionAmelioration, version: int | None, par: Agent | None, **champs: Any
) -> ActionAmelioration:
    """Add an action to the improvement plan, or change it; its term enters the échéancier.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: fields that are not as they should be.
    """
    evaluation = _tenir(action)
    a_jour = enregistrer(action, version, par, champs, quoi="l'action", fiche="Cette action")
    _accorder(a_jour, evaluation, par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def noter_action(
    *, action: ActionAmelioration, acte: str, version: int | None, le: date | None, preuve: str, au: date,
    par: Agent | None,
) -> ActionAmelioration:  # fmt: skip
    """Say that an action is done (with what proves it), given up (with the reason), or open again.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: every fault at once.
    """
    evaluation = _tenir(action)
    a_jour = passer(action, acte=acte, version=version, le=le, preuve=preuve, au=au, par=par)
    _accorder(a_jour, evaluation, par)
    return a_jour


def _tenir(action: ActionAmelioration) -> Evaluation:
    tenir_lieux([action.evaluation.etablissement_id])
    return verrouiller(action.evaluation, None)


def _accorder(action: ActionAmelioration, evaluation: Evaluation, par: Agent | None) -> None:
    accorder(
        [evaluation.etablissement], voulus_du_terme(action, depuis=evaluation.realisee_le, evenements=EVENEMENTS),
        collectivite=action.collectivite_id, lien="action", reference=reference(action.pk), evenements=EVENEMENTS,
        par=par,
    )  # fmt: skip
