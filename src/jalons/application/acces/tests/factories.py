"""Valid agents and affectations with fixed dates."""

from datetime import date

import factory

from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Niveau, Role


class AgentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agent

    courriel = factory.Sequence(lambda n: f"agent{n}@exemple.invalid")
    nom = factory.Sequence(lambda n: f"Nom{n}")
    prenom = "Claude"


class AffectationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affectation

    agent = factory.SubFactory(AgentFactory)
    role = Role.CHARGEE_MISSION
    niveau = Niveau.COLLECTIVITE
    collectivite_id = "15"
    debut = date(2020, 1, 1)
