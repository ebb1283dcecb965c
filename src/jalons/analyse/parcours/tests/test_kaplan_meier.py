"""Kaplan-Meier against the textbook, against a slow computation by hand, and against a truth that is known."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.parcours.survie.kaplan_meier import estimer

# Freireich and others, 1963: weeks in remission under 6-mercaptopurine, + still in remission when last seen
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def lire(texte):
    mots = texte.split()
    return [int(m.rstrip("+")) for m in mots], [not m.endswith("+") for m in mots]


def a_la_main(jours, finies):
    """The product-limit estimator, one day at a time: (day, share that waits)."""
    reste, points = 1.0, []
    for jour in sorted(set(jours)):
        exposes = sum(j >= jour for j in jours)
        finis = sum(j == jour and f for j, f in zip(jours, finies, strict=True))
        reste *= 1 - finis / exposes
        points.append((jour, reste))
    return points


def test_la_mediane_publiee_de_freireich_est_23_semaines():
    mediane = estimer(*lire(SIX_MP)).percentile(0.5)
    assert (mediane.jours, mediane.bas, mediane.haut) == (23, 13, None)


def test_sous_placebo_tous_rechutent_et_la_mediane_est_8():
    courbe = estimer(*lire(PLACEBO))
    assert (courbe.percentile(0.5).jours, courbe.percentile(0.5).bas, courbe.percentile(0.5).haut) == (8, 4, 11)
    assert courbe.reste[-1] == 0


def test_les_restes_publies_de_freireich():
    """Survival of the usual table: 0.857 at 6 weeks, 0.807 at 7, 0.753 at 10, 0.627 at 16, 0.448 at 23."""
    courbe = estimer(*lire(SIX_MP))
    publies = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    lus = {int(j): round(float(r), 3) for j, r in zip(courbe.jours, courbe.reste, strict=True) if int(j) in publies}
    assert lus == publies


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=40))
def test_la_courbe_est_celle_du_calcul_a_la_main(attentes):
    jours, finies = [j for j, _ in attentes], [f for _, f in attentes]
    courbe = estimer(jours, finies)
    attendue = a_la_main(jours, finies)
    assert list(courbe.jours) == [j for j, _ in attendue]
    assert np.allclose(courbe.reste, [r for _, r in attendue])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=40), st.integers(0, 60))
def test_un_qui_attend_encore_n_abaisse_jamais_la_mediane(attentes, duree):
    def mediane(lignes):
        jours = estimer([j for j, _ in lignes], [f for _, f in lignes]).percentile(0.5).jours
        return math.inf if jours is None else jours

    assert mediane([*attentes, (duree, False)]) >= mediane(attentes)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=40))
def test_l_intervalle_encadre_la_mediane(attentes):
    mediane = estimer([j for j, _ in attentes], [f for _, f in attentes]).percentile(0.5)
    if mediane.jours is not None:
        assert mediane.bas is not None
        assert mediane.bas <= mediane.jours
        assert mediane.haut is None or mediane.jours <= mediane.haut


def test_la_mediane_retrouve_la_verite_ou_la_mediane_des_finis_se_trompe():
    """Delays drawn with a median of 60 days, then seen only until a day of the year: the long ones are the cut ones."""
    flux = np.random.default_rng(7)
    delais = np.floor(60 * np.exp(0.8 * flux.standard_normal(4000)))
    suivi = flux.integers(0, 150, 4000)
    finies = delais <= suivi
    vrai, vu = float(np.median(delais)), np.minimum(delais, suivi)
    estime = estimer(vu, finies).percentile(0.5).jours
    naif = float(np.median(vu[finies]))
    assert abs(estime - vrai) <= 3
    assert vrai - naif > 15


def test_une_mediane_qui_n_est_pas_atteinte_n_est_pas_un_nombre():
    mediane = estimer([5, 10, 10, 10], [True, False, False, False]).percentile(0.5)
    assert mediane.jours is None


def test_une_part_ne_se_lit_pas_au_dela_du_dernier_jour_suivi():
    courbe = estimer([3, 10], [False, True])
    assert courbe.a(10)[0] == 0
    assert courbe.a(11) is None


def test_quand_tous_ont_fini_la_part_se_lit_a_tout_jour():
    courbe = estimer([3, 10], [True, True])
    assert [courbe.a(jour)[0] for jour in (2, 3, 9, 10, 400)] == [1.0, 0.5, 0.5, 0.0, 0.0]


def test_une_part_que_personne_n_a_quittee_garde_son_doute():
    """Nobody of three left: Clopper and Pearson's exact bound, not a certainty; the more are followed, the nearer."""
    assert estimer([5, 5, 5], [False, False, True]).a(4) == (1.0, pytest.approx(0.2924, abs=1e-4), 1.0)
    assert estimer([5] * 300, [True] * 300).a(4)[1] == pytest.approx(0.9878, abs=1e-4)


def test_une_part_que_tous_ont_quittee_garde_son_doute():
    assert estimer([1] * 3, [True] * 3).a(9) == (0.0, 0.0, pytest.approx(0.7076, abs=1e-4))


def test_un_groupe_vide_n_a_pas_de_courbe():
    with pytest.raises(ValueError, match="No wait"):
        estimer([], [])


def test_la_courbe_et_son_intervalle_sont_ceux_de_scipy():
    from scipy.stats import CensoredData, ecdf

    alea = np.random.default_rng(1)
    for _ in range(40):
        jours = alea.integers(0, 15, int(alea.integers(2, 40))).astype(float)
        finies = alea.random(jours.size) < alea.random()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            attendue = ecdf(CensoredData.right_censored(jours, ~finies)).sf
            bornes = attendue.confidence_interval(confidence_level=0.95, method="log-log")
        lue = estimer(jours, finies)
        for nom, courbe in (("reste", attendue), ("bas", bornes.low), ("haut", bornes.high)):
            np.testing.assert_allclose(getattr(lue, nom), courbe.evaluate(lue.jours), rtol=1e-9, atol=1e-12)
