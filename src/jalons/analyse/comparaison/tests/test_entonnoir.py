"""The funnel: exact limits, widening measured, positions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from jalons.analyse.comparaison.entonnoir import NIVEAUX, Entonnoir, Point, Position, dresser


def point(observe, effectif, code="x"):
    return Point(code, code, observe, effectif)


def semblables(nombre, taux=0.1, effectif=1000):
    return [point(taux * effectif, effectif, str(n)) for n in range(nombre)]


def test_sans_plus_de_variance_que_le_hasard_les_limites_sont_exactes():
    e = dresser(semblables(12), "poisson", 1000)
    assert (e.reference, e.facteur) == (100, 1)
    assert "exactes" in e.methode


@pytest.mark.parametrize(("loi", "taux"), [("poisson", 0.012), ("binomiale", 0.6)])
@pytest.mark.parametrize("effectif", [50, 800, 20_000])
def test_les_limites_exactes_laissent_dehors_la_part_dite(loi, taux, effectif):
    e = Entonnoir((), loi, 1, taux, 1)
    vraie = stats.poisson(taux * effectif) if loi == "poisson" else stats.binom(effectif, taux)
    for niveau in NIVEAUX:
        bas, haut = e.limites(effectif, niveau)
        part = (1 - niveau) / 2
        bas, haut = round(bas * effectif), round(haut * effectif)
        assert vraie.cdf(bas - 1) <= part
        assert vraie.sf(haut) <= part
        # one unit further in, chance leaves out more than what is said
        assert vraie.cdf(bas) > part
        assert vraie.sf(haut - 1) > part


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["poisson", "binomiale"]), st.floats(0.01, 0.99), st.floats(1, 80), st.integers(20, 100_000))
def test_les_limites_entourent_l_ensemble_et_s_emboitent(loi, taux, facteur, effectif):
    e = Entonnoir((), loi, 100, 100 * taux, facteur)
    (bas, haut), (tres_bas, tres_haut) = (e.limites(effectif, n) for n in NIVEAUX)
    assert 0 <= tres_bas <= bas <= 100 * taux + 100 / effectif
    assert 100 * taux - 100 / effectif <= haut <= tres_haut
    assert loi == "poisson" or tres_haut <= 100


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 500), st.integers(500, 50_000)), min_size=10, max_size=40))
def test_les_limites_se_resserrent_avec_la_taille_et_chaque_point_a_une_place(lignes):
    e = dresser([point(o, n, str(r)) for r, (o, n) in enumerate(lignes)], "poisson", 1000)
    largeurs = [haut - bas for bas, haut in (e.limites(n, 0.95) for n in (1_000_000, 10_000_000))]
    assert largeurs[0] >= largeurs[1]
    for p in e.points:
        tres_bas, tres_haut = e.limites(p.effectif, NIVEAUX[1])
        hors = e.position(p) in (Position.HORS_HAUT, Position.HORS_BAS)
        assert hors == (not tres_bas <= e.valeur(p) <= tres_haut)


def test_des_departements_tres_differents_elargissent_les_limites_et_le_disent():
    differents = [point(1000 * (0.05 if n % 2 else 0.15), 1000, str(n)) for n in range(20)]
    e = dresser(differents, "poisson", 1000)
    assert e.facteur == pytest.approx(25, rel=0.01)  # (0.05)² / (0.1 / 1000)
    assert "fois celle du hasard" in e.methode
    assert {e.position(p) for p in e.points} == {Position.DEDANS}


def test_un_seul_point_tres_loin_n_elargit_pas_pour_lui_meme():
    e = dresser([*semblables(40), point(300, 1000, "loin")], "poisson", 1000)
    assert e.facteur == 1
    assert e.position(e.points[-1]) is Position.HORS_HAUT


def test_trop_peu_de_points_ou_rien_a_compter_ne_font_pas_un_entonnoir():
    assert dresser(semblables(9), "poisson", 1000) is None
    assert dresser(semblables(20, taux=0), "poisson", 1000) is None
    assert dresser(semblables(20, taux=1), "binomiale", 100) is None


@pytest.mark.parametrize(
    ("mauvais", "loi"),
    [(point(1, 0), "poisson"), (point(-1, 10), "poisson"), (point(11, 10), "binomiale"), (point(1, 10), "autre")],
)
def test_un_point_impossible_est_refuse(mauvais, loi):
    with pytest.raises(ValueError):  # noqa: PT011 - both sentences are fine
        dresser([*semblables(12), mauvais], loi, 100)
