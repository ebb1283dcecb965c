"""Where the children of the marked collectivité live: establishment, foster carer, places."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone
from tests.balayage.contractuel import MARQUE
from tests.balayage.enfance import Enfance
from tests.balayage.vie import VieMarquee

from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Disponibilite, Justificatif, Relais
from jalons.application.accueil_familial.tests import factories as familles
from jalons.application.documents.models import ImportEnAttente
from jalons.application.etablissements.models import Acte, Etablissement, UniteAccueil
from jalons.application.etablissements.tests import factories as etablissements
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.places.models import (
    CalculPlaces,
    Demande,
    LigneDePlan,
    Occupation,
    OuverturePrevue,
    TableDeDistances,
)
from jalons.application.places.tests import factories as places


class Lieux(Enfance):
    """The objects of one establishment and of one foster carer."""

    @cached_property
    def etablissement(self) -> Etablissement:
        """An establishment, whose every word is marked."""
        return etablissements.EtablissementFactory(
            organisme__collectivite_id=self.code, organisme__nom=MARQUE, nom=MARQUE, unite=self.unite
        )

    @cached_property
    def acte_de_places(self) -> Acte:
        """The act that opens the places of its unit."""
        unite = etablissements.UniteAccueilFactory(etablissement=self.etablissement, nom=MARQUE)
        return etablissements.ActeFactory(unite=unite, reference=MARQUE)

    @cached_property
    def unite_d_accueil(self) -> UniteAccueil:
        """Its unit."""
        return self.acte_de_places.unite

    @cached_property
    def fait_d_etablissement(self) -> Fait:
        """What happened to it."""
        return faits.enregistrer(
            sujet=self.etablissement, evenement="evaluation_essms", survenu_le=date(2024, 3, 1), par=None
        )

    @cached_property
    def vie(self) -> VieMarquee:
        """Its controls, events, contracts, works."""
        return VieMarquee(self.etablissement, MARQUE).peupler()

    @cached_property
    def assistant_familial(self) -> AssistantFamilial:
        """A foster carer of the same body, whose every word is marked, at home."""
        lui = familles.AssistantFactory(employeur=self.etablissement.organisme, nom=MARQUE, prenom=MARQUE)
        familles.DomicileFactory(assistant=lui, adresse=MARQUE)
        return lui

    @cached_property
    def classeur_d_assistants(self) -> ImportEnAttente:
        """A workbook of the carers of his employer, received."""
        return ImportEnAttente.objects.create(
            collectivite_id=self.code, classeur="assistants-familiaux", nom=f"{MARQUE}.xlsx",
            objet=str(self.assistant_familial.employeur_id), parametres={"au": "2025-01-01"},
            expire_le=timezone.now() + timedelta(hours=1),
        )  # fmt: skip

    @cached_property
    def decision_d_agrement(self) -> Decision:
        """What he is approved for."""
        return familles.DecisionFactory(assistant=self.assistant_familial, reference=MARQUE, mentions=MARQUE)

    @cached_property
    def justificatif(self) -> Justificatif:
        """What he has proved."""
        return familles.JustificatifFactory(assistant=self.assistant_familial, reference=MARQUE)

    @cached_property
    def relais_familial(self) -> Relais:
        """Who relays him."""
        collegue = familles.AssistantFactory(employeur=self.etablissement.organisme, nom=MARQUE)
        return familles.RelaisFactory(assistant=self.assistant_familial, relayeur=collegue, rythme=MARQUE)

    @cached_property
    def disponibilite(self) -> Disponibilite:
        """What he is available for."""
        return familles.DisponibiliteFactory(assistant=self.assistant_familial)

    @cached_property
    def fait_d_assistant(self) -> Fait:
        """What happened to him."""
        return faits.enregistrer(
            sujet=self.assistant_familial, evenement="premier_accueil", survenu_le=date(2024, 3, 1), par=None
        )

    @cached_property
    def demande_de_place(self) -> Demande:
        """A place sought for the child."""
        return places.DemandeFactory(enfant=self.enfant, territoire=self.unite)

    @cached_property
    def accueil(self) -> Occupation:
        """Where he lives."""
        return places.OccupationFactory(unite=self.unite_d_accueil, enfant=self.enfant, rang=1)

    @cached_property
    def indisponibilite(self) -> Occupation:
        """A place out of use in the same unit."""
        return places.OccupationFactory(
            unite=self.unite_d_accueil, enfant=None, nature="indisponibilite", motif="travaux", rang=2
        )

    @cached_property
    def ligne_de_plan(self) -> LigneDePlan:
        """What the plan of the day proposes for him; and a simulation beside it."""
        return places.plan_fait(self.demande_de_place, self.unite_d_accueil)

    @cached_property
    def simulation_de_places(self) -> CalculPlaces:
        """A simulation that is done."""
        return places.simulation_faite(self.code)

    @cached_property
    def table_de_distances(self) -> TableDeDistances:
        """A table of travel times in use, whose name is marked."""
        return places.table_en_service(self.code, MARQUE)

    @cached_property
    def ouverture_prevue(self) -> OuverturePrevue:
        """A line of the plan of openings."""
        return places.OuverturePrevueFactory(collectivite_id=self.code, plan=MARQUE)
