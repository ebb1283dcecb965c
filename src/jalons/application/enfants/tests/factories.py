"""Valid children and what is around them, with fixed dates, of the Cantal unless said. Invented names only."""

from datetime import date

import factory

from jalons.application.enfants import services
from jalons.application.enfants.models import (
    Adresse,
    ConnuAilleurs,
    Enfant,
    Foyer,
    Fratrie,
    LienFamilial,
    MembreFoyer,
    Personne,
    Referent,
)
from jalons.application.enfants.services import poser_cles
from jalons.noyau.dates import DateCivile


class FratrieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fratrie

    collectivite_id = "15"
    numero = factory.Sequence(lambda n: f"F{n:04d}-TEST")


class EnfantFactory(factory.django.DjangoModelFactory):
    """A child with the keys under which he is found."""

    class Meta:
        model = Enfant
        skip_postgeneration_save = True

    collectivite_id = "15"
    numero = factory.Sequence(lambda n: f"E{n:04d}-TEST")
    nom = "Vasseline"
    prenom = factory.Sequence(lambda n: f"Prénom{n}")
    naissance = DateCivile(2015, 3, 12)
    sexe = Enfant.Sexe.FEMININ

    @factory.post_generation
    def cles(self, create, extracted, **kwargs):
        if create:
            poser_cles(self)


class PersonneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Personne

    collectivite_id = "15"
    nom = "Vasseline"
    prenom = factory.Sequence(lambda n: f"Adulte{n}")


class LienFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LienFamilial

    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.SelfAttribute("enfant.collectivite_id")
    personne = factory.SubFactory(PersonneFactory, collectivite_id=factory.SelfAttribute("..collectivite_id"))
    lien = LienFamilial.Lien.MERE
    autorite_parentale = LienFamilial.Autorite.TITULAIRE


class FoyerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Foyer

    collectivite_id = "15"
    numero = factory.Sequence(lambda n: f"M{n:04d}-TEST")


class MembreFoyerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MembreFoyer

    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.SelfAttribute("enfant.collectivite_id")
    foyer = factory.SubFactory(FoyerFactory, collectivite_id=factory.SelfAttribute("..collectivite_id"))


class AdresseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Adresse

    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.LazyAttribute(lambda o: (o.enfant or o.foyer or o.personne).collectivite_id)
    foyer = None
    personne = None
    voie = "12 rue des Tilleuls-Bleus"
    code_postal = "15999"
    ville = "Brumevent"


class ReferentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referent

    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.SelfAttribute("enfant.collectivite_id")
    debut = date(2024, 1, 1)


class ConnuAilleursFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConnuAilleurs

    enfant = factory.SubFactory(EnfantFactory)
    collectivite_id = factory.SelfAttribute("enfant.collectivite_id")
    equipe = "PMI"
    contact = "Secrétariat"
    telephone = "00 00 00 00 00"


def entourer(enfant, *, soeurs, proches):
    """Give a child siblings under one roof, relatives with their addresses (the mother's is protected), a team."""
    foyer, autres = FoyerFactory(), EnfantFactory.create_batch(soeurs)
    services.creer_fratrie(enfants=[enfant, *autres], par=None)
    for membre in (enfant, *autres):
        MembreFoyerFactory(enfant=membre, foyer=foyer)
    for lien in proches:
        AdresseFactory(enfant=None, personne=LienFactory(enfant=enfant, lien=lien).personne, protegee=lien == "mere")
    AdresseFactory(enfant=None, foyer=foyer)
    ConnuAilleursFactory(enfant=enfant)
    return enfant
