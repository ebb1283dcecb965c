"""Tables of a Word document as the description says: shares of the width, figures to the right.

A template cannot know the columns of a table that it draws in a loop: Word makes them equal, and breaks words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from jalons.application.rapports.presentation import Tableau

MINIMUM = Cm(1.6)
"""Narrower, a column breaks its own heading."""
COLONNES_SERREES, CORPS_SERRE = 7, Pt(8)
"""From so many columns, amounts would break in the size of the text: the table is written smaller."""


def mettre_en_forme(octets: bytes, tableaux: Sequence[Tableau]) -> bytes:
    """The Word document with the widths and alignments of ``tableaux``; a table it does not know is left alone.

    A table is known by its headings, so that a département's own template keeps the tables it has drawn itself.
    """
    connus = {tuple(c.titre for c in t.colonnes): t for t in tableaux}
    document = Document(io.BytesIO(octets))
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
    total = sum(c.largeur for c in tableau.colonnes)
    voulues = [max(utile * c.largeur / total, MINIMUM) for c in tableau.colonnes]
    largeurs = [int(utile * voulue / sum(voulues)) for voulue in voulues]
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
