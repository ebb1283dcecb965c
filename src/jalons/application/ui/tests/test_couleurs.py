"""Contrast of a département's colours. Reference ratios: WCAG's own examples (#767676 passes on white, #777777 does not)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.ui.couleurs import (
    BLANC,
    Couleur,
    contraste,
    fautes_de_contraste,
    feuille_de_style,
    plus_proche_lisible,
)

couleurs = st.builds(Couleur, *[st.integers(0, 255)] * 3)


@pytest.mark.parametrize(
    ("cas", "primaire", "texte", "lieux"),
    [
        ("bleu de Jalons", "#0b5cad", "#ffffff", []),
        ("dernier gris qui passe", "#767676", "#ffffff", []),
        ("premier gris qui ne passe pas", "#777777", "#ffffff", ["primaire", "texte"]),
        ("jaune", "#ffd100", "#ffffff", ["primaire", "texte"]),
        ("jaune avec un texte noir : les liens restent illisibles", "#ffd100", "#000000", ["primaire"]),
        ("texte noir sur bleu foncé", "#0b3c6d", "#000000", ["texte"]),
        ("pas des couleurs", "bleu", "#12", ["primaire", "texte"]),
    ],
)
def test_fautes_de_contraste(cas, primaire, texte, lieux):
    assert [f.lieu for f in fautes_de_contraste(primaire, texte)] == lieux, cas


def test_la_faute_dit_le_rapport_le_minimum_et_une_couleur_qui_convient():
    faute = fautes_de_contraste("#777777")[0]

    assert "4,47 pour 1" in faute.message
    assert "4,5 pour 1" in faute.message
    assert "#767676" in faute.message


@given(couleurs)
def test_la_couleur_proposee_est_toujours_acceptee(couleur):
    proposee = plus_proche_lisible(couleur)

    assert fautes_de_contraste(str(proposee)) == []
    assert (proposee == couleur) == (contraste(couleur, BLANC) >= 4.5)
    assert feuille_de_style(proposee).count(str(proposee)) >= 3


@given(couleurs, couleurs)
def test_le_contraste_est_symetrique_et_borne(une, autre):
    assert 1 <= contraste(une, autre) == contraste(autre, une) <= 21


@given(couleurs)
def test_lire_reprend_ce_qui_est_ecrit(couleur):
    assert Couleur.lire(str(couleur)) == couleur


def test_une_couleur_illisible_n_a_pas_de_feuille_de_style():
    with pytest.raises(ValueError, match="not dark enough"):
        feuille_de_style(Couleur(255, 209, 0))
