"""The life of the establishment of a collectivité: one object of each kind, whose words are marked."""

from __future__ import annotations

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
