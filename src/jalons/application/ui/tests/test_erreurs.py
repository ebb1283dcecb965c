"""A server that cannot answer says so in French, without the base."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.http import HttpResponseNotAllowed
from django.test import Client, RequestFactory

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.ui import erreurs
from jalons.application.ui.refus_de_methode import RefusDeMethode


def demander(adresse):
    """The answer as a browser receives it, on a connection of its own."""
    try:
        return Client(raise_request_exception=False).get(adresse)
    finally:
        connections.close_all()


@pytest.fixture
def epuisee(db, monkeypatch):
    """Every session of the pool is taken."""
    connection.ensure_connection()
    reserve = connection.pool
    assert reserve is not None, "the web role has a pool"
    with ExitStack() as pile:
        for _ in range(reserve.max_size - 1):
            pile.callback(reserve.putconn, reserve.getconn())
        monkeypatch.setattr(reserve, "timeout", 0.1)
        yield


@pytest.mark.parametrize("adresse", ["/", "/connexion/", "/enfants/"])
def test_une_reserve_de_connexions_epuisee_repond_503_et_dit_quoi_faire(epuisee, adresse):
    with ThreadPoolExecutor(1) as ailleurs:
        reponse = ailleurs.submit(demander, adresse).result()

    assert reponse.status_code == 503
    assert reponse.headers["Retry-After"] == "30"
    assert reponse.headers["Cache-Control"] == "private, no-store"
    assert "rien n'a été enregistré" in reponse.text
    assert "rechargez la page" in reponse.text


@pytest.mark.parametrize(
    ("cause", "attendu"),
    [
        (psycopg.errors.TooManyConnections("too many clients"), True),
        (psycopg.errors.CannotConnectNow("the database system is starting up"), True),
        (psycopg.errors.DeadlockDetected("deadlock detected"), False),
        (psycopg.errors.AdminShutdown("terminating connection"), False),
        (None, False),
    ],
)
def test_seule_une_session_refusee_promet_que_rien_n_a_ete_fait(cause, attendu):
    erreur = OperationalError("wrapped by Django")
    erreur.__cause__ = cause

    assert erreurs.base_injoignable(erreur) is attendu


@pytest.mark.django_db
def test_une_autre_faute_reste_une_panne(monkeypatch):
    def casser(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("jalons.application.acces.middleware.droits", casser)
    reponse = Client(raise_request_exception=False).get("/")

    assert reponse.status_code == 500
    assert "Une panne est survenue" in reponse.text


@pytest.mark.django_db
def test_une_adresse_qui_ne_recoit_que_des_formulaires_le_dit(client, territoire):
    territoire("15")
    client.force_login(AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id="15").agent)
    reponse = client.get("/deconnexion/")

    assert reponse.status_code == 405
    assert "Cette adresse reçoit un formulaire" in reponse.text
    assert reponse.headers["Allow"]


class Ferme:
    """Stands for the agent and her rights once the perimeter is closed: reading any of it is a fault."""

    def __getattr__(self, nom):
        raise AssertionError(f"{nom} read outside a perimeter")

    def __bool__(self):
        raise AssertionError("read outside a perimeter")


def test_cette_page_ne_lit_rien_de_la_base_ni_de_l_agent():
    """Outside a perimeter a read is refused, and the page would answer 500; no base here either."""
    requete = RequestFactory().get("/deconnexion/")
    requete.user = requete.droits = requete.session = Ferme()
    reponse = RefusDeMethode(lambda _: HttpResponseNotAllowed(["POST"]))(requete)

    assert (reponse.status_code, reponse.headers["Allow"]) == (405, "POST")
    assert "Cette adresse reçoit un formulaire" in reponse.text
    muet = RefusDeMethode(lambda _: HttpResponseNotAllowed(["GET"]))(RequestFactory().post("/aide/"))
    assert muet.content == b"", "a program that posts gets the bare refusal"
