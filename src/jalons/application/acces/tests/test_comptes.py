"""Accounts and roles: inside the administrator's perimeter only, never beyond it, never for oneself."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db

PERSONNE = {"courriel": "Nouvelle@exemple.invalid", "nom": "Martin", "prenom": "Lou", "fonction": "Chargée"}
ROLE = {"role": "chargee_mission", "niveau": "collectivite", "collectivite": "15", "debut": "2026-01-01", "fin": ""}


@pytest.fixture
def administration(client):
    agent = AffectationFactory(role=Role.ADMINISTRATION, collectivite_id="15").agent
    client.force_login(agent)
    return agent


def test_creer_un_compte_montre_un_lien_une_seule_fois(client, administration):
    reponse = client.post(reverse("acces:creer_compte"), PERSONNE | ROLE)

    agent = Agent.objects.get(courriel="nouvelle@exemple.invalid")
    assert "mot-de-passe/" in reponse.text
    assert reponse["Cache-Control"] == "no-store"
    assert [str(a) for a in agent.affectations.all()] == ["Chargée de mission contractualisation (Cantal)"]
    assert "mot-de-passe/" not in client.get(reverse("acces:compte_agent", args=[agent.pk])).text
    with perimetre(["15"]):
        assert set(Entree.objects.values_list("acte", flat=True)) == {
            "acces:creer_compte", "acces:donner_role", "acces:lien_mot_de_passe",
        }  # fmt: skip


def test_le_lien_ne_sert_qu_une_fois(client, administration):
    page = client.post(reverse("acces:creer_compte"), PERSONNE | ROLE).text
    chemin = page.split('value="http://testserver')[1].split('"')[0]
    client.logout()
    suite = client.get(chemin)["Location"]

    client.post(suite, {"new_password1": "un secret bien long", "new_password2": "un secret bien long"})

    assert Agent.objects.get(courriel="nouvelle@exemple.invalid").check_password("un secret bien long")
    assert "déjà servi" in client.get(chemin, follow=True).text


@pytest.mark.parametrize(
    ("cas", "change"),
    [
        ("une autre collectivité", {"collectivite": "63"}),
        ("toute une région", {"niveau": "region", "region": "84"}),
        ("la nation", {"niveau": "nation"}),
        ("le rôle national sur un département", {"role": "national"}),
        ("un dernier jour avant le premier", {"fin": "2025-01-01"}),
        ("une unité sans dire laquelle", {"niveau": "unite"}),
    ],
)
def test_un_role_hors_du_perimetre_ou_mal_dit_n_est_pas_donne(client, administration, cas, change):
    reponse = client.post(reverse("acces:creer_compte"), PERSONNE | ROLE | change)

    assert reponse.status_code == 200, cas
    assert not Agent.objects.filter(courriel="nouvelle@exemple.invalid").exists(), cas


def test_nul_ne_se_donne_un_role(client, administration):
    reponse = client.post(reverse("acces:donner", args=[administration.pk]), ROLE)

    assert "vous donner un rôle à vous-même" in reponse.text
    assert administration.affectations.count() == 1


def test_un_compte_d_ailleurs_est_invisible(client, administration):
    autre = AffectationFactory(collectivite_id="63", agent__nom="Etranger").agent

    assert "Etranger" not in client.get(reverse("acces:comptes")).text
    for nom in ("compte_agent", "donner", "activite", "lien"):
        adresse = reverse(f"acces:{nom}", args=[autre.pk])
        reponse = client.get(adresse) if nom == "compte_agent" else client.post(adresse, ROLE)
        assert reponse.status_code == 404, nom


@pytest.mark.parametrize("nom", ["activite", "lien"])
def test_un_compte_partage_avec_une_autre_collectivite_ne_se_prend_pas(client, administration, nom):
    partage = AffectationFactory(collectivite_id="15").agent
    AffectationFactory(agent=partage, collectivite_id="63")
    avant = partage.password

    reponse = client.post(reverse(f"acces:{nom}", args=[partage.pk]), {"actif": "non"}, follow=True)

    partage.refresh_from_db()
    assert "hors de votre périmètre" in reponse.text
    assert partage.is_active
    assert partage.password == avant
    assert "mot-de-passe/" not in reponse.text.replace("compte/mot-de-passe/", "")


def test_un_role_regional_se_voit_mais_ne_se_retire_pas_d_un_departement(client, administration):
    regional = AffectationFactory(role=Role.ARS, niveau=Niveau.REGION, collectivite_id=None, region_id="84")

    assert str(regional.agent) in client.get(reverse("acces:comptes")).text
    client.post(reverse("acces:retirer", args=[regional.agent_id, regional.pk]))

    regional.refresh_from_db()
    assert regional.fin is None


def test_un_role_retire_cesse_le_jour_meme(client, administration):
    tenue = AffectationFactory(collectivite_id="15", debut=date(2020, 1, 1))

    client.post(reverse("acces:retirer", args=[tenue.agent_id, tenue.pk]))

    tenue.refresh_from_db()
    assert tenue.fin < timezone.localdate()


def test_un_role_qui_n_a_pas_commence_est_efface_et_l_historique_le_garde(client, administration):
    future = AffectationFactory(collectivite_id="15", debut=date(2099, 1, 1))

    client.post(reverse("acces:retirer", args=[future.agent_id, future.pk]))

    assert not Affectation.objects.filter(pk=future.pk).exists()
    assert [e.pgh_label for e in Affectation.pgh_event_model.objects.filter(pgh_obj_id=future.pk)] == [
        "insert",
        "delete",
    ]


def test_un_compte_ferme_ne_voit_plus_aucune_page(client, administration):
    agent = AffectationFactory(collectivite_id="15").agent
    autre = client.__class__()
    autre.force_login(agent)

    client.post(reverse("acces:activite", args=[agent.pk]), {"actif": "non"})

    assert autre.get(reverse("acces:compte"))["Location"].startswith(reverse("acces:connexion"))


def test_fermer_ses_autres_sessions_garde_celle_ci(client, administration):
    ailleurs = client.__class__()
    ailleurs.force_login(administration)

    client.post(reverse("acces:sessions"))

    assert client.get(reverse("acces:compte")).status_code == 200
    assert ailleurs.get(reverse("acces:compte")).status_code == 302


def test_la_liste_des_comptes_tient_en_douze_requetes(client, administration, requetes_max):
    for _ in range(5):
        AffectationFactory(collectivite_id="15")

    with requetes_max(12):
        client.get(reverse("acces:comptes"))


def test_le_journal_se_filtre_et_ne_montre_que_son_perimetre(client, administration):
    client.post(reverse("acces:creer_compte"), PERSONNE | ROLE)
    with perimetre(["63"]):
        Entree.objects.create(collectivite_id="63", acte="fiches:secrete", objet_type="fiches.fiche", objet_id="1")

    page = client.get(reverse("acces:journal")).text

    assert "Compte créé" in page
    assert "acces:creer_compte" not in page
    assert "secrete" not in page
    assert "<td>Compte créé" not in client.get(reverse("acces:journal"), {"acte": "fiches"}).text
    assert "Corrigez" in client.get(reverse("acces:journal"), {"du": "2026-02-01", "au": "2026-01-01"}).text.replace(
        "corrigez", "Corrigez"
    )


@pytest.mark.parametrize("mot", ["compte créé", "creer_compte", "acces"])
def test_le_journal_se_filtre_par_le_libelle_ou_par_le_code_d_un_acte(client, administration, mot):
    client.post(reverse("acces:creer_compte"), PERSONNE | ROLE)

    assert "<td>Compte créé" in client.get(reverse("acces:journal"), {"acte": mot}).text


def test_un_acte_sans_libelle_garde_son_code(client, administration):
    with perimetre(["15"]):
        Entree.objects.create(collectivite_id="15", acte="fiches:oubliee", objet_type="fiches.fiche", objet_id="1")

    assert "<td>fiches:oubliee" in client.get(reverse("acces:journal")).text


def test_le_journal_s_exporte_sans_formule(client, administration):
    with perimetre(["15"]):
        Entree.objects.create(collectivite_id="15", acte="=1+1", objet_type="fiches.fiche", objet_id="1")

    contenu = client.get(reverse("acces:journal"), {"format": "csv"}).content.decode("utf-8-sig")

    assert ";'=1+1;" in contenu
