"""The foster carers whose homes are units of one establishment, read once for all the panels of its page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from jalons.application.accueil_familial import constats, rules, selectors
from jalons.application.accueil_familial.models import AssistantFamilial, Decision
from jalons.application.etablissements.models import Etablissement
from jalons.application.faits.models import Echeance
from jalons.application.faits.selectors import avec_statut
from jalons.application.socle.lignes import lire_lignes, objets


@dataclass(frozen=True, slots=True)
class Retards:
    """Proofs that should have been given and were not.

    Attributes:
        assistants: how many carers owe them.
        a_confirmer: those of a rule whose source is not confirmed: shown, never enforced.
    """

    justificatifs: int
    assistants: int
    a_confirmer: int


@dataclass(frozen=True, slots=True)
class Maison:
    """What was read: carers with the code of their employer, the approval of each, late proofs by key of carer."""

    assistants: list[Any]
    agrements: dict[int, rules.Agrement]
    en_retard: dict[int, list[bool]]

    def par_unite(self) -> dict[int, rules.Agrement]:
        """The approvals that can be read, by key of unit, as ``selectors.agrements_des_unites`` gives them."""
        lus = {a.unite_id: self.agrements[a.pk] for a in self.assistants if a.pk in self.agrements}
        return {unite: agrement for unite, agrement in lus.items() if agrement.autorises is not None}

    def lignes(self, presents: dict[int, int] | None, au: date) -> list[selectors.LigneAssistant]:
        """Those who have not left on ``au``, with the children who live with them, for ``selectors.resumer``."""
        return [
            selectors.LigneAssistant(
                a, self.agrements.get(a.pk, rules.Agrement()),
                None if presents is None else presents.get(a.unite_id, 0), (), rules.age(a.naissance, au),
            )
            for a in self.assistants
            if a.sorti_le is None or a.sorti_le >= au
        ]  # fmt: skip

    def retards(self, cles: set[int]) -> Retards:
        """The late proofs of these carers, by key."""
        dus = {cle: lus for cle, lus in self.en_retard.items() if cle in cles}
        confirmees = [confirmee for lus in dus.values() for confirmee in lus]
        return Retards(len(confirmees), len(dus), confirmees.count(False))


def lire(objet: Etablissement, au: date) -> Maison:
    """The carers of the establishment on ``au``; kept on the object, so that the next panel reads nothing. One query.

    A carer who has left is approved no more.
    """
    deja: Maison | None = getattr(objet, "assistants_du_jour", None)
    if deja is not None:
        return deja
    siens = AssistantFamilial.objects.filter(unite__etablissement=objet)
    dues = Echeance.objects.filter(
        sujet_type=constats.SUJET, sujet_id__in=siens.values("pk"), regle__in=constats.regles_des_justificatifs()
    )
    lues = lire_lignes({
        "assistants": siens.annotate(employeur_code=F("employeur__code")),
        "decisions": Decision.objects.filter(assistant__in=siens.values("pk"), annule_le=None),
        "retards": avec_statut(dues, au).filter(statut="en_retard").values("sujet_id", "confirmee"),  # type: ignore[misc]
    })  # fmt: skip
    assistants = objets(AssistantFamilial, lues["assistants"])
    decisions: dict[int, list[Decision]] = defaultdict(list)
    for decision in objets(Decision, lues["decisions"]):
        decisions[decision.assistant_id].append(decision)
    en_retard: dict[int, list[bool]] = defaultdict(list)
    for ligne in lues["retards"]:
        en_retard[ligne["sujet_id"]].append(ligne["confirmee"])
    agrements = {a.pk: _agrement(a, decisions[a.pk], au) for a in assistants if a.pk in decisions}
    maison = Maison(assistants, agrements, dict(en_retard))
    objet.assistants_du_jour = maison  # type: ignore[attr-defined]
    return maison


def _agrement(assistant: AssistantFamilial, decisions: list[Decision], au: date) -> rules.Agrement:
    if assistant.sorti_le is not None and assistant.sorti_le < au:
        return rules.Agrement(rules.TERMINE, assistant.sorti_le)
    return rules.agrement(selectors.connues(decisions), au)
