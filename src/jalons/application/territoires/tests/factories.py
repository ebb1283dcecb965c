"""Local units with fixed codes; régions and collectivités are reference rows, always there."""

import factory

from jalons.application.territoires.models import Collectivite, UniteLocale


def collectivite(code="15"):
    """The collectivité ``code`` of the reference (15: Cantal, 63: Puy-de-Dôme, 14: Calvados, 62: Pas-de-Calais, F0)."""
    return Collectivite.objects.get(code=code)


class UniteLocaleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UniteLocale

    collectivite_id = "15"
    code = factory.Sequence(lambda n: f"MDS{n}")
    nom = factory.LazyAttribute(lambda o: f"Maison du département {o.code}")
    nature = "MDS"
