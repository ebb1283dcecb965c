"""A figure opens its rows: to whom, which ones, journalled; never to those outside."""

import io

import polars as pl
import pytest

from jalons.analyse.indicateurs import calcul as indicateurs
from jalons.analyse.indicateurs.lignes import SCHEMA
from jalons.analyse.sources.registres import lire
from jalons.analyse.store import ouvrir
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.observatoire.tableaux import services
from jalons.application.observatoire.tableaux.calculs.modele import Produit
from jalons.application.observatoire.tableaux.sources import Posees
from jalons.application.observatoire.tableaux.tests.conftest import AU, MAINTENANT, tables
from jalons.application.observatoire.tableaux.tests.test_pages import adresse, connecter
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory


@pytest.fixture
def calcul(territoire, monkeypatch, db):
    """A run whose « suivis » counts two children of one unit and one of another."""
    territoire("15", "63")
    ici, la = UniteLocaleFactory(collectivite_id="15"), UniteLocaleFactory(collectivite_id="15")
    comptes = [(EnfantFactory(collectivite_id="15", unite=u).pk, u.code) for u in (ici, ici, la)]
    cadre = pl.DataFrame([("suivis", e, u) for e, u in comptes], schema=SCHEMA, orient="row")
    sortie = io.BytesIO()
    cadre.write_parquet(sortie)
    dit = {"libelle": "Enfants suivis", "valeur": 3.0, "numerateur": 3.0}
    resultats = {"indicateurs": {"suivis": dit}, "dossiers": True, "publics": None, "ase": []}
    monkeypatch.setitem(services.FAIRE, "chiffres", lambda demande: Produit(resultats, {}, 3, b"", sortie.getvalue()))
    demande = services.demander(collectivite="15", genre="chiffres", au=AU, maintenant=MAINTENANT, par=None)
    fait = services.executer(
        calcul=services.commencer(calcul=demande), maintenant=MAINTENANT, dossier=tables(), posees=Posees(dossiers=True)
    )
    fait.unites = (ici, la)
    return fait


def test_les_dossiers_comptes_se_lisent_par_numero_et_la_lecture_est_au_journal(calcul, requetes_max):
    client = connecter(Role.CADRE_ASE)
    client.get(adresse("lignes", calcul.pk, "suivis"))

    with requetes_max(12):
        lue = client.get(adresse("lignes", calcul.pk, "suivis"))

    assert (lue.context["liste"].nombre, lue.context["liste"].lisibles, len(lue.context["liste"].lignes)) == (3, 3, 3)
    assert Entree.objects.filter(acte="observatoire:lire_lignes").exists()


def test_l_unite_choisie_restreint_les_lignes_et_un_cadre_d_unite_n_a_que_les_siennes(calcul):
    ici, la = calcul.unites
    choisie = connecter(Role.CADRE_ASE).get(adresse("lignes", calcul.pk, "suivis"), {"territoire": la.code})
    sienne = connecter(Role.CADRE_ASE, Niveau.UNITE, unite=ici).get(adresse("lignes", calcul.pk, "suivis"))

    assert (choisie.context["liste"].nombre, sienne.context["liste"].nombre) == (1, 2)


@pytest.mark.parametrize("role", [Role.PREFECTURE, Role.ARS, Role.ELU_LECTEUR, Role.OBSERVATOIRE])
def test_qui_n_ouvre_pas_de_dossier_n_a_aucune_ligne(calcul, role):
    assert connecter(role).get(adresse("lignes", calcul.pk, "suivis")).status_code == 403


def test_un_autre_departement_ne_trouve_pas_ces_lignes(calcul):
    lue = connecter(Role.CADRE_ASE, collectivite="63").get(adresse("lignes", calcul.pk, "suivis"))

    assert lue.status_code == 404


def test_chaque_chiffre_a_autant_de_lignes_que_son_numerateur():
    comptees = []
    with ouvrir(fils=1) as magasin:
        resultats = indicateurs.calculer(lire(magasin, tables()), indicateurs.Demande(AU), comptees)
    lues = pl.concat(comptees)
    lignes = dict(lues.group_by("code").len().rows())
    enfants = dict(lues.group_by("code").agg(pl.col("enfant").n_unique()).rows())
    autres = {"jours", "ans"}  # medians: their numerator is not a count
    connus = [r for r in resultats if r.unite not in autres and r.valeur is not None and r.code in lignes]

    assert len(connus) > 20
    assert [r.code for r in connus if r.numerateur not in (lignes[r.code], enfants[r.code])] == ["ip_evaluations"], (
        "situations, of which one may concern several children"
    )
