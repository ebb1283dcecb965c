"""Stays in care, their ends, returns and siblings, on registers written by hand."""

from datetime import date

import pytest

from jalons.analyse.parcours.fratries import Ensemble, a_l_entree, au_jour
from jalons.analyse.parcours.survie.accueils import JOURS_PAR_MOIS, accueils, durees, retours
from jalons.analyse.parcours.tests.fabrique import registres

DEPUIS, AU = date(2020, 1, 1), date(2022, 12, 31)


def sejours(mesures, naissance="2012-01-01"):
    tables = registres(f"1 {naissance} 1", mesures)
    vus = accueils(tables, AU)
    return [(s["debut"].isoformat(), s["fin"] and s["fin"].isoformat(), s["sortie"]) for s in vus.iter_rows(named=True)]


def test_des_mesures_qui_se_suivent_a_moins_d_un_mois_sont_un_seul_accueil():
    suite = (
        "1 accueil_provisoire 2020-01-01 2020-03-01 -\n1 placement 2020-03-20 2020-09-01 -\n1 placement 2021-01-01 - -"
    )
    assert sejours(suite) == [("2020-01-01", "2020-09-01", "autre"), ("2021-01-01", None, "en_cours")]


def test_une_mesure_contenue_dans_une_plus_longue_ne_la_coupe_pas():
    suite = (
        "1 placement 2020-01-01 2021-01-01 -\n1 tutelle 2020-02-01 2020-03-01 -\n1 placement 2020-12-01 2021-06-01 -"
    )
    assert sejours(suite) == [("2020-01-01", "2021-06-01", "autre")]


@pytest.mark.parametrize(
    ("apres", "naissance", "motif", "sortie"),
    [
        ("1 aemo 2020-09-15 2021-01-01 -", "2012-01-01", "-", "aide_domicile"),
        ("1 aed 2020-05-01 2021-01-01 -", "2012-01-01", "retour_en_famille", "aide_domicile"),
        ("1 aed 2020-12-15 2021-01-01 -", "2012-01-01", "-", "autre"),
        ("", "2012-01-01", "retour_en_famille", "famille"),
        ("", "2002-09-01", "-", "majorite"),
        ("1 contrat_jeune_majeur 2020-09-10 - -", "2002-09-01", "-", "jeune_majeur"),
    ],
)
def test_comment_finit_un_accueil(apres, naissance, motif, sortie):
    suite = f"1 placement 2020-01-01 2020-09-01 {motif}\n{apres}"
    assert sejours(suite, naissance) == [("2020-01-01", "2020-09-01", sortie)]


def test_une_fin_apres_le_dernier_jour_connu_n_est_pas_encore_venue():
    assert sejours("1 placement 2022-01-01 2023-06-01 -") == [("2022-01-01", None, "en_cours")]


def test_des_dates_contraires_ou_un_accueil_de_majeur_ne_font_pas_de_duree():
    assert sejours("1 placement 2020-05-01 2020-01-01 -") == []
    assert sejours("1 placement 2020-05-01 2020-06-01 -", naissance="2000-01-01") == []


def test_la_duree_ne_regarde_que_les_entrees_et_compte_ceux_qui_restent():
    tables = registres(
        "1 2012-01-01 1\n2 2012-01-01 2\n3 2012-01-01 3",
        "1 placement 2015-01-01 2020-06-01 -\n2 placement 2021-01-01 2021-04-11 -\n3 placement 2022-01-01 - -",
    )
    courbe, fins = durees(accueils(tables, AU), DEPUIS, AU)
    assert courbe.jours.tolist() == [100, 365]
    assert courbe.reste.tolist() == [0.5, 0.5]
    assert fins.parts[4].tolist() == [0.5, 0.5]
    assert durees(accueils(tables, AU), date(2022, 6, 1), AU) is None


def test_les_retours_attendent_ceux_qu_on_n_a_pas_assez_suivis_et_cessent_a_la_majorite():
    tables = registres(
        "1 2012-01-01 1\n2 2012-01-01 2\n3 2003-03-01 3\n4 2012-01-01 4",
        "1 placement 2020-01-01 2020-03-01 -\n1 placement 2020-07-01 - -\n2 placement 2020-01-01 2020-03-01 -\n"
        "3 placement 2020-01-01 2020-03-01 -\n4 placement 2022-01-01 2022-12-01 -",
    )
    courbe = retours(accueils(tables, AU), DEPUIS, AU)
    # 4 is followed for one month: three are exposed when 1 comes back, after 122 days
    assert courbe.a(6 * JOURS_PAR_MOIS, 1)[0] == pytest.approx(1 / 3)
    assert courbe.a(24 * JOURS_PAR_MOIS, 2)[0] == pytest.approx(1 / 3)
    assert retours(accueils(tables, date(2020, 2, 1)), DEPUIS, date(2020, 2, 1)) is None


FRATRIES = registres(
    "1 2012-01-01 9\n2 2013-01-01 9\n3 2014-01-01 9\n4 2012-01-01 8\n5 2012-06-01 8\n6 2012-01-01 7\n7 2012-01-01 6\n8 2013-01-01 6",
    "\n".join(f"{e} placement 2021-01-01 - -" for e in range(1, 9)),
    """
    1 50 assistant_familial 2021-01-01 -
    2 50 assistant_familial 2021-01-01 -
    3 51 etablissement      2021-01-01 2021-06-01
    3 52 etablissement      2021-06-01 -
    4 60 domicile_parental  2021-01-01 -
    5 61 domicile_parental  2021-01-01 -
    6 50 assistant_familial 2021-01-01 -
    7 70 etablissement      2021-01-01 -
    """,
)  # fmt: skip


def test_vivre_ensemble_c_est_le_meme_lieu_et_ne_pas_savoir_n_est_pas_etre_separe():
    vus = au_jour(FRATRIES, accueils(FRATRIES, AU), AU)
    # 1 and 2 together, 3 apart; 4 and 5 at home together; 6 has nobody; the place of 8 is not known
    assert vus == Ensemble(enfants=7, ensemble=4, separes=1, non_verifiables=2, fratries=3, reunies=1)
    assert vus.part == pytest.approx(0.8)


def test_a_l_entree_on_regarde_ceux_de_la_famille_accueillis_ce_jour_la():
    tables = registres(
        "1 2012-01-01 9\n2 2013-01-01 9\n3 2014-01-01 9",
        "1 placement 2019-01-01 - -\n2 placement 2021-01-01 - -\n3 placement 2021-06-01 - -",
        "1 50 tiers 2019-01-01 2021-03-01\n1 51 tiers 2021-03-01 -\n2 50 tiers 2021-01-01 -\n3 99 tiers 2021-06-01 -",
    )
    vus = a_l_entree(tables, accueils(tables, AU), DEPUIS, AU)
    assert (vus.enfants, vus.ensemble, vus.separes, vus.non_verifiables) == (2, 1, 1, 0)


def test_personne_avec_une_fratrie_ne_donne_pas_zero():
    tables = registres("1 2012-01-01 9", "1 placement 2019-01-01 - -")
    assert au_jour(tables, accueils(tables, AU), AU).part is None
