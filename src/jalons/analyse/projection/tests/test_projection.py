"""Forecasts on a département of our own: what must hold whatever chance says, and how often intervals are right."""

import os
from datetime import date

import numba
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.projection import Scenario, estimer, grille, projeter, retroprojeter
from jalons.analyse.projection.estimation import _cumules, _proches, tirer
from jalons.analyse.projection.grille import Grille, indice
from jalons.analyse.projection.resultats import intervalle
from jalons.analyse.projection.scenario import Effet, Ouverture
from jalons.analyse.projection.tests.fabrique import FIN, departement

LONGS = os.environ.get("JALONS_TESTS_LONGS") == "oui"
DEPARTEMENTS = 120 if LONGS else 16


@pytest.fixture(scope="module")
def passe():
    return grille(departement(1), FIN, ("famille", "maison"))


@pytest.fixture(scope="module")
def modele(passe):
    return estimer(passe)


def test_les_comptes_sont_ceux_qu_on_ferait_a_la_main():
    #            2025                         2026
    lignes = [
        (1, date(2015, 1, 10), "famille", date(2025, 1, 1), date(2026, 3, 10)),
        (1, date(2015, 1, 10), "maison", date(2026, 3, 10), None),
        (2, date(2008, 2, 5), "famille", date(2025, 6, 1), date(2026, 2, 5)),
    ]
    schema = {"enfant": pl.Int64, "naissance": pl.Date, "type": pl.String, "debut": pl.Date, "fin": pl.Date}
    lue = estimer(grille(pl.DataFrame(lignes, schema=schema, orient="row"), date(2026, 6, 30), ("famille", "maison")))

    # child 1: 14 month-ends in « famille » that were followed, the last one by « maison », then 3; child 2: 7, then 18
    assert lue.exposes.sum(axis=(1, 2)).tolist() == [14 + 7, 3]
    assert lue.partis.sum(axis=(1, 2)).tolist() == [1, 0]
    assert lue.vers[0].sum(axis=0).tolist() == [0, 0, 1]
    assert lue.anniversaires[0].tolist() == [[1, 1], [0, 0]]
    assert lue.vers_18[0].tolist() == [1, 0, 0]
    assert lue.entrees.sum(axis=0).tolist() == [1, 0]
    assert (lue.stock_type.tolist(), lue.stock_duree.tolist(), lue.stock_age.tolist()) == ([2], [3], [137])


def test_moins_d_un_an_de_passe_ne_suffit_pas(passe):
    with pytest.raises(ValueError, match="au moins 13 fins de mois"):
        estimer(passe.jusqu_a(passe.premier + 11))


def test_la_meme_graine_donne_la_meme_reponse_quel_que_soit_le_nombre_de_fils(modele):
    avant = numba.get_num_threads()
    reponses = []
    for fils in (1, avant, avant):
        numba.set_num_threads(fils)
        reponses.append(projeter(modele, 18, futurs=60, graine=7).effectifs)
    numba.set_num_threads(avant)

    assert all((r == reponses[0]).all() for r in reponses)
    assert (projeter(modele, 18, futurs=60, graine=8).effectifs != reponses[0]).any()


def test_sans_arrivee_l_effectif_ne_fait_que_baisser_et_s_eteint_a_21_ans(modele):
    rien = Scenario(entrees=(Effet("tous", 0.0, 0),))

    futurs = projeter(modele, 240, scenario=rien, futurs=50).serie()

    assert (np.diff(futurs, axis=1) <= 0).all()
    assert (futurs[:, 0] <= len(modele.stock_type)).all()
    assert futurs[:, -1].max() <= 0.02 * len(modele.stock_type)


def test_un_facteur_a_partir_d_un_mois_ne_change_rien_avant(modele):
    depuis = modele.dernier + 13
    moins = Scenario(entrees=(Effet("famille", 0.5, depuis),))

    libre, freinee = projeter(modele, 24, futurs=80), projeter(modele, 24, scenario=moins, futurs=80)

    medianes = [np.median(p.serie("famille"), axis=0) for p in (libre, freinee)]
    assert abs(medianes[0][:12] - medianes[1][:12]).max() <= 2
    assert medianes[1][-1] < medianes[0][-1] - 5


def ouverture(modele, depuis):
    return Scenario(ouvertures=(Ouverture("maison", 40, modele.dernier + 4, 6, depuis),), places={"maison": 60})


def gains(modele, scenario):
    libre, avec = projeter(modele, 24, futurs=150), projeter(modele, 24, scenario=scenario, futurs=150)
    return {t: np.median(avec.serie(t)[:, -1]) - np.median(libre.serie(t)[:, -1]) for t in ("famille", "maison")}


def test_des_places_ouvertes_a_de_nouveaux_enfants_se_remplissent(modele):
    gagne = gains(modele, ouverture(modele, {}))

    assert 28 <= gagne["maison"] <= 50
    assert gagne["famille"] >= 0


def test_des_places_ouvertes_a_des_enfants_deja_accueillis_vident_celles_qu_ils_quittent(modele):
    gagne = gains(modele, ouverture(modele, {"famille": 1.0}))

    # fewer than 40 more: those who leave « famille » would in part have come to « maison » later anyway
    assert 12 <= gagne["maison"] <= 40
    assert -50 <= gagne["famille"] <= -15


def test_les_places_autorisees_comptent_l_ouverture_des_son_mois(modele):
    prevue = projeter(modele, 12, scenario=ouverture(modele, {}), futurs=60)

    places = [p.places for p in prevue.points() if p.type == "maison"]
    assert places == [60] * 3 + [100] * 9


def test_la_saturation_vient_au_premier_mois_ou_les_enfants_depassent_les_places(modele):
    prevue = projeter(modele, 12, scenario=Scenario(places={"famille": 0, "maison": 10_000}), futurs=60)

    pleine, large = prevue.saturations()
    assert (indice(pleine.le), pleine.part_des_futurs) == (modele.dernier + 1, 1.0)
    assert (large.le, large.au_plus_tot, large.part_des_futurs) == (None, None, 0.0)


def test_le_cout_compte_chaque_jour_de_chaque_mois(modele):
    prevue = projeter(modele, 12, scenario=Scenario(couts={"famille": 100.0}), futurs=60)

    jours = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    attendu = np.median((prevue.serie("famille") * jours).sum(axis=1)) * 100
    assert prevue.couts()["famille"][1] == pytest.approx(attendu)
    assert list(prevue.couts()) == ["famille"]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60), st.floats(0.5, 0.99))
@settings(deadline=None)
def test_un_intervalle_entoure_sa_mediane(valeurs, niveau):
    bas, median, haut = intervalle(np.array(valeurs)[:, None], niveau)

    assert bas[0] <= median[0] <= haut[0]


def test_une_prevision_passee_ne_sait_que_ce_qui_etait_su(passe):
    coupe = passe.jusqu_a(passe.dernier - 24)

    vue = retroprojeter(passe, origines=(24,), echeances=(24,), futurs=60)
    seule = projeter(estimer(coupe), 24, futurs=60)

    medianes = {v.type: v.median for v in vue.verifications}
    assert medianes["famille"] == np.median(seule.serie("famille")[:, 23])
    assert {v.observe for v in vue.verifications if v.type == "famille"} == {int(passe.effectifs()[-1, 0])}


def test_un_passe_trop_court_ne_donne_aucune_couverture(passe):
    vue = retroprojeter(passe.jusqu_a(passe.premier + 40), origines=(24,))

    assert (vue.couverture, vue.ecart_moyen, vue.verifications) == (None, None, ())


@pytest.mark.parametrize("croissance", [0.0, 0.06])
def test_les_intervalles_tiennent_ce_qu_ils_promettent(croissance):
    tenus = []
    for graine in range(DEPARTEMENTS):
        lue = grille(departement(100 + graine, croissance=croissance), FIN, ("famille", "maison"))
        vue = retroprojeter(lue, origines=(24,), echeances=(24,), futurs=120)
        tenus += [v.dedans for v in vue.verifications if v.type != "ensemble"]

    part = np.mean(tenus)
    marge = 0.0 if LONGS else 0.10  # 32 points only: chance alone moves the share by five points either way
    assert 0.85 - marge <= part <= 0.95 + marge, f"{part:.3f} sur {len(tenus)} points"


def test_un_type_ou_presque_personne_n_entre_n_ajoute_pas_d_arrivees():
    """Half an arrival a year given to each of many small types would be, all together, a forecast of growth."""
    types = tuple(f"t{n}" for n in range(12))
    etats = np.zeros((60, 48), np.int8)
    for enfant in range(60):
        etats[enfant, 1 + 44 * enfant // 60 :] = 1 + enfant % 2
    modele = estimer(Grille(types, etats, np.full(60, 24_000 - 60, np.int32), 24_000))

    niveau = (
        tirer(modele, 2000, 1, np.random.default_rng(1)).niveau.sum(axis=2) / modele.saison[(1 + modele.dernier) % 12]
    )

    assert np.median(niveau) == pytest.approx(modele.niveau.sum(), rel=0.03)


def test_un_petit_enfant_ne_part_pas_la_ou_seuls_des_grands_sont_alles():
    vers = np.zeros((3, 6, 4), np.int64)
    vers[0, 0, 2], vers[0, 4, 3] = 60, 60

    petits, grands = (np.diff(_cumules(vers, 4000, np.random.default_rng(1), _proches(vers))[:, 0, age], axis=1).mean(
        axis=0) for age in (0, 4))  # fmt: skip

    assert petits[1] > 0.95 > 0.05 > petits[2]
    assert grands[2] > 0.95 > 0.05 > grands[1]
