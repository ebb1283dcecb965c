"""The table of quarters and local units: what each cell says, who reads it, what the file holds."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.observatoire.tests.scene import calculer, evaluee, qualifiee, recue
from jalons.application.observatoire.tests.test_pages import adresse, connecter, du_dernier
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


@pytest.fixture
def deux_unites():
    """Nord: evaluated in 61 days, and one that waits, in the first quarter. Sud: one that waits, in the second."""
    nord, sud = (UniteLocaleFactory(collectivite_id="15", nom=nom) for nom in ("Nord", "Sud"))
    evaluee(date(2025, 1, 6), date(2025, 1, 8), date(2025, 3, 10), unite=nord)
    qualifiee(date(2025, 3, 1), date(2025, 3, 5), unite=nord)
    qualifiee(date(2025, 4, 3), date(2025, 4, 4), unite=sud)
    calculer()
    return nord, sud


def cases(reponse):
    """Unit, median and 90th percentile of the evaluation, by quarter."""
    return {
        t.titre: [(r.unite, r.cases[1].mediane, r.cases[1].p90) for r in (*t.rangees, t.ensemble)]
        for t in reponse.context["trimestres"]
    }


def test_un_tableau_par_trimestre_le_dernier_d_abord_une_ligne_par_unite_puis_l_ensemble(deux_unites):
    lue = connecter().get(adresse("trimestres"))

    assert list(cases(lue).items()) == [
        ("2e trimestre 2025", [("Sud", "non atteint", "non atteint"), ("Ensemble", "non atteint", "non atteint")]),
        ("1er trimestre 2025", [("Nord", "61\xa0j", "non atteint"), ("Ensemble", "61\xa0j", "non atteint")]),
    ]
    assert "fragile" in lue.text
    assert "aucune attente" in lue.text
    assert adresse("trimestres") in connecter().get(adresse("delais")).text


def test_les_filtres_et_l_unite_de_l_agent_restreignent_aussi_ce_tableau(deux_unites):
    _, sud = deux_unites
    cadre = connecter(Role.CADRE_ASE, Niveau.UNITE, unite=sud)

    assert list(cases(connecter().get(adresse("trimestres"), {"jusqua": "2025-T1"}))) == ["1er trimestre 2025"]
    siens = cadre.get(adresse("trimestres"))
    assert list(cases(siens)) == ["2e trimestre 2025"]
    assert "Nord" not in siens.text
    assert "Nord" not in cadre.get(du_dernier("exporter_trimestres", "csv")).content.decode("utf-8-sig")
    rien = connecter().get(adresse("trimestres"), {"du": "2025-T2", "jusqua": "2025-T1"})
    assert "Aucun parcours avec ces filtres" in rien.text


def test_quatre_trimestres_par_page():
    for annee in (2023, 2024):
        for mois in (2, 5, 8):
            recue(date(annee, mois, 1))
    calculer()
    client = connecter()

    assert len(cases(client.get(adresse("trimestres")))) == 4
    assert list(cases(client.get(adresse("trimestres"), {"page": "2"}))) == ["2e trimestre 2023", "1er trimestre 2023"]


def test_le_fichier_porte_chaque_delai_de_chaque_unite_et_l_export_est_au_journal(deux_unites):
    client = connecter()

    octets = client.get(du_dernier("exporter_trimestres", "xlsx")).content
    lignes = CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_name("Trimestres").to_python()

    lues = [dict(zip(lignes[0], x, strict=True)) for x in lignes[1:]]
    evaluations = [x for x in lues if x["Délai"] == "Évaluer la situation"]
    assert [(x["Trimestre"], x["Groupe"], x["Médiane (jours)"]) for x in evaluations] == [
        ("1er trimestre 2025", "Nord", 61.0), ("1er trimestre 2025", "Ensemble", 61.0),
        ("2e trimestre 2025", "Sud", ""), ("2e trimestre 2025", "Ensemble", ""),
    ]  # fmt: skip
    assert Entree.objects.filter(acte="observatoire:exporter", agent_id=client.agent.pk).count() == 1


def test_sans_calcul_la_page_dit_ou_le_demander():
    assert "« Chaîne des délais »" in connecter().get(adresse("trimestres")).text


def test_le_tableau_tient_en_douze_requetes(deux_unites, requetes_max):
    client = connecter()
    client.get(adresse("trimestres"))

    with requetes_max(12):
        client.get(adresse("trimestres"), {"du": "2025-T1"})


@pytest.mark.parametrize(("role", "attendu"), [(Role.REFERENT, 403), (Role.PREFECTURE, 403), (Role.CADRE_ASE, 200)])
def test_qui_pilote_la_protection_le_lit(role, attendu, deux_unites):
    assert connecter(role).get(adresse("trimestres")).status_code == attendu
    assert connecter(role).get(du_dernier("exporter_trimestres", "csv")).status_code == attendu


def test_le_calcul_d_un_autre_departement_n_existe_pas(deux_unites):
    assert connecter(collectivite="63").get(du_dernier("exporter_trimestres", "csv")).status_code == 404
