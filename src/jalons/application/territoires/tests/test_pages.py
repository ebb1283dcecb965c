"""My collectivité and its local units, through the pages."""

import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.socle.perimetre import perimetre
from jalons.application.territoires.models import Identite, UniteLocale
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administration(client):
    agent = AffectationFactory(role=Role.ADMINISTRATION, collectivite_id="15").agent
    client.force_login(agent)
    return agent


def test_une_couleur_illisible_est_refusee_avec_son_contraste(client, administration):
    reponse = client.post(reverse("territoires:identite", args=["15"]), {"couleur": "#ffe000"})

    assert "contraste" in reponse.text
    with perimetre(["15"]):
        assert not Identite.objects.filter(couleur="#ffe000").exists()


def test_une_couleur_lisible_habille_les_pages(client, administration):
    client.post(reverse("territoires:identite", args=["15"]), {"couleur": "#004466"})

    assert "004466.css" in client.get(reverse("acces:compte")).text


def test_une_unite_ouverte_puis_fermee_garde_son_passe(client, administration):
    with perimetre(["15"]):
        unite = UniteLocaleFactory(nom="MDS d'Aurillac")

    client.post(reverse("territoires:fermer_unite", args=["15", unite.pk]))

    with perimetre(["15"]):
        assert UniteLocale.objects.get(pk=unite.pk).fermee_le is not None


def test_une_unite_dont_d_autres_dependent_ne_se_ferme_pas(client, administration):
    with perimetre(["15"]):
        mere = UniteLocaleFactory()
        UniteLocaleFactory(parent=mere, nom="Antenne de Mauriac")

    reponse = client.post(reverse("territoires:fermer_unite", args=["15", mere.pk]), follow=True)

    assert "Antenne de Mauriac" in reponse.text
    with perimetre(["15"]):
        assert UniteLocale.objects.get(pk=mere.pk).fermee_le is None


def test_les_collectivites_se_cherchent_par_leur_nom(client, administration):
    page = client.get(reverse("territoires:collectivites"), {"q": "canta"}).text

    assert "Cantal" in page
    assert "Calvados" not in page
