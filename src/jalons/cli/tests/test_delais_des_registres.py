"""Tables of an invented département become chains: what the generator drew is found again."""

import polars as pl
import pytest

from jalons.analyse.parcours.delais import mesurer
from jalons.analyse.parcours.delais.registres import TABLES, chaines_des_registres, dernier_jour
from jalons.synthese.departement import Demande, generer


@pytest.fixture(scope="module")
def tables():
    toutes = generer(Demande(600, annees=4))
    return {nom: toutes[nom].select(colonnes) for nom, colonnes in TABLES.items()}


@pytest.fixture(scope="module")
def chaines(tables):
    return chaines_des_registres(tables)


def test_chaque_mesure_compte_une_fois_et_une_seule(tables, chaines):
    assert sorted(chaines["mesure"].drop_nulls()) == sorted(tables["mesures"]["mesure"])


def test_chaque_enfant_de_chaque_situation_a_sa_chaine(tables, chaines):
    ip = tables["ip_enfants"].join(tables["informations_preoccupantes"], on="ip")
    attendues = ip.select("situation", "enfant").unique()
    assert chaines["situation"].drop_nulls().len() == attendues.height


def test_une_mesure_nommee_par_sa_decision_suit_son_evaluation(tables, chaines):
    nommees = tables["decisions"].filter(pl.col("evaluation").is_not_null(), pl.col("nature") == "initiale")
    evaluations = tables["evaluations"].select("evaluation", pl.col("situation").alias("attendue"))
    vues = nommees.join(evaluations, on="evaluation").join(chaines, on="mesure").drop_nulls("situation")
    assert vues.height > 0.9 * nommees.height
    assert (vues["situation"] == vues["attendue"]).all()


def test_une_information_non_qualifiee_n_attend_rien(tables, chaines):
    ecartees = tables["informations_preoccupantes"].filter(pl.col("qualification") == "sans_suite")["situation"]
    siennes = chaines.filter(pl.col("situation").is_in(ecartees.to_list()), pl.col("mesure").is_null())
    assert siennes.height > 0
    assert set(siennes["arret"]) == {"non_qualifiee"}


def test_l_age_au_depart_est_celui_d_un_mineur_pour_une_information(chaines):
    ages = chaines.filter(pl.col("recue_le").is_not_null())["age"].drop_nulls()
    assert (ages.min(), ages.max()) == (0, 17)


def test_une_ligne_dite_deux_fois_compte_une_fois(tables, chaines):
    doubles = {nom: pl.concat([t, t.head(50)]) for nom, t in tables.items()}
    au = dernier_jour(tables)
    assert mesurer(chaines_des_registres(doubles), au) == mesurer(chaines, au)
