"""Valid requests and occupations with fixed dates, of the Cantal unless said. Facts come from the services, not from here."""

from datetime import UTC, date, datetime

import factory

from jalons.appariement.poids import poids_nationaux
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.tests.factories import UniteAccueilFactory
from jalons.application.places.models import (
    CalculPlaces,
    Demande,
    LigneDeDistances,
    LigneDePlan,
    Occupation,
    OuverturePrevue,
    TableDeDistances,
)
from jalons.application.places.recherche.poids import en_json


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


BILAN = {
    "enfants": 1, "places": 1, "sans_place": 0, "fratries": 0, "fratries_ensemble": 0, "km_parents": 0.0,
    "km_moyen": None, "conventions": 0, "a_verifier": 1, "changements": 0,
}  # fmt: skip


def _calcul(code, genre, resultats, **parametres):
    return CalculPlaces.objects.create(
        collectivite_id=code, genre=genre, au=date(2025, 6, 30), etat="fait", avancement=100, empreinte="a" * 64,
        fini_le=datetime(2025, 6, 30, 8, tzinfo=UTC), poids=en_json(poids_nationaux()), parametres=parametres,
        resultats=resultats | {"avertissements": []},
    )  # fmt: skip


def plan_fait(demande, unite):
    """The line of a plan that proposes ``unite`` to the child of ``demande``."""
    resultats = {"prouve": True, "points": 12.5, "borne": 12.5, "ecart": 0.0, "lieux": 1, "bilan": BILAN}
    calcul = _calcul(demande.collectivite_id, "plan", resultats)
    return LigneDePlan.objects.create(
        collectivite_id=demande.collectivite_id, calcul=calcul, demande=demande, unite=unite, points="12.50",
        a_verifier=1,
    )  # fmt: skip


def simulation_faite(code):
    """A simulation of five places."""
    usage = {
        "type": "Internat",
        "ajoutees": 5,
        "servent": 1,
        "ouvertes": 10,
        "occupees": 9,
        "taux": 90.0,
        "taux_seul": 66.7,
    }
    resultats = {
        "attendent": 1, "sans_avant": 1, "sans_apres": 0, "gagnants": 1, "prouves": True, "fratries": 0,
        "ensemble_avant": 0, "ensemble_apres": 0, "km_avant": None, "km_apres": 12.0, "ajoutees": 5, "ouvertes": 10,
        "occupees": 9, "taux": 90.0, "taux_avant": 90.0, "taux_apres": 66.7, "usages": [usage],
    }  # fmt: skip
    ajout = {"type": "internat", "places": 5, "public": "tous", "territoire": "", "age_min": None, "age_max": None}
    return _calcul(code, "simulation", resultats, ajouts=[ajout], jusqu_en=None)


def table_en_service(code, nom="trajets.csv"):
    """A table of travel times between two communes."""
    table = TableDeDistances.objects.create(
        collectivite_id=code, genre="trajets", etat="service", nom=nom, empreinte="a" * 64, lues=1, communes=1,
        depose_le=datetime(2025, 6, 30, 8, tzinfo=UTC), service_le=date(2025, 6, 30),
    )  # fmt: skip
    LigneDeDistances.objects.create(collectivite_id=code, table=table, commune="15014", valeurs={"15122": [31.0, 28.0]})
    return table
