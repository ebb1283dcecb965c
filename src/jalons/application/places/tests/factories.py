"""Valid requests and occupations with fixed dates, of the Cantal unless said. Facts come from the services, not from here."""

from datetime import date

import factory

from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.tests.factories import UniteAccueilFactory
from jalons.application.places.models import Demande, Occupation, OuverturePrevue


class DemandeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Demande

    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.SelfAttribute("enfant.collectivite_id")
    type = "internat"
    demandee_le = date(2025, 5, 1)


class OccupationFactory(factory.django.DjangoModelFactory):
    """A child who lives in a unit."""

    class Meta:
        model = Occupation

    unite = factory.SubFactory(UniteAccueilFactory)
    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.SelfAttribute("unite.collectivite_id")
    numero = factory.Sequence(lambda n: f"P{n:04d}-TEST")
    nature = "sejour"
    rang = factory.Sequence(lambda n: n + 1)
    du = date(2025, 1, 1)


class OuverturePrevueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OuverturePrevue

    collectivite_id = "15"
    plan = "Places nouvelles"
    type = "internat"
    annee = 2027
    places = 10
