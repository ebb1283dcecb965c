"""Tables of a Word document as the description says: shares of the width, figures to the right.

A template cannot know the columns of a table that it draws in a loop: Word makes them equal, and breaks words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from jalons.application.rapports.presentation import Tableau

MINIMUM = Cm(1.6)
"""Narrower, a column breaks its own heading."""
CARACTERE, MARGES = Cm(0.23), Cm(0.4)
"""Width of a letter in the size of the text, and of both margins of a cell."""
COLONNES_SERREES, CORPS_SERRE = 7, Pt(8)
"""From so many columns, amounts would break in the size of the text: the table is written smaller."""


def mettre_en_forme(octets: bytes, tableaux: Sequence[Tableau], *, titre: str) -> bytes:
    """The Word document with the widths and alignments of ``tableaux``; a table it does not know is left alone.

    Its properties say its title and its language, which a template cannot know.

    A table is known by its headings, so that a département's own template keeps the tables it has drawn itself.
    """
    connus = {tuple(c.titre for c in t.colonnes): t for t in tableaux}
    document = Document(io.BytesIO(octets))
    document.core_properties.title, document.core_properties.language = titre, "fr-FR"
    section = document.sections[0]
    utile = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for table in document.tables:
        tableau = connus.get(tuple(c.text for c in table.rows[0].cells)) if table.rows else None
        if tableau is not None and utile > 0:
            _disposer(table, tableau, utile)
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _disposer(table: Any, tableau: Tableau, utile: int) -> None:
    largeurs = _largeurs(tableau, utile)
    table.autofit = False
    serree = len(tableau.colonnes) >= COLONNES_SERREES
    for colonne, largeur in zip(table.columns, largeurs, strict=True):
        colonne.width = largeur
    for ligne in table.rows:
        for cellule, largeur, colonne in zip(ligne.cells, largeurs, tableau.colonnes, strict=True):
            cellule.width = largeur
            for paragraphe in cellule.paragraphs:
                if colonne.droite:
                    paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                for mots in paragraphe.runs if serree else ():
                    mots.font.size = CORPS_SERRE


def _largeurs(tableau: Tableau, utile: int) -> list[int]:
    """The shares asked for, each column wide enough for its longest word as far as the page allows."""
    total = sum(c.largeur for c in tableau.colonnes)
    minimales = [_minimale(tableau, rang) for rang in range(len(tableau.colonnes))]
    voulues = [max(utile * c.largeur / total, m) for c, m in zip(tableau.colonnes, minimales, strict=True)]
    marges = [voulue - minimale for voulue, minimale in zip(voulues, minimales, strict=True)]
    exces = sum(voulues) - utile
    if 0 < exces <= sum(marges):
        voulues = [v - exces * marge / sum(marges) for v, marge in zip(voulues, marges, strict=True)]
    return [int(utile * voulue / sum(voulues)) for voulue in voulues]


def _minimale(tableau: Tableau, rang: int) -> int:
    textes = (tableau.colonnes[rang].titre, *(ligne[rang] for ligne in tableau.lignes))
    # a non-breaking space does not break: "1 940 enfants" is one word
    longueur = max((len(mot) for texte in textes for mot in re.split(r"[ \n\-/]+", texte)), default=0)
    corps = CORPS_SERRE / Pt(11) if len(tableau.colonnes) >= COLONNES_SERREES else 1
    return max(int(MINIMUM), int(longueur * CARACTERE * corps + MARGES))
