"""Valid indicators of the Cantal, with fixed periods."""

from decimal import Decimal

import factory

from jalons.application.indicateurs.models import Cible, Indicateur, Proposition, Valeur
from jalons.noyau.dates import DateCivile


class IndicateurFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicateur

    collectivite_id = "15"
    code = factory.Sequence(lambda n: f"ind_{n:02d}")
    libelle = factory.LazyAttribute(lambda o: f"Indicateur {o.code}")
    unite = "visites"
    sens = Indicateur.Sens.HAUSSE
    t0_periode = DateCivile(2019)
    t0_valeur = Decimal(100)


class ValeurFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Valeur

    indicateur = factory.SubFactory(IndicateurFactory)
    collectivite_id = factory.SelfAttribute("indicateur.collectivite_id")
    periode = DateCivile(2021)
    source = "LOCAL"
    valeur = Decimal(150)


class CibleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cible

    indicateur = factory.SubFactory(IndicateurFactory)
    collectivite_id = factory.SelfAttribute("indicateur.collectivite_id")
    annee = 2022
    valeur = Decimal(200)


class PropositionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Proposition

    indicateur = factory.SubFactory(IndicateurFactory)
    collectivite_id = factory.SelfAttribute("indicateur.collectivite_id")
    objet = "cible"
    periode = DateCivile(2022)
    valeur = Decimal(180)
    motif = "Les recrutements ont tardé."
    cote = "ars"
