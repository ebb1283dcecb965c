"""Valid amounts of the Cantal."""

from decimal import Decimal

import factory

from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.finances.models import Montant


class MontantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Montant

    cadre = factory.SubFactory(CadreFactory)
    collectivite_id = factory.SelfAttribute("cadre.collectivite_id")
    cle = factory.Sequence(lambda n: f"montant-{n}")
    libelle = factory.LazyAttribute(lambda o: f"Crédit {o.cle}")
    valeur = Decimal(100_000)
    source = "P304"
    version = "signe"
    annee = 2022
