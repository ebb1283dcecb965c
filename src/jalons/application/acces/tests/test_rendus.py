"""What a page that can never be kept no longer pays for being asked to be."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalons.application.acces import rendus
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.socle.rendus import RENDUS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _memoire(territoire, monkeypatch):
    territoire("15")
    monkeypatch.setattr(RENDUS, "octets_au_plus", 1024 * 1024)
    monkeypatch.setattr(rendus, "_SANS_MARQUES", set())


def client(role, niveau):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id="15").agent
    connecte = Client()
    connecte.force_login(agent)
    return connecte


def empreintes_demandees(connecte):
    """How many times the home page asks for marks."""
    with CaptureQueriesContext(connection) as captures:
        assert connecte.get(reverse("portail:accueil")).status_code == 200
    return sum("socle_marque" in q["sql"] for q in captures.captured_queries)


def test_une_page_qui_lit_des_tables_sans_marque_ne_demande_l_empreinte_qu_une_fois():
    EnfantFactory()
    referent = client(Role.REFERENT, Niveau.DOSSIERS)
    assert [empreintes_demandees(referent) for _ in range(3)] == [1, 0, 0]


def test_une_page_gardee_la_demande_toujours():
    prefecture = client(Role.PREFECTURE, Niveau.COLLECTIVITE)
    demandees = [empreintes_demandees(prefecture) for _ in range(3)]
    assert 0 not in demandees
