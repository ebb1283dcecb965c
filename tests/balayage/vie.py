"""The life of the establishment of a collectivité: one object of each kind, whose words are marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from jalons.application.documents.models import ImportEnAttente
from jalons.application.etablissements.models import Etablissement
from jalons.application.etablissements.tests import factories


class VieMarquee:
    """What happens in that establishment.

    Args:
        marque: the word that no page of another collectivité may show.
    """

    def __init__(self, etablissement: Etablissement, marque: str) -> None:
        self.etablissement, self.marque = etablissement, marque

    def peupler(self) -> VieMarquee:
        """Make every object now rather than on demand."""
        for nom in [n for n, valeur in vars(VieMarquee).items() if isinstance(valeur, cached_property)]:
            getattr(self, nom)
        return self

    @cached_property
    def engagement(self) -> Any:
        """A commitment of a contract that covers it."""
        cpom = factories.cpom_de(self.etablissement, intitule=self.marque)
        return factories.EngagementFactory(cpom=cpom, libelle=self.marque)

    @cached_property
    def action(self) -> Any:
        """An action of an improvement plan."""
        evaluation = factories.EvaluationFactory(etablissement=self.etablissement, synthese=self.marque)
        return factories.ActionAmeliorationFactory(evaluation=evaluation, libelle=self.marque)

    @cached_property
    def suite(self) -> Any:
        """A follow-up of a control whose findings are notified."""
        controle = factories.controle_notifie(self.etablissement, constats=self.marque)
        return factories.SuiteControleFactory(controle=controle, libelle=self.marque)

    @cached_property
    def evenement(self) -> Any:
        """An adverse event."""
        return factories.EvenementIndesirableFactory(etablissement=self.etablissement, description=self.marque)

    @cached_property
    def candidature(self) -> Any:
        """A candidate to a call for projects."""
        appel = factories.AppelProjetsFactory(collectivite_id=self.etablissement.collectivite_id, intitule=self.marque)
        organisme = self.etablissement.organisme
        return factories.CandidatureFactory(appel=appel, organisme=organisme, motif=self.marque)

    @cached_property
    def financement(self) -> Any:
        """An amount of an operation."""
        operation = factories.OperationFactory(etablissement=self.etablissement, intitule=self.marque)
        return factories.FinancementFactory(operation=operation)

    @cached_property
    def classeur(self) -> ImportEnAttente:
        """A workbook of places received."""
        return ImportEnAttente.objects.create(
            collectivite_id=self.etablissement.collectivite_id, classeur="places",
            objet=str(self.etablissement.organisme_id), nom=f"{self.marque}.xlsx", parametres={"au": "2025-01-01"},
            expire_le=timezone.now() + timedelta(hours=1),
        )  # fmt: skip


ADRESSES: dict[str, Callable[[Any], list[Any]]] = {
    "acte_controle": lambda m: [m.vie.suite.controle_id, "clore"],
    "apercu_places": lambda m: [m.etablissement.organisme_id, m.vie.classeur.pk],
    "appel": lambda m: [m.vie.candidature.appel_id],
    "controle": lambda m: [m.vie.suite.controle_id],
    "cpom": lambda m: [m.vie.engagement.cpom_id],
    "deposer_places": lambda m: [m.etablissement.organisme_id],
    "evaluation": lambda m: [m.vie.action.evaluation_id],
    "evenement": lambda m: [m.vie.evenement.pk],
    "modifier_action": lambda m: [m.vie.action.pk],
    "modifier_appel": lambda m: [m.vie.candidature.appel_id],
    "modifier_candidature": lambda m: [m.vie.candidature.pk],
    "modifier_controle": lambda m: [m.vie.suite.controle_id],
    "modifier_cpom": lambda m: [m.vie.engagement.cpom_id],
    "modifier_engagement": lambda m: [m.vie.engagement.pk],
    "modifier_evaluation": lambda m: [m.vie.action.evaluation_id],
    "modifier_financement": lambda m: [m.vie.financement.pk],
    "modifier_operation": lambda m: [m.vie.financement.operation_id],
    "modifier_suite": lambda m: [m.vie.suite.pk],
    "noter_action": lambda m: [m.vie.action.pk],
    "noter_engagement": lambda m: [m.vie.engagement.pk],
    "nouveau_cpom": lambda m: [m.etablissement.organisme_id],
    "nouveau_financement": lambda m: [m.vie.financement.operation_id],
    "nouvel_engagement": lambda m: [m.vie.engagement.cpom_id],
    "nouvel_evenement": lambda m: [m.etablissement.pk],
    "nouvelle_action": lambda m: [m.vie.action.evaluation_id],
    "nouvelle_candidature": lambda m: [m.vie.candidature.appel_id],
    "nouvelle_evaluation": lambda m: [m.etablissement.pk],
    "nouvelle_operation": lambda m: [m.etablissement.pk],
    "nouvelle_suite": lambda m: [m.vie.suite.controle_id],
    "operation": lambda m: [m.vie.financement.operation_id],
    "organisme": lambda m: [m.etablissement.organisme_id],
    "passer_appel": lambda m: [m.vie.candidature.appel_id, "abandonner"],
    "prevoir_controle": lambda m: [m.etablissement.pk],
    "refus_places": lambda m: [m.etablissement.organisme_id, m.vie.classeur.pk],
    "repondre_suite": lambda m: [m.vie.suite.pk],
    "retenir": lambda m: [m.vie.candidature.appel_id],
    "retirer_financement": lambda m: [m.vie.financement.pk],
    "suivre_suite": lambda m: [m.vie.suite.pk, "lever"],
    "telecharger_places": lambda m: [m.etablissement.organisme_id],
    "vie": lambda m: [m.etablissement.pk],
}
"""Addresses of the life of establishments, with the arguments that designate these objects."""
