"""Pages of reports: who sees what, who may act, how many queries."""

import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.rapports.models import Rapport
from jalons.application.rapports.tests import factories
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


def connecter(client, role, code="F0"):
    affectation = AffectationFactory(role=role, collectivite_id=code)
    client.force_login(affectation.agent)
    return affectation.agent


def faire(etat="brouillon"):
    with perimetre(["F0"]):
        return factories.rapport(etat=etat)


@pytest.mark.parametrize(
    ("role", "code", "etat", "attendu"),
    [
        (Role.CHARGEE_MISSION, "F0", "brouillon", 200),
        (Role.PREFECTURE, "F0", "brouillon", 404),
        (Role.PREFECTURE, "F0", "partage", 200),
        (Role.ELU_LECTEUR, "F0", "partage", 404),
        (Role.ELU_LECTEUR, "F0", "arrete", 200),
        (Role.CHARGEE_MISSION, "15", "partage", 404),
        (Role.ADMINISTRATION, "F0", "partage", 403),
    ],
)
def test_un_brouillon_ne_se_lit_que_dans_le_departement(client, role, code, etat, attendu):
    rapport = faire(etat)
    connecter(client, role, code)

    assert client.get(rapport.get_absolute_url()).status_code == attendu


@pytest.mark.parametrize(
    ("role", "code", "attendu"),
    [
        (Role.CHARGEE_MISSION, "F0", 302),
        (Role.PREFECTURE, "F0", 403),
        (Role.CHARGEE_MISSION, "15", 404),
    ],
)
def test_partager(client, role, code, attendu):
    rapport = faire("renvoye")
    connecter(client, role, code)

    reponse = client.post(reverse("rapports:partager", args=[rapport.pk]))

    assert reponse.status_code == attendu
    with perimetre(["F0"]):
        rapport.refresh_from_db()
    assert (rapport.etat == "partage") == (attendu == 302)


def test_la_prefecture_ne_repond_qu_en_son_nom(client):
    rapport = faire("partage")
    connecter(client, Role.PREFECTURE)

    client.post(reverse("rapports:viser", args=[rapport.pk]), {"cote": "ars", "decision": "accepte"})

    with perimetre(["F0"]):
        assert not rapport.visas.exists()


def test_les_trois_cotes_arretent_le_rapport_par_leurs_pages(client):
    rapport = faire("partage")

    for role, cote in ((Role.DIRECTION, "departement"), (Role.PREFECTURE, "prefecture"), (Role.ARS, "ars")):
        connecter(client, role)
        client.post(reverse("rapports:viser", args=[rapport.pk]), {"cote": cote, "decision": "accepte"})

    with perimetre(["F0"]):
        assert Rapport.objects.get().etat == "arrete"
    assert "identiques" in client.get(reverse("rapports:verifier", args=[rapport.pk])).text


def test_un_renvoi_sans_motif_est_explique(client):
    rapport = faire("partage")
    connecter(client, Role.ARS)

    reponse = client.post(reverse("rapports:viser", args=[rapport.pk]), {"cote": "ars", "decision": "renvoye"})

    assert "Dites pourquoi le rapport est renvoyé" in reponse.text


def test_deux_textes_concurrents_sont_montres_cote_a_cote(client):
    rapport = faire()
    connecter(client, Role.CHARGEE_MISSION)
    with perimetre(["F0"]):
        section = rapport.sections.first()
    adresse = reverse("rapports:section", args=[rapport.pk, section.pk])
    client.post(adresse, {"texte": "Texte de la première personne", "version": 1})

    reponse = client.post(adresse, {"texte": "Texte de la seconde", "version": 1})

    assert reponse.status_code == 409
    assert "Texte de la première personne" in reponse.text
    assert "Texte de la seconde" in reponse.text


def test_ce_qui_est_tape_reste_quand_un_collegue_partage_entre_temps(client):
    rapport = faire("partage")
    connecter(client, Role.CHARGEE_MISSION)
    with perimetre(["F0"]):
        section = rapport.sections.first()
    adresse = reverse("rapports:section", args=[rapport.pk, section.pk])

    reponse = client.post(adresse, {"texte": "Deux pages de bilan", "version": section.version})

    assert "Deux pages de bilan</textarea>" in reponse.text
    assert "1 erreur à corriger" in reponse.text


@pytest.mark.parametrize(("page", "nombre"), [("liste", 12), ("detail", 12)])
def test_nombre_de_requetes(client, requetes_max, page, nombre):
    rapport = faire("partage")
    connecter(client, Role.CHARGEE_MISSION)
    adresse = reverse("rapports:liste") if page == "liste" else rapport.get_absolute_url()
    client.get(adresse)

    with requetes_max(nombre):
        assert client.get(adresse).status_code == 200


@pytest.mark.parametrize(("forme", "debut"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_telecharger(client, forme, debut):
    rapport = faire("arrete")
    connecter(client, Role.ELU_LECTEUR)

    reponse = client.get(reverse("rapports:telecharger", args=[rapport.pk, forme]))

    assert reponse.content.startswith(debut)
    assert f'filename="rapport-execution-F0-2023.{forme}"' in reponse["Content-Disposition"]


def test_une_forme_inconnue_n_existe_pas(client):
    rapport = faire("partage")
    connecter(client, Role.CHARGEE_MISSION)

    assert client.get(reverse("rapports:telecharger", args=[rapport.pk, "odt"])).status_code == 404


def test_ouvrir_un_rapport_hors_de_la_periode_du_contrat_est_refuse(client):
    with perimetre(["F0"]):
        contrat = factories.contrat()
    connecter(client, Role.CHARGEE_MISSION)

    assert client.post(reverse("rapports:creer", args=[contrat.pk, 2019])).status_code == 404
    assert client.post(reverse("rapports:creer", args=[contrat.pk, 2023])).status_code == 302
