"""The addresses of foster carers, with the arguments that designate the marked objects of a collectivité."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SUR_UN_ASSISTANT = "assistant constater decider declarer domicile justifier modifier relayer suivi"

ADRESSES: dict[str, Callable[[Any], list[Any]]] = {
    **{acte: lambda m: [m.assistant_familial.pk] for acte in SUR_UN_ASSISTANT.split()},
    "annuler_decision": lambda m: [m.decision_d_agrement.pk],
    "annuler_disponibilite": lambda m: [m.disponibilite.pk],
    "annuler_justificatif": lambda m: [m.justificatif.pk],
    "annuler_relais": lambda m: [m.relais_familial.pk],
    "apercu_classeur": lambda m: [m.assistant_familial.employeur_id, m.classeur_d_assistants.pk],
    "deposer_classeur": lambda m: [m.assistant_familial.employeur_id],
    "refus_classeur": lambda m: [m.assistant_familial.employeur_id, m.classeur_d_assistants.pk],
    "retirer_constat": lambda m: [m.assistant_familial.pk, m.fait_d_assistant.pk],
    "telecharger_classeur": lambda m: [m.assistant_familial.employeur_id],
}
