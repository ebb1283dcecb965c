"""Exact extent of the sheets of a workbook, and the characters that their cells deliver: one reading, little memory."""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from xml.parsers import expat

_PLACE = re.compile(r"\s*([A-Za-z]{1,3})(\d{1,9})")
_RANG = re.compile(r"\s*\d{1,9}\s*")
_CELLULES = ("table:table-cell", "table:covered-table-cell")
Attributs = dict[str, str]


@dataclass(slots=True)
class Etendue:
    """Last row and last column that hold something, and characters of all cells, each with its own copy."""

    lignes: int = 0
    colonnes: int = 0
    caracteres: int = 0


def _lire(
    archive: zipfile.ZipFile, nom: str, debut: Callable[[str, Attributs], None], fin: Callable[[str], None],
    texte: Callable[[str], None],
) -> None:  # fmt: skip
    """Tell the elements and texts of a member.

    Raises:
        ValueError: it declares a type of document, which no workbook does.
        xml.parsers.expat.ExpatError: it is not XML.
    """

    def jamais(*_: object) -> None:
        raise ValueError("a workbook declares no type of document")

    # attributes and texts are only counted: a declared type, hence any entity, stops the reading
    lecteur = expat.ParserCreate()
    lecteur.buffer_text = True
    lecteur.StartDoctypeDeclHandler = jamais
    lecteur.StartElementHandler, lecteur.EndElementHandler, lecteur.CharacterDataHandler = debut, fin, texte
    with archive.open(nom) as flux:
        lecteur.ParseFile(flux)


def textes_partages(archive: zipfile.ZipFile, noms: Iterable[str]) -> Sequence[int]:
    """Characters of each text that cells share, by its rank; the longest where several members hold such texts."""
    tailles = array("L")
    for nom in noms:
        _mesurer(archive, nom, tailles)
    return tailles


def _mesurer(archive: zipfile.ZipFile, nom: str, tailles: array[int]) -> None:
    rang, taille = -1, 0

    def debut(element: str, _: Attributs) -> None:
        nonlocal rang, taille
        if _local(element) == "si":
            rang, taille = rang + 1, 0

    def fin(element: str) -> None:
        if _local(element) == "si":
            if rang >= len(tailles):
                tailles.append(0)
            tailles[rang] = max(tailles[rang], taille)

    def texte(lu: str) -> None:
        nonlocal taille
        taille += len(lu)

    _lire(archive, nom, debut, fin, texte)


class Assez(Exception):  # noqa: N818 - no error: enough was read
    """The cells show more characters than was asked to count."""


class _Grille:
    """A sheet of Excel under way."""

    def __init__(self, tailles: Sequence[int] | None, plafond: int) -> None:
        self.vue, self.tailles, self.plafond = Etendue(), tailles or (), plafond
        self.rang = self.large = 0
        self.partage = self.lit = False
        self.indice = ""

    def commencer(self, element: str, attributs: Attributs) -> None:
        """A row, a cell, or its value."""
        local, place = _local(element), attributs.get("r", "")
        if local == "row":
            self.rang, self.large = int(place) if _RANG.fullmatch(place) else self.rang + 1, 0
        elif local == "c":
            trouve = _PLACE.match(place)
            self.large = colonne(trouve[1]) if trouve else self.large + 1
            self.vue.lignes = max(self.vue.lignes, self.rang, int(trouve[2]) if trouve else 0)
            self.vue.colonnes = max(self.vue.colonnes, self.large)
            self.partage = attributs.get("t") == "s"
        elif local == "v":
            self.indice, self.lit = "", self.partage

    def finir(self, element: str) -> None:
        """The value is known: the rank of a text, when it is shared."""
        if self.lit and _local(element) == "v":
            self.lit = False
            if self.tailles and (rang := int(self.indice)) < len(self.tailles):
                self.vue.caracteres += self.tailles[rang]
                if self.vue.caracteres > self.plafond:
                    raise Assez

    def texte(self, dit: str) -> None:
        """A piece of the value."""
        if self.lit:
            self.indice += dit


def xlsx(archive: zipfile.ZipFile, nom: str, tailles: Sequence[int] | None = None, plafond: int = 0) -> Etendue:
    """Extent of one sheet of Excel, and the shared texts that its cells show (``tailles``; ``None``: not counted).

    Raises:
        Assez: as soon as these are more than ``plafond``.
    """
    grille = _Grille(tailles, plafond)
    _lire(archive, nom, grille.commencer, grille.finir, grille.texte)
    return grille.vue


class _Feuille:
    """A sheet of LibreOffice under way: what is repeated counts as many times, what is empty once something follows."""

    def __init__(self) -> None:
        self.vue, self.vides = Etendue(), 0
        self.fois = self.large = self.pleine = self.caracteres = 0
        self.colonnes = self.taille = 0
        self.remplie = False

    def commencer(self, element: str, attributs: Attributs) -> None:
        """A row, a cell, or a piece of its text."""
        if element == "table:table-row":
            self.fois = _fois(attributs, "table:number-rows-repeated")
            self.large = self.pleine = self.caracteres = 0
        elif element in _CELLULES:
            dit = attributs.get("office:string-value", "")
            self.colonnes, self.taille = _fois(attributs, "table:number-columns-repeated"), len(dit)
            self.remplie = "office:value-type" in attributs
        elif element == "text:p":
            self.taille += 1
        elif element == "text:s":
            self.taille += _fois(attributs, "text:c")

    def finir(self, element: str) -> None:
        """What it holds is known."""
        if element in _CELLULES:
            self.large += self.colonnes
            if self.remplie or self.taille:
                self.pleine = self.large
                self.caracteres += self.colonnes * self.taille
        elif element == "table:table-row":
            self._finir_rangee()

    def _finir_rangee(self) -> None:
        if not self.pleine:
            self.vides += self.fois
            return
        self.vue.lignes += self.vides + self.fois
        self.vue.colonnes = max(self.vue.colonnes, self.pleine)
        self.vue.caracteres += self.fois * self.caracteres
        self.vides = 0


def ods(archive: zipfile.ZipFile, nom: str) -> list[Etendue]:
    """Extent of every sheet of a workbook of LibreOffice."""
    feuilles = [_Feuille()]
    dans_un_texte = 0

    def debut(element: str, attributs: Attributs) -> None:
        nonlocal dans_un_texte
        if element == "table:table":
            feuilles.append(_Feuille())
        elif element == "text:p":
            dans_un_texte += 1
        feuilles[-1].commencer(element, attributs)

    def fin(element: str) -> None:
        nonlocal dans_un_texte
        if element == "text:p":
            dans_un_texte -= 1
        feuilles[-1].finir(element)

    def texte(lu: str) -> None:
        if dans_un_texte:
            feuilles[-1].taille += len(lu)

    _lire(archive, nom, debut, fin, texte)
    return [f.vue for f in feuilles]


def _fois(attributs: Attributs, nom: str) -> int:
    lu = attributs.get(nom, "1")
    return int(lu) if _RANG.fullmatch(lu) else 1


def _local(element: str) -> str:
    return element.rpartition(":")[2]


def colonne(lettres: str) -> int:
    """The rank of a column.

    >>> colonne("A"), colonne("AA"), colonne("")
    (1, 27, 0)
    """
    rang = 0
    for lettre in lettres.upper():
        rang = rang * 26 + ord(lettre) - 64
    return rang
