"""The page of an object's history."""

import pghistory
import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.rapports.tests import factories as rapports
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


def connecter(client, role=Role.CHARGEE_MISSION, code="15"):
    agent = AffectationFactory(role=role, collectivite_id=code).agent
    client.force_login(agent)
    return agent


def page(client, type_objet, cle):
    return client.get(reverse("acces:historique", args=[type_objet, cle]))


@pytest.fixture
def montant(db):
    with perimetre(["15"]):
        return MontantFactory(libelle="Équipe mobile")


def test_on_lit_qui_a_change_quoi(client, montant, requetes_max):
    agent = connecter(client)
    with perimetre(["15"]):
        Montant.objects.filter(pk=montant.pk).update(commentaire="Aucun local")
    with perimetre(["15"]), pghistory.context(agent=agent.pk):
        Montant.objects.filter(pk=montant.pk).update(commentaire="")

    with requetes_max(18):
        reponse = page(client, "finances.montant", montant.pk)

    assert str(agent) in reponse.text
    assert "une commande de Jalons" in reponse.text
    assert "Aucun local" in reponse.text


def test_un_objet_supprime_garde_son_historique(client, montant):
    connecter(client)
    cle = montant.pk
    with perimetre(["15"]):
        montant.delete()

    reponse = page(client, "finances.montant", cle)

    assert reponse.status_code == 200
    assert "supprimé depuis" in reponse.text
    assert "Équipe mobile" in reponse.text


@pytest.mark.parametrize(
    ("role", "code", "attendu"),
    [
        (Role.CHARGEE_MISSION, "15", 200),
        (Role.CHARGEE_MISSION, "63", 404),
        (Role.ADMINISTRATION, "15", 403),
    ],
)
def test_le_droit_est_celui_de_lire_l_objet(client, montant, role, code, attendu):
    connecter(client, role, code)

    assert page(client, "finances.montant", montant.pk).status_code == attendu


@pytest.mark.parametrize("type_objet", ["fiches.fiche", "acces.agent", "socle.entree", "nimporte.quoi"])
def test_un_genre_inconnu_n_a_pas_d_historique(client, montant, type_objet):
    connecter(client)

    assert page(client, type_objet, montant.pk).status_code == 404


@pytest.mark.parametrize(("etat", "attendu"), [("brouillon", 404), ("partage", 200)])
def test_l_historique_d_un_brouillon_n_est_pas_pour_la_prefecture(client, db, etat, attendu):
    with perimetre(["F0"]):
        rapport = rapports.rapport(etat=etat)
    connecter(client, Role.PREFECTURE, "F0")

    assert page(client, "rapports.rapport", rapport.pk).status_code == attendu
