"""The numbers and bullets of paragraphs that Word computes and does not write in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NIVEAUX = 9
_MEME = 120
"""Left sides this close are of one depth, in twentieths of a point."""
_ROMAINS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
            (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def romain(nombre: int) -> str:
    """A number in Roman figures.

    >>> romain(4), romain(19)
    ('IV', 'XIX')
    """
    texte = ""
    for valeur, signe in _ROMAINS:
        texte += signe * (nombre // valeur)
        nombre %= valeur
    return texte


class Numerotation:
    """The lists of a document; ``marque`` is asked of each paragraph in its order, for the counts go on."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._niveaux: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        self._comptes: dict[str, list[int]] = {}
        self._retraits: dict[tuple[str, int], int] = {}
        self._retraits_de_styles: dict[str, int] = {}
        self._ouverts: list[int] = []
        if numbering is not None:
            abstraits = {_val(a, "abstractNumId"): a for a in numbering.iter(f"{W}abstractNum")}
            niveaux = {nom: _niveaux(a) for nom, a in abstraits.items()}
            for num in numbering.iter(f"{W}num"):
                lien = num.find(f"{W}abstractNumId")
                if lien is not None and _val(lien) in abstraits:
                    self._niveaux[_val(num, "numId")] = niveaux[_val(lien)]
                    for niveau in abstraits[_val(lien)].findall(f"{W}lvl"):
                        retrait = _retrait(niveau)
                        if retrait is not None:
                            self._retraits[_val(num, "numId"), _entier(_val(niveau, "ilvl"))] = retrait
        for style in styles.iter(f"{W}style") if styles is not None else ():
            retrait = _retrait(style)
            if retrait is not None:
                self._retraits_de_styles[_val(style, "styleId")] = retrait
            reference = _reference(style)
            if reference:
                self._styles[_val(style, "styleId")] = reference

    def marque(self, paragraphe: _Element) -> str:
        """What Word shows before the paragraph, with a space after it; empty when it shows nothing."""
        reference = _reference(paragraphe)
        if reference is None:
            style = paragraphe.find(f"{W}pPr/{W}pStyle")
            reference = None if style is None else self._styles.get(_val(style))
        niveaux = self._niveaux.get(reference[0]) if reference else None
        if reference is None or not niveaux or reference[1] not in niveaux:
            return ""
        suivante = self._suivante(reference[0], reference[1], niveaux)
        if niveaux[reference[1]][0] != "bullet":
            return suivante
        profondeur = max(reference[1], self.profondeur(paragraphe, reference))
        return f"{'  ' * profondeur}{'o' if profondeur else '•'} "

    def nouvelle_liste(self) -> None:
        """The next bullet is of the first depth."""
        self._ouverts = []

    def profondeur(self, paragraphe: _Element, reference: tuple[str, int] | None = None) -> int:
        """How deep a bullet stands, from 0: by its left side, for offices give a second level a list of its own."""
        style = paragraphe.find(f"{W}pPr/{W}pStyle")
        retrait = _retrait(paragraphe)
        if retrait is None and style is not None:
            retrait = self._retraits_de_styles.get(_val(style))
        if retrait is None:
            retrait = self._retraits.get(reference, 0) if reference else 0
        self._ouverts = [r for r in self._ouverts if r <= retrait + _MEME]
        if not self._ouverts or retrait > self._ouverts[-1] + _MEME:
            self._ouverts.append(retrait)
        return min(len(self._ouverts), _NIVEAUX) - 1

    def _suivante(self, numero: str, niveau: int, niveaux: dict[int, tuple[str, str, int]]) -> str:
        comptes = self._comptes.setdefault(numero, [niveaux.get(k, ("", "", 1))[2] - 1 for k in range(_NIVEAUX)])
        comptes[niveau] += 1
        for plus_bas in range(niveau + 1, _NIVEAUX):
            comptes[plus_bas] = niveaux.get(plus_bas, ("", "", 1))[2] - 1
        forme, modele, _ = niveaux[niveau]
        if forme == "none":
            return ""

        def ecrit(m: re.Match[str]) -> str:
            rang = min(int(m[1]) - 1, _NIVEAUX - 1)
            return _ecrire(max(1, comptes[rang]), niveaux.get(rang, ("decimal", "", 1))[0])

        return re.sub(r"%([1-9])", ecrit, modele) + " "


def _ecrire(nombre: int, forme: str) -> str:
    if forme in ("upperRoman", "lowerRoman"):
        texte = romain(min(nombre, 4000))
        return texte if forme == "upperRoman" else texte.lower()
    if forme in ("upperLetter", "lowerLetter"):
        lettre = chr(ord("A") + (nombre - 1) % 26)
        return lettre if forme == "upperLetter" else lettre.lower()
    return str(nombre)


def _niveaux(abstrait: _Element) -> dict[int, tuple[str, str, int]]:
    niveaux = {}
    for niveau in abstrait.findall(f"{W}lvl"):
        forme, texte, depart = (niveau.find(f"{W}{nom}") for nom in ("numFmt", "lvlText", "start"))
        rang, debut = _entier(_val(niveau, "ilvl")), 1 if depart is None else _entier(_val(depart))
        if 0 <= rang < _NIVEAUX:
            niveaux[rang] = ("decimal" if forme is None else _val(forme), "" if texte is None else _val(texte), debut)
    return niveaux


def _reference(noeud: _Element) -> tuple[str, int] | None:
    """The list and the level that a paragraph or a style asks for."""
    propriete = noeud.find(f"{W}pPr/{W}numPr")
    numero = None if propriete is None else propriete.find(f"{W}numId")
    if propriete is None or numero is None:
        return None
    niveau = propriete.find(f"{W}ilvl")
    return _val(numero), min(max(0, 0 if niveau is None else _entier(_val(niveau))), _NIVEAUX - 1)


def _retrait(noeud: _Element) -> int | None:
    """The left side that a paragraph, a style or a level asks for, in twentieths of a point."""
    retrait = noeud.find(f"{W}pPr/{W}ind")
    dit = None if retrait is None else retrait.get(f"{W}left") or retrait.get(f"{W}start")
    return _entier(dit) if dit else None


def _val(noeud: _Element, nom: str = "val") -> str:
    return str(noeud.get(f"{W}{nom}") or "")


def _entier(texte: str) -> int:
    return int(texte) if re.fullmatch(r"-?[0-9]{1,6}", texte) else 0
