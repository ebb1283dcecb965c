"""The null character reaches the base from nowhere: neither address, nor filter, nor form."""

import pytest
from django.test import Client

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(territoire):
    territoire("15")
    client = Client(raise_request_exception=False)
    client.force_login(AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id="15").agent)
    return client


@pytest.mark.parametrize("adresse", ["/recherche/?q=a%00b", "/territoires/?recherche=%00", "/aide/?%00=1"])
def test_une_adresse_qui_le_porte_est_refusee(client, adresse):
    reponse = client.get(adresse)

    assert reponse.status_code == 400
    assert "caractère nul" in reponse.text


@pytest.mark.parametrize("envoi", [{"texte": "a\x00b"}, {"a\x00": "texte"}])
def test_un_formulaire_qui_le_porte_est_refuse(client, envoi):
    reponse = client.post("/contrats/creer/", envoi)

    assert reponse.status_code == 400
    assert "Rien n'a été enregistré" in reponse.text


def test_sans_lui_rien_ne_change(client):
    assert client.get("/recherche/?q=a%20b").status_code == 200
    assert client.post("/contrats/creer/", {"texte": "a"}).status_code == 200
