"""Repairs are safe, reversible, and leave names alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.lecture.modele import Passage, Retouche, TexteRepare
from jalons.lecture.reparation import reparer
from jalons.lecture.tests.documents import source

CAS = """
la mise en ceuvre des actions      | la mise en œuvre des actions
pour I'enfant et 1'accueil         | pour l'enfant et l'accueil
une maniere trés particuliere      | une manière très particulière
les quelgues problématigues        | les quelques problématiques
des béné ciaires                   | des bénéficiaires
ladiversification de l'offre       | la diversification de l'offre
relative a la protection           | relative à la protection
Il a la charge de la prévention    | Il a la charge de la prévention
le village de Mériel et Maclerand  | le village de Mériel et Maclerand
la CRIP et les MECS                | la CRIP et les MECS
"""


@pytest.mark.parametrize("cas", CAS.strip().splitlines())
def test_ce_que_l_ocr_a_abime_est_repare_et_le_reste_demeure(cas: str) -> None:
    avant, apres = (c.strip() for c in cas.split("|", 1))
    assert reparer(source(avant)).texte == apres


def test_un_mot_coupe_est_reuni_et_un_nom_compose_garde_son_trait() -> None:
    assert reparer(source("la préven-\ntion au Val-de-\nMance")).texte == "la prévention au Val-de-Mance"


def test_chaque_retouche_dit_pourquoi_et_ce_qu_elle_remplace() -> None:
    texte = "la mise en ceuvre"
    retouche = reparer(source(texte)).retouches[0]
    assert (retouche.avant, retouche.apres, retouche.raison) == ("ceuvre", "œuvre", "œ")
    assert retouche.passage.de(texte) == "ceuvre"


@given(st.text(alphabet="abc I'é\n-*|", max_size=60))
def test_defaire_les_retouches_rend_l_original(texte: str) -> None:
    repare = reparer(source(texte))
    morceaux, ici = [], 0
    for retouche in repare.retouches:
        morceaux += [texte[ici : retouche.passage.debut], retouche.avant]
        ici = retouche.passage.fin
    assert "".join([*morceaux, texte[ici:]]) == texte


@given(st.integers(0, 30), st.integers(1, 12))
def test_tout_passage_repare_revient_a_l_endroit_d_origine(debut: int, longueur: int) -> None:
    texte = "xxI'enfant yy I'accueil zz I'avenir ww"
    repare = reparer(source(texte))
    debut = min(debut, len(repare.texte) - 1)
    fin = min(debut + longueur, len(repare.texte))
    passage = repare.origine(debut, fin)
    assert 0 <= passage.debut < passage.fin <= len(texte)
    if repare.texte[debut:fin] in texte:
        assert repare.texte[debut:fin] in passage.de(texte) or passage.fin - passage.debut >= fin - debut


def test_deux_retouches_qui_se_recouvrent_sont_refusees() -> None:
    deux = [Retouche(Passage(0, 3), "abc", "x", "r"), Retouche(Passage(2, 4), "cd", "y", "r")]
    with pytest.raises(ValueError, match="ne s'applique pas"):
        TexteRepare.appliquer(source("abcd"), deux)
