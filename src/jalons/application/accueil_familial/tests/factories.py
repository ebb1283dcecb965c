"""Valid carers and decisions with fixed dates, of the Cantal unless said. Invented names only."""

from datetime import date

import factory

from jalons.application.accueil_familial.models import (
    AssistantFamilial,
    Decision,
    Disponibilite,
    Domicile,
    Justificatif,
    Relais,
)
from jalons.application.etablissements.tests.factories import OrganismeFactory


class AssistantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssistantFamilial

    employeur = factory.SubFactory(OrganismeFactory)
    collectivite_id = factory.SelfAttribute("employeur.collectivite_id")
    numero = factory.Sequence(lambda n: f"AF-{n}")
    nom = factory.Sequence(lambda n: f"Ajonc{n}")
    prenom = "Maëlle"
    naissance = date(1975, 6, 15)
    entre_le = date(2015, 9, 1)


class DomicileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Domicile

    assistant = factory.SubFactory(AssistantFactory)
    collectivite_id = factory.SelfAttribute("assistant.collectivite_id")
    adresse = "3 chemin des Songes"


class DecisionFactory(factory.django.DjangoModelFactory):
    """An approval for two children, without a last day."""

    class Meta:
        model = Decision

    assistant = factory.SubFactory(AssistantFactory)
    collectivite_id = factory.SelfAttribute("assistant.collectivite_id")
    nature = "delivrance"
    effet_le = date(2015, 6, 1)
    enfants = 2


class JustificatifFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Justificatif

    assistant = factory.SubFactory(AssistantFactory)
    collectivite_id = factory.SelfAttribute("assistant.collectivite_id")
    nature = "diplome"
    obtenu_le = date(2019, 3, 1)


class RelaisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Relais

    assistant = factory.SubFactory(AssistantFactory)
    collectivite_id = factory.SelfAttribute("assistant.collectivite_id")
    relayeur = factory.SubFactory(AssistantFactory, employeur=factory.SelfAttribute("..assistant.employeur"))
    nature = "week_end"
    du = date(2024, 1, 1)


class DisponibiliteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Disponibilite

    assistant = factory.SubFactory(AssistantFactory)
    collectivite_id = factory.SelfAttribute("assistant.collectivite_id")
    du = date(2024, 1, 1)


def agree(enfants=2, *, collectivite="15", **champs):
    """A carer approved for that many children."""
    employeur = champs.pop("employeur", None) or OrganismeFactory(collectivite_id=collectivite)
    assistant = AssistantFactory(employeur=employeur, **champs)
    DecisionFactory(assistant=assistant, enfants=enfants)
    return assistant
