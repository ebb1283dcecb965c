"""Denominators: the ages that are there, and no other."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.sources.insee import SCHEMA, depuis, lire
from jalons.analyse.sources.tests.donnees import VRAIES, population
from jalons.noyau.saisie import EntreeRefusee

ENTETE = "annee_1er_janvier,code_departement,territoire,sexe,age,population\n"


def table(*tranches, annee=2021, code="62"):
    lignes = [(annee, code, "", "ensemble", de, a, float(n), "f.csv", 2) for de, a, n in tranches]
    return depuis(pl.DataFrame(lignes, schema=SCHEMA, orient="row"))


def test_les_0_19_ans_ne_sont_pas_les_0_17():
    lue = table((0, 4, 1), (5, 9, 2), (10, 14, 3), (15, 19, 4))
    assert lue.habitants(2021, "62", 0, 19) == 10
    assert lue.habitants(2021, "62", 0, 17) is None


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 100), min_size=18, max_size=25), st.integers(0, 17), st.integers(0, 17))
def test_par_annee_d_age_toute_tranche_se_calcule(effectifs, un, autre):
    de, a = sorted((un, autre))
    lue = table(*((age, age, n) for age, n in enumerate(effectifs)))
    assert lue.habitants(2021, "62", de, a) == sum(effectifs[de : a + 1])


def test_une_tranche_manquante_ne_fait_pas_un_total_plus_petit():
    assert table((0, 4, 1), (10, 14, 3)).habitants(2021, "62", 0, 14) is None


def test_les_fautes_sont_toutes_dites(tmp_path):
    (tmp_path / "p.csv").write_text(ENTETE + "2021,62,P,ensemble,enfants,3\n2021,62,P,ensemble,0-4,beaucoup\n")
    with pytest.raises(EntreeRefusee) as refus:
        lire(tmp_path)
    assert [f.ligne for f in refus.value.fautes] == [2, 3]


@VRAIES
def test_le_denominateur_du_pas_de_calais():
    assert population().habitants(2021, "62", 0, 19) == 365_588
    assert population().habitants(2021, "62", 0, 17) is None


@VRAIES
def test_la_corse_est_la_somme_de_ses_deux_departements():
    parties = [population().habitants(2021, code, 0, 19) for code in ("2A", "2B")]
    assert population().habitants(2021, "20", 0, 19) == sum(parties)


@VRAIES
def test_la_france_de_la_drees_est_sans_mayotte():
    pays, mayotte = (population().habitants(2021, code, 0, 19) for code in ("FR+976", "976"))
    assert population().habitants(2021, "FR", 0, 19) == pays - mayotte
    assert population().habitants(2021, "976", 0, 19) == 155_019
    assert population().habitants(2010, "FR", 0, 19) == population().habitants(2010, "FR+976", 0, 19)


@VRAIES
def test_le_rhone_n_est_pas_coupe_par_l_insee():
    assert population().habitants(2021, "69M", 0, 19) is None
