"""Pages on money: who sees what, what is refused, how many queries."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.fiches.models import Cadre
from jalons.application.fiches.tests.factories import CadreFactory, FicheFactory, PlacementFactory
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db

NEUF = {"source": "P304", "version": "notifie", "valeur": "125 000,50 €", "precision": "exact", "annee": "2023"}


@pytest.fixture
def cadre():
    with perimetre(["15"]):
        return CadreFactory()


def connecte(client, role=Role.CHARGEE_MISSION, collectivite="15"):
    client.force_login(AffectationFactory(role=role, collectivite_id=collectivite).agent)
    return client


def montants():
    with perimetre(["15"]):
        return list(Montant.objects.order_by("pk"))


@pytest.mark.parametrize("page", ["plan", "montants", "simulation", "plan_csv"])
@pytest.mark.parametrize(
    ("role", "collectivite", "attendu"),
    [
        (Role.CHARGEE_MISSION, "15", 200),
        (Role.ELU_LECTEUR, "15", 200),
        (Role.ADMINISTRATION, "15", 403),
        (Role.CHARGEE_MISSION, "63", 404),
    ],
)
def test_lire(client, cadre, page, role, collectivite, attendu):
    reponse = connecte(client, role, collectivite).get(reverse(f"finances:{page}", args=[cadre.pk]))

    assert reponse.status_code == attendu


@pytest.mark.parametrize(
    ("role", "collectivite", "attendu"),
    [
        (Role.CHARGEE_MISSION, "15", 302),
        (Role.PREFECTURE, "15", 302),
        (Role.ARS, "15", 422),
        (Role.ELU_LECTEUR, "15", 403),
        (Role.CHARGEE_MISSION, "63", 404),
    ],
)
def test_ajouter_un_montant_notifie_par_l_etat(client, cadre, role, collectivite, attendu):
    reponse = connecte(client, role, collectivite).post(reverse("finances:ajouter", args=[cadre.pk]), NEUF)

    assert reponse.status_code == attendu
    assert [m.valeur for m in montants()] == ([Decimal("125000.50")] if attendu == 302 else [])


@pytest.mark.parametrize(
    ("role", "source", "version", "attendu"),
    [
        (Role.PREFECTURE, "P304", "notifie", 302),
        (Role.PREFECTURE, "ETAT", "notifie", 302),
        (Role.PREFECTURE, "FIR1", "notifie", 422),
        (Role.PREFECTURE, "P304", "paye", 422),
        (Role.ARS, "ONDAM_MS", "notifie", 302),
        (Role.ARS, "FIR1", "notifie", 302),
        (Role.ARS, "DEPT", "notifie", 422),
        (Role.CHARGEE_MISSION, "FIR1", "paye", 302),
    ],
)
def test_un_financeur_ne_saisit_que_ce_qu_il_notifie(client, cadre, role, source, version, attendu):
    donnees = NEUF | {"source": source, "version": version}

    assert connecte(client, role).post(reverse("finances:ajouter", args=[cadre.pk]), donnees).status_code == attendu


@pytest.mark.parametrize("page", ["modifier", "supprimer"])
@pytest.mark.parametrize(
    ("role", "collectivite", "attendu"),
    [
        (Role.PREFECTURE, "15", 403),
        (Role.ELU_LECTEUR, "15", 403),
        (Role.DIRECTION, "63", 404),
        (Role.DIRECTION, "15", 302),
    ],
)
def test_toucher_un_montant_signe(client, cadre, page, role, collectivite, attendu):
    with perimetre(["15"]):
        montant = MontantFactory(cadre=cadre, version="signe")

    reponse = connecte(client, role, collectivite).post(reverse(f"finances:{page}", args=[montant.pk]), NEUF)

    assert reponse.status_code == attendu
    assert (montants() != [montant] or montants()[0].valeur != montant.valeur) == (attendu == 302)


def test_un_montant_faux_dit_pourquoi_et_garde_la_saisie(client, cadre):
    url = reverse("finances:ajouter", args=[cadre.pk])

    reponse = connecte(client).post(url, NEUF | {"valeur": "-12", "debut": "2022", "annee": ""})

    assert reponse.status_code == 422
    assert "est pas négatif" in reponse.text
    assert 'value="-12"' in reponse.text


def test_un_montant_par_an_est_dit_par_an(client, cadre):
    with perimetre(["15"]):
        MontantFactory(cadre=cadre, annee=None, par_an=True, valeur=600_000)

    page = connecte(client).get(reverse("finances:plan", args=[cadre.pk])).text

    assert "Total par an" in page
    assert "1\u202f800\u202f000" not in page


def test_la_simulation_montre_avant_et_apres_et_n_ecrit_rien(client, cadre):
    with perimetre(["15"]):
        MontantFactory(cadre=cadre, cle="etat", source="ETAT", valeur=5_000_000)
        MontantFactory(cadre=cadre, cle="dept", source="DEPT", valeur=5_500_000)
    donnees = {"ajout-0-source": "DEPT", "ajout-0-valeur": "500000", "nouveau-etat": "4 000 000", "retraits": []}

    page = connecte(client).post(reverse("finances:simulation", args=[cadre.pk]), donnees).text

    assert "52,38" in page
    assert "60\xa0%" in page or "60,00\xa0%" in page  # 6,000,000 out of 10,000,000
    assert [m.valeur for m in montants()] == [5_000_000, 5_500_000]


def test_un_ajout_simule_ne_remplace_pas_ce_qui_est_prevu(client, cadre):
    with perimetre(["15"]):
        MontantFactory(cadre=cadre, cle="prevu", source="DEPT", valeur=1000, version="prevu")

    donnees = {"ajout-0-source": "DEPT", "ajout-0-valeur": "500"}
    page = connecte(client).post(reverse("finances:simulation", args=[cadre.pk]), donnees).text

    assert "1\u202f500\xa0€" in page


def test_une_simulation_de_cent_montants_en_montre_une_page_et_garde_ce_qui_a_change(client, cadre):
    with perimetre(["15"]):
        for n in range(60):
            MontantFactory(cadre=cadre, cle=f"m{n:02d}", libelle=f"Ligne {n:02d}", annee=2020 + n % 2, valeur=100)
    adresse = reverse("finances:simulation", args=[cadre.pk])
    premiere = connecte(client).get(adresse).text
    donnees = {"nouveau-m01": "250", "retraits": ["m03"], "temps": "2020", "aller": "2"}

    suite = client.post(adresse, donnees).text

    assert "Ligne 00" in premiere
    assert "Ligne 59" not in premiere
    assert "Page 1 sur 3" in premiere
    changements, autres = suite.split("Montants du cadre</caption>")
    assert 'value="250"' in changements
    assert 'value="m03" aria-label="Retirer Ligne 03 (100\xa0€)" checked' in changements
    assert "Ligne 58" in autres
    assert "Ligne 01" not in autres
    assert "Ligne 57" not in autres  # of 2021
    assert "6\u202f050\xa0€" in suite  # 6,000 − 100 + 150


def test_un_montant_change_sans_etre_un_nombre_reste_a_l_ecran_avec_sa_faute(client, cadre):
    with perimetre(["15"]):
        MontantFactory(cadre=cadre, cle="etat", valeur=100)

    reponse = connecte(client).post(reverse("finances:simulation", args=[cadre.pk]), {"nouveau-etat": "beaucoup"})

    assert reponse.status_code == 422
    assert 'value="beaucoup"' in reponse.text
    assert "écrivez par exemple 125 000,50" in reponse.text or "écrivez par exemple 125 000,50" in reponse.text


def test_une_simulation_fausse_est_refusee(client, cadre):
    donnees = {"ajout-0-source": "DEPT", "ajout-0-valeur": "-5"}

    assert connecte(client).post(reverse("finances:simulation", args=[cadre.pk]), donnees).status_code == 422


def remplir(cadre):
    """30 fiches × 5 years of forecasts, and what was signed, notified, paid by source."""
    for _ in range(30):
        fiche = FicheFactory()
        PlacementFactory(cadre=cadre, fiche=fiche)
        for annee in range(2020, 2025):
            MontantFactory(cadre=cadre, fiche=fiche, version="prevu", annee=annee)
    for version in ("signe", "notifie", "paye"):
        for source in ("P304", "FIR1", "DEPT"):
            MontantFactory(cadre=cadre, source=source, version=version)


@pytest.mark.parametrize("page", ["plan", "montants", "simulation", "ajouter", "liste"])
def test_une_page_pleine_coute_au_plus_douze_requetes(client, cadre, page, requetes_max):
    with perimetre(["15"]):
        remplir(cadre)
    connecte(client)
    url = reverse(f"finances:{page}", args=[] if page == "liste" else [cadre.pk])
    client.get(url)

    with requetes_max(12):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("page", ["plan", "montants", "simulation"])
def test_un_vrai_contrat_tient_dans_le_meme_budget(client, page, requetes_max):
    with perimetre(["15"]):
        cadre = Cadre.objects.create(collectivite_id="15", nature="contrat", titre="Contrat")
        Contrat = apps.get_model("contrats", "Contrat")
        Contrat.objects.create(cadre=cadre, collectivite_id="15", regime="2022")
        remplir(cadre)
    connecte(client)
    client.get(reverse("finances:liste"))

    with requetes_max(12):
        assert client.get(reverse(f"finances:{page}", args=[cadre.pk])).status_code == 200
