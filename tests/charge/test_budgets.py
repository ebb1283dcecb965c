"""The file of a child whose every register is full, for every role that may open it: fifteen queries at most."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.permissions import Niveau, Permission, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.crip.models import Situation
from jalons.application.crip.rules import Etat
from jalons.application.crip.tests.factories import jusqu_a
from jalons.application.enfants import services as enfants
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory, entourer
from jalons.application.mesures import services as mesures
from jalons.application.projets_enfant.tests.factories import enfant_suivi, projet_signe, rapport_valide
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


@pytest.fixture
def plein():
    """A child of a local unit with siblings, household, adults, addresses, situation, measure, projet, report."""
    jour, unite = timezone.localdate(), UniteLocaleFactory(collectivite_id="15")
    enfant = enfant_suivi(unite=unite)
    projet_signe(enfant)
    entourer(enfant, soeurs=3, proches=("mere", "pere"))
    enfants.fusionner(garde=enfant, absorbe=EnfantFactory(), par=None)
    jusqu_a(Etat.EN_EVALUATION, enfant, unite=unite)
    mesures.decider(
        enfant=enfant, nature="aed", accord_le=date(2024, 12, 1), decidee_le=date(2024, 12, 2), par=None, au=jour,
        debut_le=jour - timedelta(days=60),
    )  # fmt: skip
    rapport_valide(enfant)
    return enfant


OUVRENT = [role for role in Role if Permission.ENFANTS_VOIR in MATRICE[role]]


PLACES = [(role, niveau) for role in OUVRENT for niveau in (Niveau.COLLECTIVITE, Niveau.UNITE, Niveau.DOSSIERS)]


def client_de(role, niveau, enfant):
    lieu = {"unite": enfant.unite} if niveau == Niveau.UNITE else {}
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id="15", **lieu).agent
    ReferentFactory(enfant=enfant, agent=agent)
    client = Client()
    client.force_login(agent)
    return client


def test_un_dossier_plein_en_quinze_requetes_pour_chaque_role(plein, requetes_max):
    for role, niveau in PLACES:
        client = client_de(role, niveau, plein)

        with requetes_max(15):
            lue = client.get(reverse("enfants:dossier", args=[plein.pk]))

        assert (lue.status_code, plein.nom.upper() in lue.text) == (200, True), (role, niveau)


def test_les_pages_de_la_crip_en_douze_requetes_pour_chaque_role(plein, requetes_max):
    situation = Situation.objects.get()
    for role in (Role.CRIP, Role.EVALUATEUR, Role.CADRE_ASE):
        for nom in ("situation", "evaluation"):
            client = client_de(role, Niveau.COLLECTIVITE, plein)

            with requetes_max(12):
                lue = client.get(reverse(f"crip:{nom}", args=[situation.pk]))

            assert lue.status_code == 200, (role, nom)
