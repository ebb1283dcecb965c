"""Valid bodies, establishments, units and acts with fixed dates, of the Cantal unless said. Invented names only."""

from datetime import date

import factory

from jalons.application.etablissements.models import (
    Acte,
    ActionAmelioration,
    AppelProjets,
    Candidature,
    Controle,
    Cpom,
    Engagement,
    Etablissement,
    EtablissementDuCpom,
    Evaluation,
    EvenementIndesirable,
    Financement,
    Operation,
    Organisme,
    SuiteControle,
    UniteAccueil,
)


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


class CpomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cpom

    organisme = factory.SubFactory(OrganismeFactory)
    collectivite_id = factory.SelfAttribute("organisme.collectivite_id")
    intitule = factory.Sequence(lambda n: f"Contrat des Brumes {n}")
    signe_le = date(2024, 1, 10)
    debut_le = date(2024, 1, 1)
    fin_le = date(2028, 12, 31)


def cpom_de(maison, **champs):
    """A contract that covers that establishment."""
    cpom = CpomFactory(organisme=maison.organisme, **champs)
    EtablissementDuCpom.objects.create(collectivite_id=maison.collectivite_id, cpom=cpom, etablissement=maison)
    return cpom


class EngagementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Engagement

    cpom = factory.SubFactory(CpomFactory)
    collectivite_id = factory.SelfAttribute("cpom.collectivite_id")
    libelle = factory.Sequence(lambda n: f"Ouvrir le samedi {n}")
    terme = date(2025, 12, 31)


class EvaluationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evaluation

    etablissement = factory.SubFactory(EtablissementFactory)
    collectivite_id = factory.SelfAttribute("etablissement.collectivite_id")
    realisee_le = date(2024, 3, 15)


class ActionAmeliorationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ActionAmelioration

    evaluation = factory.SubFactory(EvaluationFactory)
    collectivite_id = factory.SelfAttribute("evaluation.collectivite_id")
    libelle = factory.Sequence(lambda n: f"Revoir le livret d'accueil {n}")
    terme = date(2025, 6, 30)


class ControleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Controle

    etablissement = factory.SubFactory(EtablissementFactory)
    collectivite_id = factory.SelfAttribute("etablissement.collectivite_id")
    prevu_le = date(2025, 2, 3)
    themes = factory.LazyFunction(lambda: ["accueil"])


def controle_notifie(maison, **champs):
    """A control done and notified."""
    fait = {"etat": "notifie", "realise_le": date(2025, 2, 4), "notifie_le": date(2025, 3, 4)}
    return ControleFactory(etablissement=maison, **fait | champs)


class SuiteControleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SuiteControle

    controle = factory.SubFactory(ControleFactory)
    collectivite_id = factory.SelfAttribute("controle.collectivite_id")
    nature = "injonction"
    libelle = factory.Sequence(lambda n: f"Réparer l'escalier {n}")
    terme = date(2025, 5, 31)


class EvenementIndesirableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EvenementIndesirable

    etablissement = factory.SubFactory(EtablissementFactory)
    collectivite_id = factory.SelfAttribute("etablissement.collectivite_id")
    categorie = "equipement"
    survenu_le = date(2025, 5, 10)


class AppelProjetsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AppelProjets

    collectivite_id = "15"
    intitule = factory.Sequence(lambda n: f"Places pour fratries {n}")
    type = "village_enfants"
    public = "fratries"
    places = 50
    etat = "publie"
    publie_le = date(2025, 1, 15)
    limite_le = date(2025, 4, 15)
    commission_le = date(2025, 5, 20)


class CandidatureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Candidature

    appel = factory.SubFactory(AppelProjetsFactory)
    collectivite_id = factory.SelfAttribute("appel.collectivite_id")
    organisme = factory.SubFactory(OrganismeFactory)
    recue_le = date(2025, 4, 1)
    places = 50


class OperationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Operation

    etablissement = factory.SubFactory(EtablissementFactory)
    collectivite_id = factory.SelfAttribute("etablissement.collectivite_id")
    intitule = factory.Sequence(lambda n: f"Toiture {n}")
    nature = "rehabilitation"


class FinancementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Financement

    operation = factory.SubFactory(OperationFactory)
    collectivite_id = factory.SelfAttribute("operation.collectivite_id")
    annee = 2026
    financeur = "departement"
    valeur = 100_000
