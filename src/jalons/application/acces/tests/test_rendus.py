"""What a page that can never be kept no longer pays for being asked to be."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalons.application.acces import rendus
from jalons.application.acces.droits import Droits
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.fiches.models import Fiche
from jalons.application.fiches.tests.factories import FicheFactory
from jalons.application.indicateurs.models import Indicateur
from jalons.application.indicateurs.tests.factories import IndicateurFactory
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


class TestPageRedessinee:
    """A page that counts fiches, then indicators too once there is a second fiche."""

    @pytest.fixture
    def page(self):
        FicheFactory(collectivite_id="15")
        IndicateurFactory(collectivite_id="15")
        requete = RequestFactory().get("/essai/")
        requete.user = AffectationFactory(role=Role.PREFECTURE, niveau=Niveau.COLLECTIVITE, collectivite_id="15").agent
        requete.droits, requete.territoire, requete.htmx = Droits(), None, False
        self.dessins = 0

        @rendus.page_gardee
        def vue(_requete):
            self.dessins += 1
            fiches = Fiche.objects.count()
            return HttpResponse(f"{fiches} fiches, {Indicateur.objects.count() if fiches > 1 else '?'} indicateurs")

        return lambda: vue(requete).text

    def test_elle_est_redonnee_puis_redessinee_quand_ce_qu_elle_lit_change(self, page):
        assert [page(), page(), self.dessins] == ["1 fiches, ? indicateurs"] * 2 + [1]
        IndicateurFactory(collectivite_id="15")
        assert [page(), self.dessins] == ["1 fiches, ? indicateurs", 1]
        FicheFactory(collectivite_id="15")
        assert page() == "2 fiches, 2 indicateurs"

    def test_ce_qu_elle_se_met_a_lire_ne_la_laisse_jamais_perimee(self, page):
        page()
        FicheFactory(collectivite_id="15")
        assert page() == "2 fiches, 1 indicateurs"
        IndicateurFactory(collectivite_id="15")
        assert page() == "2 fiches, 2 indicateurs"
        dessins = self.dessins
        assert [page(), self.dessins] == ["2 fiches, 2 indicateurs", dessins]
        IndicateurFactory(collectivite_id="15")
        assert page() == "2 fiches, 3 indicateurs"

    def test_redessinee_elle_ne_demande_les_empreintes_qu_une_fois(self, page):
        page()
        Fiche.objects.update(titre="Autre titre")

        with CaptureQueriesContext(connection) as captures:
            page()

        assert sum("socle_marque" in q["sql"] and q["sql"].startswith("SELECT") for q in captures.captured_queries) == 1
