"""Valid bodies, establishments, units and acts with fixed dates, of the Cantal unless said. Invented names only."""

from datetime import date

import factory

from jalons.application.etablissements.models import Acte, Etablissement, Organisme, UniteAccueil


class OrganismeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisme

    collectivite_id = "15"
    code = factory.Sequence(lambda n: f"ORG-{n}")
    nom = factory.Sequence(lambda n: f"Association des Brumes {n}")


class EtablissementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Etablissement

    organisme = factory.SubFactory(OrganismeFactory)
    collectivite_id = factory.SelfAttribute("organisme.collectivite_id")
    nom = factory.Sequence(lambda n: f"Maison des Songes {n}")
    categorie = "177"


class UniteAccueilFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UniteAccueil

    etablissement = factory.SubFactory(EtablissementFactory)
    collectivite_id = factory.SelfAttribute("etablissement.collectivite_id")
    nom = factory.Sequence(lambda n: f"Unité {n}")
    type = "internat"


class ActeFactory(factory.django.DjangoModelFactory):
    """An opening of ten places, all of them open."""

    class Meta:
        model = Acte

    unite = factory.SubFactory(UniteAccueilFactory)
    collectivite_id = factory.SelfAttribute("unite.collectivite_id")
    nature = "ouverture"
    places = 10
    effet_le = date(2020, 1, 1)
    ouvert_le = date(2020, 1, 1)


def unite_de(places, *, ouvertes=True, collectivite="15", **champs):
    """A unit with that many authorised places."""
    maison = champs.pop("etablissement", None) or EtablissementFactory(organisme__collectivite_id=collectivite)
    unite = UniteAccueilFactory(etablissement=maison, **champs)
    ActeFactory(unite=unite, places=places, ouvert_le=date(2020, 1, 1) if ouvertes else None)
    return unite
