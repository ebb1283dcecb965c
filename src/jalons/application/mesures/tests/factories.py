"""Valid measures with fixed dates, of the Cantal unless said. Facts come from the services, not from here."""

from datetime import date

import factory

from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.mesures.models import Mesure, Renouvellement
from jalons.droit.mesures import natures


class MesureFactory(factory.django.DjangoModelFactory):
    """An AED decided and not started."""

    class Meta:
        model = Mesure

    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.SelfAttribute("enfant.collectivite_id")
    numero = factory.Sequence(lambda n: f"M{n:04d}-TEST")
    affaire = factory.SelfAttribute("numero")
    nature = "aed"
    exclusive = factory.LazyAttribute(lambda m: natures()[m.nature].exclusive)
    prise_en_charge = factory.LazyAttribute(lambda m: natures()[m.nature].prise_en_charge)
    confie = factory.LazyAttribute(lambda m: natures()[m.nature].confie)
    decideur = factory.LazyAttribute(lambda m: natures()[m.nature].decideur)
    accord_le = date(2025, 1, 6)
    decidee_le = date(2025, 1, 10)
    unite = factory.SelfAttribute("enfant.unite")


class RenouvellementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Renouvellement

    mesure = factory.SubFactory(MesureFactory, debut_le=date(2025, 2, 1))
    collectivite_id = factory.SelfAttribute("mesure.collectivite_id")
    rang = 1
    decide_le = date(2025, 12, 20)
