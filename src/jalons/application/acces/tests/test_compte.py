"""Login, one's own account, the current territory."""

import pytest
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory

pytestmark = pytest.mark.django_db

PASSE = "un mot de passe assez long"


@pytest.fixture
def agent():
    return Agent.objects.create_user("Marie@Exemple.invalid", PASSE, nom="Durand", prenom="Marie")


def connecter(client, passe=PASSE):
    return client.post(reverse("acces:connexion"), {"username": "marie@exemple.invalid", "password": passe})


def test_l_adresse_se_saisit_sans_souci_de_casse(client, agent):
    reponse = client.post(reverse("acces:connexion"), {"username": "MARIE@exemple.invalid", "password": PASSE})

    assert reponse.status_code == 302


def test_un_mauvais_mot_de_passe_est_dit_sans_reveler_le_compte(client, agent):
    connu = connecter(client, "faux").content
    inconnu = client.post(reverse("acces:connexion"), {"username": "x@exemple.invalid", "password": "faux"}).content

    assert "ne convient pas" in connu.decode()
    assert connu.count(b"mot de passe") == inconnu.count(b"mot de passe")


def test_cinq_echecs_suspendent_la_connexion_meme_avec_le_bon_mot_de_passe(client, agent):
    for saisie in ("marie@exemple.invalid", "MARIE@exemple.invalid", " marie@exemple.invalid", "Marie@Exemple.invalid"):
        client.post(reverse("acces:connexion"), {"username": saisie, "password": "faux"})
    reponse = connecter(client, "faux")

    assert reponse.status_code == 429
    assert "15 minutes" in connecter(client).text


def test_un_mot_de_passe_trop_court_est_refuse(client, agent):
    client.force_login(agent)

    reponse = client.post(
        reverse("acces:mot_de_passe"), {"old_password": PASSE, "new_password1": "court", "new_password2": "court"}
    )

    assert "12 caractères" in reponse.text
    agent.refresh_from_db()
    assert agent.check_password(PASSE)


def test_mon_compte_dit_mes_roles_et_leurs_lieux(client):
    affectation = AffectationFactory(role=Role.ARS, niveau=Niveau.REGION, collectivite_id=None, region_id="84")
    client.force_login(affectation.agent)

    page = client.get(reverse("acces:compte")).text

    assert "Agence régionale de santé" in page
    assert "Auvergne-Rhône-Alpes" in page


@pytest.mark.parametrize(("code", "attendu"), [("15", "15"), ("14", None)])
def test_le_territoire_courant_se_choisit_parmi_les_siens(client, code, attendu):
    affectation = AffectationFactory(role=Role.ARS, niveau=Niveau.REGION, collectivite_id=None, region_id="84")
    client.force_login(affectation.agent)

    client.post(reverse("acces:territoire"), {"territoire": code})

    assert client.session.get("territoire") == attendu


def test_la_suite_ne_mene_pas_hors_de_jalons(client, agent):
    client.force_login(agent)

    reponse = client.post(reverse("acces:territoire"), {"suite": "https://ailleurs.invalid/"})

    assert reponse["Location"] == reverse("acces:compte")
