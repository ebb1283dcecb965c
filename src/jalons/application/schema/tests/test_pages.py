"""Every page of schémas answers, says what it must, and stays within its budget of queries."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.schema import rules, selectors
from jalons.application.schema.models import LigneBilan
from jalons.application.schema.tests.test_importation import pas_de_calais
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
REQUETES = 12 + 4
"""Twelve, and what only a test adds around a request: outer perimeter read and restored, savepoint opened and closed."""


@pytest.fixture
def schema(du_pas_de_calais):
    return du_pas_de_calais


@pytest.fixture
def agent(client, schema):
    agent = AffectationFactory(collectivite_id="62", role=Role.DIRECTION).agent
    client.force_login(agent)
    return agent


def test_la_page_du_pas_de_calais_dit_4_19_16_76_et_300_places(client, agent, schema, django_assert_max_num_queries):
    with django_assert_max_num_queries(REQUETES):
        reponse = client.get(reverse("schema:schema", args=[schema.pk]))
    p = reponse.context["p"]
    dossier = p.vue.dossier
    comptes = (len(dossier.engagements), len(dossier.sous_themes), len(dossier.fiches), len(dossier.actions))
    assert comptes == (4, 19, 16, 76)
    assert dossier.nombre_points == 181
    assert p.places == 300 == dossier.places.total_annonce
    assert [e.ecart.cle for e in p.ecarts] == [e.cle for e in rules.controler(pas_de_calais(), p.vue.au)]
    for texte in ("100", "80", "30", "50", "40", "300"):
        assert f'<td class="nombre">{texte}</td>' in reponse.text


def test_le_bilan_dit_5_21_91_contre_101_annoncees(client, agent, schema, django_assert_max_num_queries):
    with django_assert_max_num_queries(REQUETES):
        reponse = client.get(reverse("schema:bilan", args=[schema.pk]))
    bilan = reponse.context["bilan"]
    assert (len(bilan.orientations), len(bilan.priorites), len(bilan.actions), bilan.actions_annoncees) == (
        5,
        21,
        91,
        101,
    )
    assert "101 annoncées par le document" in reponse.text
    [ecart] = [e for e in selectors.ecarts(schema, date(2024, 1, 1)) if e.objet == "bilan/actions"]
    assert {101, 91} <= {v for v in ecart.chiffres.values() if isinstance(v, int)}


@pytest.mark.parametrize(
    ("cas", "changements", "jour", "attendu"),
    [
        ("document publié, adoption inconnue", {}, date(2024, 1, 1), "en_vigueur"),
        ("ni document ni adoption", {"document": None}, date(2024, 1, 1), "projet"),
        ("adopté plus tard", {"adopte_le": DateCivile(2024, 6, 1)}, date(2024, 1, 1), "projet"),
        ("adopté, pas commencé", {"adopte_le": DateCivile(2022, 6, 1)}, date(2022, 7, 1), "adopte"),
        ("un an avant son terme", {}, date(2027, 2, 1), "arrive_a_terme"),
        ("après son terme", {}, date(2028, 1, 1), "echu"),
    ],
)
def test_l_etat_d_un_schema(cas, changements, jour, attendu):
    assert selectors.etat(replace(pas_de_calais(), **changements), jour) == attendu, cas


@pytest.mark.parametrize("nom", ["liste", "suivi", "structure", "adopter", "creer"])
def test_les_pages_repondent(nom, client, agent, schema, django_assert_max_num_queries):
    arguments = [] if nom in ("liste", "creer") else [schema.pk]
    with django_assert_max_num_queries(REQUETES):
        assert client.get(reverse(f"schema:{nom}", args=arguments)).status_code == 200


def test_noter_une_action_du_bilan_change_le_taux_et_laisse_l_inconnu_a_part(client, agent, schema):
    ligne = LigneBilan.objects.filter(bilan__schema=schema, genre="action").first()
    avant = client.get(reverse("schema:bilan", args=[schema.pk])).context["avancee"]
    nouveau = "inconnu" if ligne.statut != "inconnu" else "realisee"
    adresse = reverse("schema:noter_bilan", args=[schema.pk, ligne.pk])
    assert client.post(adresse, {"statut": nouveau}).status_code == 302
    apres = client.get(reverse("schema:bilan", args=[schema.pk])).context["avancee"]
    assert apres.inconnues == avant.inconnues + (1 if nouveau == "inconnu" else -1)
    assert apres.total == avant.total == 91


def test_le_classeur_du_bilan_a_une_ligne_par_action(client, agent, schema):
    reponse = client.get(reverse("schema:bilan_excel", args=[schema.pk]))
    classeur = CalamineWorkbook.from_filelike(BytesIO(reponse.content))
    assert len(classeur.get_sheet_by_name("Actions").to_python()) == 92
    resume = {ligne[0]: ligne[1] for ligne in classeur.get_sheet_by_name("Résumé").to_python()}
    assert (resume["Actions lisibles"], resume["Actions annoncées"]) == (91, 101)


def test_un_changement_de_structure_se_fait_acte_par_acte(client, agent, schema):
    adresse = reverse("schema:structure", args=[schema.pk])
    fiches = selectors.dossier(schema).fiches
    for donnees in (
        {"acte": "ajouter_engagement", "titre": "Cinquième"},
        {"acte": "ajouter_theme", "engagement": 5, "titre": "Un thème"},
        {"acte": "placer_fiche", "engagement": 5, "theme": 0, "fiche": 3},
        {"acte": "renommer_theme", "engagement": 5, "theme": 0, "titre": "Un autre nom"},
        {"acte": "deplacer_engagement", "engagement": 5, "pas": -1},
        {"acte": "ajouter_fiche", "titre": "Dix-septième"},
    ):
        assert client.post(adresse, donnees).status_code == 302
    dossier = selectors.dossier(schema)
    assert [e.numero for e in dossier.engagements] == [1, 2, 3, 5, 4]
    [theme] = dossier.engagements[3].sous_themes
    assert (theme.titre, theme.fiches) == ("Un autre nom", (3,))
    assert 5 in dossier.fiches[2].engagements
    assert len(dossier.fiches) == len(fiches) + 1
    client.post(adresse, {"acte": "retirer_engagement", "engagement": 5})
    assert len(selectors.dossier(schema).fiches) == len(fiches) + 1


def test_un_acte_incomplet_est_refuse_par_une_phrase(client, agent, schema):
    reponse = client.post(reverse("schema:structure", args=[schema.pk]), {"acte": "ajouter_engagement"}, follow=True)
    assert "Le titre est vide" in reponse.text


@pytest.mark.parametrize(
    ("cas", "role", "collectivite", "voir", "modifier", "adopter"),
    [
        ("direction du Pas-de-Calais", Role.DIRECTION, "62", 200, 200, 200),
        ("chargée de mission", Role.CHARGEE_MISSION, "62", 200, 200, 403),
        ("élu", Role.ELU_LECTEUR, "62", 200, 403, 403),
        ("direction d'ailleurs", Role.DIRECTION, "59", 404, 404, 404),
        ("administration", Role.ADMINISTRATION, "62", 403, 403, 403),
    ],
)
def test_acces(cas, role, collectivite, voir, modifier, adopter, client, schema):
    client.force_login(AffectationFactory(collectivite_id=collectivite, role=role).agent)
    assert client.get(reverse("schema:schema", args=[schema.pk])).status_code == voir, cas
    assert client.get(reverse("schema:structure", args=[schema.pk])).status_code == modifier, cas
    assert client.get(reverse("schema:adopter", args=[schema.pk])).status_code == adopter, cas
