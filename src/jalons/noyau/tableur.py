"""Tables that a French spreadsheet opens: CSV and workbook, no text of which is ever run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Forms in which a table is written, and the type of each."""
FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""First characters that some spreadsheet takes for the start of a formula."""
A3, A4 = 8, 9
"""Sizes of paper, as workbooks number them."""
COLONNES_A4 = 10
"""Columns that stay legible across a sheet of A4."""
LARGES, SERREES, ETROITES, FLECHE = 48, 34, 16, 3
"""Widths in characters: of a column at most, the same beyond ``COLONNES_A4`` columns, which would print too small to
read, of one of short values at most, of the arrow of a filter."""
JOUR = len("31/12/2026")
LETTRES = 1.1
"""Letters that a column of one digit's width holds: a text is narrower than as many digits."""
PHRASES = 90
"""Width of a note, in characters."""
PREMIERE_ANNEE = 1900
"""Before it a workbook has no dates: the day is written as a text."""
CARACTERES = 32_000
"""Characters kept of a cell of a workbook; the format holds 32,767."""


HAUTEUR = 15
"""Points of a row of one line."""
PLAFOND = 405
"""Points of the highest row that a workbook holds."""


def hauteur(cellules: Iterable[tuple[str, float]]) -> float:
    """Points that the longest of (text, width in characters) needs: not every spreadsheet fits rows by itself.

    >>> hauteur([("court", 18), ("un texte plus long que sa colonne", 18)])
    30
    """
    lignes = (sum(max(1, ceil(len(x) / (largeur - 1))) for x in texte.split("\n")) for texte, largeur in cellules)
    return min(HAUTEUR * max(lignes, default=1), PLAFOND)


def sans_formule(valeur: Any) -> Any:
    """A text that a spreadsheet will show and never run; any other value as it is.

    >>> sans_formule("=1+1"), sans_formule("  @x"), sans_formule("a=b"), sans_formule(-3)
    ("'=1+1", "'  @x", 'a=b', -3)
    """
    return f"'{valeur}" if isinstance(valeur, str) and valeur.lstrip(" ").startswith(FORMULES) else valeur


@dataclass(frozen=True, slots=True)
class Tableau:
    """One table to be written. An unknown value is ``None``: its cell stays empty.

    Attributes:
        titre: of the sheet.
        lignes: values in the order of ``colonnes``; numbers stay numbers.
        note: how to read the figures: last line of the CSV, second sheet of the workbook.
        figees: columns that stay in sight.
        largeur: width of a column; ``None``: as wide as its longest text, ``LARGES`` (``SERREES``) at most.
        largeurs: width of a column by rank, ``largeur`` for the others.
        parts: ranks of the columns that hold a share from 0 to 1, shown in percent.
    """

    titre: str
    colonnes: Sequence[str]
    lignes: Iterable[Sequence[Any]]
    note: str = ""
    figees: int = 1
    largeur: int | None = None
    largeurs: tuple[tuple[int, int], ...] = ()
    parts: frozenset[int] = frozenset()
    renvoyer: bool = False
    """Whether rows are as high as their lines of text; else only what its column does not hold is wrapped."""

    def ecrire(self, forme: str) -> bytes:
        """The file, in one of ``TYPES``."""
        return {"csv": self.en_csv, "xlsx": self.en_classeur}[forme]()

    def en_csv(self) -> bytes:
        """Semicolons, decimal commas and a byte order mark, as French spreadsheets expect.

        >>> Tableau("Sommes", ("a", "b", "c"), [("-x", 1.5, None)]).en_csv().decode("utf-8-sig").splitlines()
        ['a;b;c', "'-x;1,5;"]
        """
        sortie = io.StringIO()
        plume = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
        plume.writerow(self.colonnes)
        plume.writerows([_texte(v) for v in ligne] for ligne in self.lignes)
        if self.note:
            plume.writerow([self.note])
        return sortie.getvalue().encode("utf-8-sig")

    def en_classeur(self) -> bytes:
        """A workbook with filters; every text is written as text."""
        import xlsxwriter

        sortie = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(sortie, options) as classeur:
            self._feuille(classeur)
            if self.note:
                dite = classeur.add_worksheet("Lire ces chiffres")
                dite.set_column(0, 0, PHRASES)
                dite.write_string(0, 0, self.note, classeur.add_format({"text_wrap": True, "valign": "top"}))
        return sortie.getvalue()

    def _feuille(self, classeur: Any) -> None:
        haut = {"valign": "top"} | ({"text_wrap": True} if self.renvoyer else {})
        long = classeur.add_format(haut | {"text_wrap": True})
        courant, pourcent = classeur.add_format(haut), classeur.add_format({"num_format": "0 %"} | haut)
        feuille = classeur.add_worksheet(self.titre)
        jour = classeur.add_format({"num_format": "dd/mm/yyyy", "align": "left"} | haut)
        entete = classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        feuille.write_row(0, 0, self.colonnes, entete)
        rang, longueurs = 0, [min(len(nom) + FLECHE, ETROITES) for nom in self.colonnes]
        bornes, renvoyees = self._bornes(), dict[int, list[str]]()
        for rang, ligne in enumerate(self.lignes, 1):
            textes = [_texte(v) for v in ligne]
            if self.renvoyer or any(map(_deborde, textes, bornes)):
                renvoyees[rang] = textes
            for colonne, valeur in enumerate(ligne):
                if isinstance(valeur, int | float | Decimal):
                    feuille.write_number(rang, colonne, valeur, pourcent if colonne in self.parts else courant)
                elif type(valeur) is date and valeur.year >= PREMIERE_ANNEE:
                    feuille.write_datetime(rang, colonne, valeur, jour)
                    longueurs[colonne] = max(longueurs[colonne], JOUR)
                elif valeur is not None:
                    texte = textes[colonne][:CARACTERES]
                    feuille.write_string(rang, colonne, texte, long if _deborde(texte, bornes[colonne]) else courant)
                    longueurs[colonne] = max(longueurs[colonne], len(texte))
        largeurs = self._elargir(feuille, longueurs)
        for numero, textes in renvoyees.items():
            tenues = largeurs if self.renvoyer else [largeur * LETTRES + 1 for largeur in largeurs]
            feuille.set_row(numero, hauteur(zip(textes, tenues, strict=False)))
        feuille.autofilter(0, 0, rang, len(self.colonnes) - 1)
        feuille.freeze_panes(1, self.figees)
        self._pour_le_papier(feuille)

    def _bornes(self) -> list[int]:
        """The width of each column at most."""
        demandees, large = dict(self.largeurs), LARGES if len(self.colonnes) <= COLONNES_A4 else SERREES
        return [demandees.get(rang, self.largeur or large) for rang in range(len(self.colonnes))]

    def _elargir(self, feuille: Any, longueurs: Sequence[int]) -> list[int]:
        """A column holds its texts: hidden by the next cell, half a word would be read for the whole. Its widths."""
        demandees = dict(self.largeurs)
        largeurs = [
            borne if self.largeur or rang in demandees else min(longueur + 1, borne)
            for rang, (longueur, borne) in enumerate(zip(longueurs, self._bornes(), strict=True))
        ]
        for rang, largeur in enumerate(largeurs):
            feuille.set_column(rang, rang, largeur)
        return largeurs

    def _pour_le_papier(self, feuille: Any) -> None:
        """Whole lines on each page, under their headings: cut by columns, a page could not be read."""
        feuille.set_landscape()
        feuille.set_paper(A3 if len(self.colonnes) > COLONNES_A4 else A4)
        feuille.fit_to_pages(1, 0)
        feuille.repeat_rows(0)
        feuille.set_footer("&L&A&Rpage &P sur &N")


def _deborde(texte: str, largeur: int) -> bool:
    return len(texte) > largeur * LETTRES


def _texte(valeur: Any) -> str:
    """A value as a cell of text holds it: decimal comma, ISO dates, nothing for what is unknown."""
    if valeur is None:
        return ""
    if isinstance(valeur, float | Decimal):
        ecrite = f"{valeur:f}" if isinstance(valeur, Decimal) else str(valeur)
        return ecrite.replace(".", ",")
    return valeur.isoformat() if isinstance(valeur, date) else str(sans_formule(valeur))
