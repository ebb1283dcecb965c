"""Differences and three-way merge, in named cases and for any data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.noyau.differences import differences, fusionner

DONNEES = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["a", "b"]),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["cle", "x", "y"]), x, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("cas", "base", "nouveau", "actuel", "attendu"),
    [
        ("rien n'a bougé dans le fichier : l'agent garde tout", {"a": 1}, {"a": 1}, {"a": 9, "b": 2}, {"a": 9, "b": 2}),
        ("le fichier corrige ce que personne n'a touché", {"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}),
        ("les deux ont touché : le fichier l'emporte", {"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}),
        ("le fichier retire une clé, l'agent en ajoute une", {"a": 1}, {}, {"a": 1, "b": 2}, {"b": 2}),
        (
            "une ligne ajoutée par l'agent reste, après celles du fichier",
            [{"cle": "x", "v": 1}], [{"cle": "x", "v": 2}], [{"cle": "x", "v": 1}, {"cle": "z"}],
            [{"cle": "x", "v": 2}, {"cle": "z"}],
        ),
        (
            "une ligne retirée par l'agent ne revient pas si le fichier ne l'a pas changée",
            [{"cle": "x"}, {"cle": "y"}], [{"cle": "x", "v": 1}, {"cle": "y"}], [{"cle": "x"}], [{"cle": "x", "v": 1}],
        ),
        (
            "le fichier change l'ordre",
            [{"cle": "x"}, {"cle": "y"}], [{"cle": "y"}, {"cle": "x"}], [{"cle": "x", "v": 1}, {"cle": "y"}],
            [{"cle": "y"}, {"cle": "x", "v": 1}],
        ),
    ],
)  # fmt: skip
def test_fusionner(cas, base, nouveau, actuel, attendu):
    assert fusionner(base, nouveau, actuel) == attendu, cas


@given(DONNEES, DONNEES)
def test_deux_etats_seulement_donnent_celui_qui_a_change(x, y):
    assert fusionner(x, y, x) == y
    assert fusionner(x, x, y) == y


@given(DONNEES, DONNEES)
def test_aucune_difference_si_et_seulement_si_les_donnees_sont_egales(x, y):
    assert (differences(x, y) == []) == (x == y)
