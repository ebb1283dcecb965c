"""Scales, and labels pushed apart."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.analyse.graphiques.svg.echelles import Echelle, annees_decimales, ecarter, etendue, graduations

nombres = st.floats(-1e9, 1e9, allow_nan=False)


@given(nombres, nombres)
def test_les_graduations_couvrent_les_donnees_et_restent_peu_nombreuses(a, b):
    bas, haut = sorted((a, b))
    if haut - bas < 1e-6 * max(abs(bas), abs(haut), 1):
        haut = bas + 1
    marques = graduations(bas, haut)
    marge = 1e-6 * max(abs(bas), abs(haut), 1)

    assert marques[0] <= bas + marge
    assert marques[-1] >= haut - marge
    assert 2 <= len(marques) <= 8
    assert marques == sorted(set(marques))


@given(st.lists(st.floats(0, 300), max_size=8))
def test_les_etiquettes_gardent_leur_ordre_et_leur_distance(hauteurs):
    places = ecarter(hauteurs, 15, 0, 300)

    tries = [place for _, place in sorted(zip(hauteurs, places, strict=True))]
    assert all(0 <= place <= 300 for place in places)
    assert all(b - a >= 15 - 1e-6 for a, b in itertools.pairwise(sorted(places)))
    assert tries == sorted(tries) or len(set(hauteurs)) < len(hauteurs)


def test_trop_d_etiquettes_se_partagent_la_hauteur():
    assert ecarter([5, 5, 5], 15, 0, 20) == [0, 10, 20]


def test_une_echelle_plate_place_la_valeur_au_milieu():
    assert Echelle(4, 4, 0, 100)(4) == 50


@pytest.mark.parametrize(
    ("cas", "valeurs", "depuis_zero", "attendu"),
    [
        ("rien", [], False, (0.0, 1.0)),
        ("autour des valeurs", [62, 80], False, (60.0, 80.0)),
        ("depuis zéro", [62, 80], True, (0.0, 80.0)),
        ("une seule valeur", [7], False, (6.0, 14.0)),
    ],
)
def test_etendue(cas, valeurs, depuis_zero, attendu):
    assert etendue(valeurs, depuis_zero=depuis_zero) == attendu, cas


def test_une_annee_bissextile_a_366_jours():
    assert annees_decimales(date(2024, 12, 31)) == 2024 + 365 / 366
