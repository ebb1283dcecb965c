"""Ruled tables of a page turned and grey: their cells are found, their rules taken away, their words kept in place."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from jalons.lecture.entrees.ocr import dans_les_cellules
from jalons.lecture.entrees.ocr_traits import Grille, chercher
from jalons.lecture.entrees.segments import Segment

DPI = 100


def page(*, traits: bool, angle: float) -> Image.Image:
    """A page of 8 by 6 inches; with a table of two rows and two columns, drawn thin and light."""
    image = Image.new("L", (800, 600), 225)
    dessin = ImageDraw.Draw(image)
    if traits:
        for y in (100, 160, 400):
            dessin.line((80, y, 700, y), fill=150, width=2)
        for x in (80, 400, 700):
            dessin.line((x, 100, x, 400), fill=150, width=2)
    for rang in range(6):  # words: ink in pieces
        for x in range(100, 360, 14):
            dessin.rectangle((x, 180 + 30 * rang, x + 6, 190 + 30 * rang), fill=20)
    grain = np.random.default_rng(7).normal(0, 10, (600, 800))
    tournee = np.asarray(image.rotate(angle, fillcolor=225), dtype=float)
    return Image.fromarray(np.clip(tournee + grain, 0, 255).astype(np.uint8))


@pytest.mark.parametrize("angle", [0.0, 0.5, -0.5])
def test_un_tableau_un_peu_tourne_donne_ses_quatre_cases_et_perd_ses_traits(angle: float) -> None:
    avant = page(traits=True, angle=angle)
    grille, propre = chercher(avant, DPI)

    assert grille is not None
    assert [len(table) for table in grille.cellules] == [4]
    assert grille.pente == pytest.approx(-np.tan(np.radians(angle)), abs=0.003)
    sombres = [(np.asarray(image)[90:410, 395:406] < 190).sum() for image in (avant, propre)]
    assert sombres[1] < 0.3 * sombres[0]


def test_une_page_sans_trait_n_a_pas_de_tableau_et_reste_telle_quelle() -> None:
    image = page(traits=False, angle=0.3)
    assert chercher(image, DPI) == (None, image)


def test_chaque_mot_va_dans_la_case_ou_il_tombe_une_fois_la_page_droite() -> None:
    grille = Grille((((0, 0, 100, 20), (100, 0, 200, 20), (0, 20, 100, 60), (100, 20, 200, 60)),), 0.0)
    mots = [
        (0, Segment("Pilote", 5, 5, 40, 15)), (0, Segment("Partenaires", 110, 5, 160, 15)),
        (1, Segment("Pôle", 5, 25, 30, 35)), (1, Segment("enfance", 32, 25, 70, 35)),
        (1, Segment("CAF", 110, 25, 130, 35)), (2, Segment("MSA", 110, 40, 130, 50)), (3, Segment("Constats", 5, 80, 60, 90)),
    ]  # fmt: skip
    (tableau,), libres = dans_les_cellules(mots, grille)

    assert [[[s.texte for s in cellule] for cellule in rangee] for rangee in tableau.lignes] == [
        [["Pilote"], ["Partenaires"]], [["Pôle enfance"], ["CAF", "MSA"]],
    ]  # fmt: skip
    assert [s.texte for s in libres] == ["Constats"]
