"""From registers to one state per month: who wins a month, what is before, after, unknown, not observed."""

from datetime import date

import pytest

from jalons.analyse.parcours.cohorte import TRONQUES, TROP_COURTS, cohorte
from jalons.analyse.parcours.etats import DES_LIEUX, DES_MESURES, ETATS, PLACES, SANS_ETAT
from jalons.analyse.parcours.periodes import inconnus
from jalons.analyse.parcours.sequences import VIDE, Sequences, depuis_listes
from jalons.analyse.parcours.tests.fabrique import registres
from jalons.droit.mesures import natures

DEPUIS, AU = date(2020, 1, 1), date(2020, 12, 31)


def suites(tables, origine="entree", mois=12, au=AU, **options):
    """The codes of each child's months, void left out."""
    vue = cohorte(tables, origine=origine, mois=mois, depuis=DEPUIS, au=au, **options)
    return {
        int(cle): [ETATS[e].code for e in ligne if e != VIDE]
        for cle, ligne in zip(vue.sequences.cles, vue.sequences.etats, strict=True)
    }


def test_un_placement_l_emporte_sur_l_aide_a_domicile_et_la_sortie_se_dit():
    tables = registres(
        "1 2010-05-05 1",
        "1 aemo 2020-03-10 2020-06-15 -\n1 placement 2020-05-20 2020-07-01 -",
        "1 7 assistant_familial 2020-05-20 2020-07-01",
    )
    assert suites(tables, mois=6)[1] == ["aemo", "aemo", "famille_accueil", "famille_accueil", "sorti", "sorti"]


def test_de_deux_lieux_celui_de_plus_de_jours_l_emporte_dans_le_mois():
    tables = registres(
        "1 2010-05-05 1",
        "1 placement 2020-03-01 2020-05-01 -",
        "1 7 etablissement 2020-03-01 2020-03-10\n1 8 assistant_familial 2020-03-10 2020-04-25\n1 9 tiers 2020-04-25 2020-05-01",
    )
    assert suites(tables, mois=3)[1] == ["famille_accueil", "famille_accueil", "sorti"]


def test_un_accueil_sans_sejour_connu_est_un_lieu_inconnu_pas_un_etablissement():
    assert suites(registres("1 2010-05-05 1", "1 placement 2020-11-01 - -"))[1] == ["lieu_inconnu", "lieu_inconnu"]


def test_ce_qui_n_est_pas_encore_observe_n_est_pas_une_sortie():
    tables = registres("1 2010-05-05 1", "1 aed 2020-10-05 2020-10-20 -")
    assert suites(tables)[1] == ["aed", "sorti", "sorti"]
    assert suites(tables, au=date(2020, 12, 30))[1] == ["aed", "sorti"]


def test_qui_etait_suivi_avant_les_registres_n_entre_pas_dans_une_cohorte_d_entrees():
    tables = registres("1 2010-05-05 1\n2 2011-01-01 2", "1 aed 2018-10-05 2020-10-20 -\n2 aed 2020-02-01 2020-03-01 -")
    vue = cohorte(tables, origine="entree", mois=6, depuis=DEPUIS, au=AU)
    assert vue.sequences.cles.tolist() == [2]
    assert vue.ecartes == {"suivis dès avant le début des registres": 1}


def test_par_age_les_mois_d_avant_les_registres_ne_sont_pas_vides_mais_non_observes():
    tables = registres("1 2019-11-15 1", "1 aed 2020-02-01 2020-03-01 -")
    assert suites(tables, origine="age", mois=6)[1] == [
        "non_observe", "non_observe", "pas_encore", "aed", "sorti", "sorti",
    ]  # fmt: skip


def test_seuls_ceux_qu_on_voit_du_premier_au_dernier_mois_se_comparent():
    tables = registres(
        "1 2019-11-15 1\n2 2020-01-15 2\n3 2020-09-15 3",
        "1 aed 2020-02-01 2020-03-01 -\n2 aed 2020-02-01 2020-03-01 -\n3 aed 2020-10-01 2020-11-01 -",
    )
    vue = cohorte(tables, origine="age", mois=6, depuis=DEPUIS, au=AU).sur_toute_la_fenetre()
    assert vue.sequences.cles.tolist() == [2]
    assert vue.ecartes == {TROP_COURTS: 1, TRONQUES: 1}


def test_par_age_a_partir_de_dix_ans():
    tables = registres("1 2010-05-05 1\n2 2001-05-05 2", "1 aed 2020-06-01 2020-08-01 -\n2 aed 2020-06-01 2020-08-01 -")
    assert suites(tables, origine="age", mois=4, age=10) == {1: ["pas_encore", "aed", "aed", "sorti"]}


def test_par_mois_civils_on_lit_les_derniers_mois_entiers():
    tables = registres("1 2010-05-05 1", "1 aed 2020-10-05 2020-11-20 -")
    assert suites(tables, origine="calendrier", mois=3)[1] == ["aed", "aed", "sorti"]


@pytest.mark.parametrize("dates", ["2020-05-10 2020-04-10", "- 2020-04-10"])
def test_des_dates_qui_se_contredisent_donnent_des_mois_inconnus(dates):
    tables = registres("1 2010-05-05 1", f"1 aed {dates} -")
    if dates.startswith("-"):
        tables["mesures"] = tables["mesures"].with_columns(decidee_le=date(2020, 4, 1))
    assert suites(tables)[1][0] == "inconnu"


def test_une_nature_que_rien_ne_situe_est_nommee_et_ses_mois_sont_inconnus():
    tables = registres("1 2010-05-05 1", "1 mesure_locale 2020-11-05 - -")
    assert inconnus(tables) == ["mesure_locale"]
    assert suites(tables)[1] == ["inconnu", "inconnu"]


def test_une_ligne_dite_deux_fois_compte_une_fois():
    import polars as pl

    tables = registres("1 2010-05-05 1", "1 aed 2020-10-05 2020-11-20 -")
    doubles = {nom: pl.concat([t, t]) for nom, t in tables.items()}
    assert suites(doubles) == suites(tables)


def test_chaque_mesure_du_droit_a_son_etat_ou_n_en_change_aucun():
    assert set(natures()) <= set(DES_MESURES) | SANS_ETAT
    assert set(DES_MESURES.values()) | set(DES_LIEUX.values()) <= set(PLACES)


def test_les_etats_se_distinguent_par_leur_couleur_et_leur_motif():
    assert len({(e.couleur, e.motif) for e in ETATS}) == len(ETATS)


def test_les_lignes_distinctes_gardent_la_place_de_chaque_enfant():
    uniques, places = depuis_listes([[1, 1], [0], [1, 1], [0, 1]], 2).distinctes()
    assert [uniques.etats[p, : uniques.longueurs[p]].tolist() for p in places] == [[1, 1], [0], [1, 1], [0, 1]]
    assert uniques.poids[places[0]] == 2


def test_un_etat_hors_de_l_alphabet_est_refuse():
    bonne = depuis_listes([[0, 1]], 2)
    with pytest.raises(ValueError, match="alphabet"):
        Sequences(bonne.etats, bonne.longueurs, bonne.cles, bonne.poids, 1)


def test_une_origine_inconnue_est_refusee():
    with pytest.raises(ValueError, match="origin"):
        cohorte(registres(), origine="lune", mois=3, depuis=DEPUIS, au=AU)
