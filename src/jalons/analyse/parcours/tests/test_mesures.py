"""Entropy, turbulence, complexity, transitions and flows against what a hand or a slow count gives."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.parcours.flux import NON_OBSERVE, Flux, flux
from jalons.analyse.parcours.mesures import (
    changements,
    complexite,
    effectifs,
    entropie_longitudinale,
    entropie_transversale,
    sous_suites,
    transitions,
    turbulence,
)
from jalons.analyse.parcours.sequences import depuis_listes

TROIS = depuis_listes([[0, 0, 1, 1], [0, 1], [0, 0, 0, 0]], 2)


def test_les_effectifs_du_mois_ne_comptent_que_les_observes():
    assert effectifs(TROIS).tolist() == [[3, 0], [2, 1], [1, 1], [1, 1]]


def test_l_entropie_va_de_zero_a_un():
    assert entropie_transversale(TROIS) == pytest.approx([0, 0.9183, 1, 1], abs=1e-4)
    assert entropie_longitudinale(TROIS) == pytest.approx([1, 1, 0])


def test_une_ligne_vide_n_a_pas_d_entropie_et_ce_n_est_pas_zero():
    assert math.isnan(entropie_longitudinale(depuis_listes([[]], 2, mois=3))[0])
    assert math.isnan(turbulence(depuis_listes([[]], 2, mois=3))[0])


def test_les_changements_et_la_complexite():
    assert changements(TROIS).tolist() == [1, 1, 0]
    assert complexite(TROIS) == pytest.approx([math.sqrt(1 / 3), 1, 0])


@given(st.lists(st.integers(0, 2), max_size=8))
@settings(deadline=None)
def test_les_sous_suites_sont_comptees_une_fois_chacune(suite):
    lentes = {choix for n in range(len(suite) + 1) for choix in combinations(suite, n)}
    assert sous_suites(suite) == len(lentes)


def test_la_turbulence_d_un_seul_etat_est_un_et_celle_d_un_exemple_fait_a_la_main():
    seul, deux = depuis_listes([[1] * 9], 2), depuis_listes([[0, 0, 0, 1]], 2)
    assert turbulence(seul).tolist() == [1]
    # two spells of 3 and 1: mean 2, variance 1, greatest variance (2 - 1)(1 - 2)² = 1; subsequences: none, 0, 1, 01
    assert turbulence(deux) == pytest.approx([math.log2(4 * (1 + 1) / (1 + 1))])


def test_les_taux_de_passage_somment_a_un_pour_chaque_etat_quitte_ou_garde():
    assert transitions(TROIS) == pytest.approx(np.array([[4 / 6, 2 / 6], [0, 1]]))
    assert transitions(depuis_listes([[0]], 2)).tolist() == [[0, 0], [0, 0]]


def test_les_flux_comptent_aussi_ceux_qu_on_ne_voit_plus():
    assert flux(TROIS, [0, 3]) == [
        Flux(0, 3, 0, 0, 1.0),
        Flux(0, 3, 0, 1, 1.0),
        Flux(0, 3, 0, NON_OBSERVE, 1.0),
    ]


def test_les_flux_conservent_les_enfants():
    assert sum(f.nombre for f in flux(TROIS, [0, 1, 3]) if f.depart == 1) == 3


@pytest.mark.parametrize("mois", [[3, 0], [0, 0], [0, 4], [-1, 2]])
def test_des_mois_hors_de_la_fenetre_sont_refuses(mois):
    with pytest.raises(ValueError, match="in order"):
        flux(TROIS, mois)
