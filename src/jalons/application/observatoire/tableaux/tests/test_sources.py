"""A retained import as a source: what its runs read and say, who may choose it, what remains once it is set aside."""

import polars as pl
import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.observatoire.imports import services as imports
from jalons.application.observatoire.imports import travail
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.imports.tests import scene
from jalons.application.observatoire.tableaux import provenance, selectors, services, taches
from jalons.application.observatoire.tableaux.calculs.modele import Produit
from jalons.application.observatoire.tableaux.tests.conftest import MAINTENANT, tables
from jalons.application.observatoire.tableaux.tests.test_pages import adresse, connecter
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


@pytest.fixture
def retenu():
    """The events of 2025, retained by Mme Blanc, their tables written."""
    verifie = scene.verifiee(scene.csv(*scene.SAINS))
    fait = imports.retenir(
        importation=verifie, version=verifie.version, remplace=None, par=AgentFactory(nom="Blanc"),
        maintenant=scene.MAINTENANT,
    )  # fmt: skip
    travail.ecrire_les_tables(fait)
    return Importation.objects.get(pk=fait.pk)


def source():
    return provenance.offertes("15")[-1]


def calculer(genre="chiffres"):
    calcul = services.demander(
        collectivite="15", genre=genre, au=scene.MAINTENANT.date(), maintenant=MAINTENANT, par=None, source=source()
    )
    return services.executer(calcul=services.commencer(calcul=calcul), maintenant=MAINTENANT)


def test_un_import_retenu_s_offre_comme_source_et_ses_chiffres_se_lisent(retenu, requetes_max):
    calcul = calculer()
    client = connecter()
    client.get(adresse("chiffres"), {"source": "2016-2025"})

    with requetes_max(12):
        lue = client.get(adresse("chiffres"), {"source": "2016-2025"})

    assert (source().cle, calcul.au.isoformat(), calcul.source) == ("2016-2025", "2025-12-31", "2016-2025")
    assert lue.context["page"].effectifs.personnes == 5
    assert "les effectifs d&#x27;un jour sont un minimum" in lue.text
    assert f"import n° {retenu.pk} (OLINPE 2016, 2025, retenu par" in lue.text
    assert "Blanc" in lue.context["provenance"]
    indicateurs = {x.code: x for x in lue.context["page"].indicateurs}
    assert indicateurs["suivis"].valeur.startswith("au moins ")
    assert indicateurs["ip_recues"].dit["valeur"] is None
    assert indicateurs["suivis"].avant == "inconnu"
    assert "ne dit pas les mesures décidées" in indicateurs["en_attente"].dit["raison"]


def test_ce_qu_un_import_ne_dit_pas_n_est_ni_public_ni_propose_aux_contrats(retenu):
    calcul = calculer()

    assert calcul.resultats["publics"] is None
    assert selectors.dernier("15", "chiffres") is None
    assert selectors.valeur("15", "suivis") is None
    assert connecter().get(adresse("exporter", calcul.pk, "effectifs-publics", "csv")).status_code == 404


def test_une_seule_annee_d_evenements_ne_suffit_pas_a_prevoir_et_la_page_le_dit(retenu):
    calcul = services.demander(
        collectivite="15", genre="projection", au=scene.MAINTENANT.date(), maintenant=MAINTENANT, par=None,
        source=source(), parametres={"champ": "domicile"},
    )  # fmt: skip
    services.commencer(calcul=calcul)

    taches.executer(calcul=calcul.pk, collectivites=["15"])

    assert "Il faut au moins 13 fins de mois" in connecter().get(adresse("projection"), {"source": "2016-2025"}).text


@pytest.mark.parametrize(("role", "niveau"), [(Role.PREFECTURE, Niveau.COLLECTIVITE), (Role.CADRE_ASE, Niveau.UNITE)])
def test_qui_ne_lit_pas_tous_les_enfants_ne_choisit_pas_un_import(retenu, role, niveau):
    lieu = {"unite": UniteLocaleFactory(collectivite_id="15")} if niveau is Niveau.UNITE else {}

    lue = connecter(role, niveau, **lieu).get(adresse("chiffres"), {"source": "2016-2025"})

    assert (lue.status_code, lue.context["source"].cle, lue.context["sources"]) == (200, "", None)


def test_ecarter_l_import_efface_les_lignes_que_les_calculs_en_gardaient(retenu, monkeypatch):
    monkeypatch.setitem(services.FAIRE, "chiffres", lambda demande: Produit({"publics": None}, {}, 5, b"lignes"))
    calcul = calculer()

    imports.ecarter(importation=retenu, version=retenu.version, par=None)

    calcul.refresh_from_db()
    assert (calcul.extrait, calcul.resultats) == (None, {"publics": None})
    assert [s.cle for s in provenance.offertes("15")] == [""]


def test_un_calcul_demande_puis_prive_de_son_import_dit_pourquoi(retenu):
    calcul = services.demander(
        collectivite="15", genre="chiffres", au=scene.MAINTENANT.date(), maintenant=MAINTENANT, par=None,
        source=source(),
    )  # fmt: skip
    services.commencer(calcul=calcul)
    imports.ecarter(importation=retenu, version=retenu.version, par=None)

    taches.executer(calcul=calcul.pk, collectivites=["15"])

    calcul.refresh_from_db()
    assert "n'est plus retenu" in calcul.raison


def test_la_page_de_l_import_mene_a_ses_chiffres(retenu):
    lue = connecter(Role.OBSERVATOIRE).get(reverse("observatoire:imports_import", args=[retenu.pk]))

    assert f"{adresse('chiffres')}?source=2016-2025" in lue.text
    assert "Blanc" in lue.text


def test_un_choix_est_un_calcul_a_lui(monkeypatch):
    monkeypatch.setitem(services.FAIRE, "parcours", _compter)
    client = connecter()

    avant = client.get(adresse("parcours"), {"groupe": "confie"})
    client.post(f"{adresse('calculer', 'parcours')}?groupe=confie")
    demande = selectors.en_cours("15", "parcours")
    services.executer(calcul=services.commencer(calcul=demande), maintenant=MAINTENANT, dossier=tables())

    assert "Ce choix n'est pas encore calculé" in avant.text
    assert (demande.choix, demande.parametres["choix"]) == ("||confie|", {"groupe": "confie"})
    assert selectors.dernier("15", "parcours", "", "||confie|").resultats["enfants"] > 0
    assert selectors.dernier("15", "parcours") is None


def _compter(demande):
    """How many children are left, and that each of them is in care."""
    mesures = pl.read_parquet(demande.dossier / "mesures.parquet")
    assert mesures.height < pl.read_parquet(tables() / "mesures.parquet").height
    return Produit({"enfants": mesures["enfant"].n_unique()}, {}, mesures.height)
