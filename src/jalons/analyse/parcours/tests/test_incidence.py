"""Competing ends by hand, against Kaplan-Meier where they must agree, and against a truth that is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.parcours.survie.incidence import incidence
from jalons.analyse.parcours.survie.kaplan_meier import estimer

suivis = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 2)), min_size=1, max_size=40)


def test_un_exemple_fait_a_la_main():
    # 1: cause 1 (1 of 5); 2: censored; 3: cause 2 (1 of 3); 4: cause 1 (1 of 2); 5: censored
    courbe = incidence([1, 2, 3, 4, 5], [1, 0, 2, 1, 0], 2)
    assert courbe.parts[0] == pytest.approx([0.2, 0.2, 0.2, 0.2 + 0.8 * (2 / 3) / 2, 0.2 + 0.8 * (2 / 3) / 2])
    assert courbe.parts[1] == pytest.approx([0, 0, 0.8 / 3, 0.8 / 3, 0.8 / 3])
    assert courbe.exposes.tolist() == [5, 4, 3, 2, 1]


@given(suivis)
@settings(max_examples=50, deadline=None)
def test_les_parts_et_le_reste_somment_a_un(suivis):
    temps, causes = zip(*suivis, strict=True)
    courbe = incidence(temps, causes, 2)
    assert courbe.parts.sum(axis=0) + courbe.reste == pytest.approx(np.ones(len(courbe.temps)))
    assert (courbe.variances >= 0).all()


@given(suivis)
@settings(max_examples=30, deadline=None)
def test_avec_une_seule_cause_c_est_kaplan_meier_et_la_variance_de_greenwood(suivis):
    temps, causes = zip(*suivis, strict=True)
    courbe = incidence(temps, np.minimum(causes, 1), 1)
    km = estimer(temps, np.array(causes) > 0)
    assert courbe.reste == pytest.approx(km.reste)

    restants = km.exposes - km.finis
    avant_la_fin = restants > 0
    greenwood = km.reste**2 * np.cumsum(np.where(avant_la_fin, km.finis / (km.exposes * np.maximum(restants, 1)), 0))
    assert courbe.variances[0][avant_la_fin] == pytest.approx(greenwood[avant_la_fin], abs=1e-12)


def test_sans_censure_la_variance_est_celle_d_une_proportion():
    causes = np.array([1] * 30 + [2] * 70)
    courbe = incidence(np.arange(1, 101), np.random.default_rng(1).permutation(causes), 2)
    p = courbe.parts[0, 49]
    assert courbe.variances[0, 49] == pytest.approx(p * (1 - p) / 100)


def test_ni_quand_des_fins_de_causes_differentes_tombent_le_meme_jour():
    causes = np.random.default_rng(1).permutation([1] * 30 + [2] * 70)
    courbe = incidence(np.repeat(np.arange(10), 10), causes, 2)
    for part, variance in zip(courbe.parts[0], courbe.variances[0], strict=True):
        assert variance == pytest.approx(part * (1 - part) / 100)


def test_l_intervalle_couvre_la_verite_dans_les_tirages_ou_des_suivis_s_arretent():
    # two constant rates 0.06 and 0.03: by 10, cause 1 has taken (2/3)(1 - exp(-0.9))
    hasard, verite, couverts = np.random.default_rng(7), (2 / 3) * (1 - np.exp(-0.9)), 0
    for _ in range(200):
        fins, arrets = hasard.exponential(1 / 0.09, 150), hasard.uniform(2, 30, 150)
        causes = np.where(fins <= arrets, np.where(hasard.random(150) < 2 / 3, 1, 2), 0)
        _, bas, haut = incidence(np.minimum(fins, arrets), causes, 2).a(10, 1)
        couverts += bas <= verite <= haut
    assert 180 <= couverts <= 199


def test_au_dela_du_dernier_suivi_la_courbe_ne_dit_rien():
    courbe = incidence([3, 5], [1, 0], 1)
    assert courbe.a(6, 1) is None
    assert courbe.a(2, 1)[0] == 0
    assert incidence([3, 5], [1, 1], 1).a(6, 1)[0] == 1


def test_une_part_de_zero_ou_de_tous_garde_son_doute():
    """Clopper and Pearson: of two followed, nobody ended; of three, all did."""
    assert incidence([3, 5], [1, 0], 1).a(2, 1) == (0.0, 0.0, pytest.approx(0.8419, abs=1e-4))
    assert incidence([4] * 3, [1] * 3, 1).a(4, 1) == (1.0, pytest.approx(0.2924, abs=1e-4), 1.0)


@pytest.mark.parametrize(("temps", "causes"), [([], []), ([1], [3]), ([1], [-1])])
def test_personne_ou_une_cause_inconnue_est_refuse(temps, causes):
    with pytest.raises((ValueError, IndexError)):
        incidence(temps, causes, 2)
