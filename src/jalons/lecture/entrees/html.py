"""Web pages: headings, paragraphs, lists and tables; menus, scripts and what is hidden are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jalons.lecture.entrees.limites import refus, verifier_texte
from jalons.lecture.entrees.segments import Composition, Rang, Segment
from jalons.lecture.entrees.tableaux import en_rangs, etendre
from jalons.lecture.entrees.texte import decoder
from jalons.lecture.modele import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_IGNORES = frozenset(
    {"script", "style", "head", "noscript", "template", "nav", "svg", "iframe", "object", "select", "button", "form"}
)
_BLOCS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "table",
        "body",
        "html",
        "details",
        "summary",
        "center",
        "hr",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
    }
)
_PROFONDEUR = 250
"""Depth of nesting that is read; lxml itself stops a little further."""


def lire(contenu: bytes, nom: str) -> Source:
    """The text of the page, without its menus.

    Raises:
        EntreeRefusee: it cannot be read, or holds too much.
    """
    from lxml import etree

    texte, avertissements = decoder(contenu)
    verifier_texte(len(texte), nom)
    propre = texte.replace("\0", "")
    # bytes with a declared encoding: a declaration inside the page cannot contradict what was decoded
    analyseur = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        racine = etree.fromstring(propre.encode("utf-8"), analyseur)
    except (etree.XMLSyntaxError, ValueError) as erreur:
        raise refus(
            nom, "La page HTML ne peut être lue : enregistrez-la de nouveau, ou en PDF.", str(erreur)
        ) from erreur
    if racine is None:
        raise refus(nom, "La page HTML ne contient rien : enregistrez-la de nouveau, ou en PDF.", "page vide")
    if any("depth" in faute.message for faute in analyseur.error_log):
        message = "La page HTML emboîte trop de blocs pour être lue : enregistrez-la en PDF, et déposez le PDF."
        raise refus(nom, message, f"plus de {_PROFONDEUR} blocs emboîtés")
    composition = Composition()
    composition.page(list(_Page().rangs(racine)))
    return Source(nom, "html", composition.texte(), avertissements=avertissements)


class _Page:
    """The lines of a page, block after block."""

    def __init__(self) -> None:
        self._ligne: list[str] = []

    def rangs(self, noeud: _Element, marque: str = "", profondeur: int = 0) -> Iterator[Rang]:
        """The lines of ``noeud``; ``marque`` stands before the first."""
        if not isinstance(noeud.tag, str) or noeud.tag in _IGNORES or profondeur > _PROFONDEUR or _cache(noeud):
            return
        bloc = noeud.tag in _BLOCS
        if bloc:
            yield from self._finir()
        if noeud.tag == "table" and profondeur < _PROFONDEUR // 2:
            yield from en_rangs(self._tableau(noeud, profondeur))
            return
        if noeud.tag == "br":
            yield from self._finir()
        self._ligne.append(marque)
        self._ligne.append(noeud.text or "")
        numero = 0
        for enfant in noeud:
            numero += enfant.tag == "li"
            yield from self.rangs(enfant, _marque(noeud, enfant, numero), profondeur + 1)
            self._ligne.append(enfant.tail or "")
        if bloc:
            yield from self._finir()
            if noeud.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
                yield Rang((Segment(""),))

    def _finir(self) -> Iterator[Rang]:
        brut = "".join(self._ligne)
        texte = " ".join(brut.split())
        if texte.strip("•o "):
            marge = "  " if texte.startswith("o ") else ""
            yield Rang((Segment(f"{marge}{texte}"),))
            self._ligne = []
        elif not texte:
            self._ligne = []

    def _tableau(self, table: _Element, profondeur: int) -> list[list[list[Segment]]]:
        lignes = []
        for ligne in table.iter("tr"):
            if next(ligne.iterancestors("table"), None) is table:
                lignes.append([
                    (self._cellule(c, profondeur), _etendue(c, "rowspan"), _etendue(c, "colspan"))
                    for c in ligne if c.tag in ("td", "th")
                ])  # fmt: skip
        return etendre(lignes)

    @staticmethod
    def _cellule(cellule: _Element, profondeur: int) -> list[Segment]:
        return [Segment(r.texte) for r in _Page().rangs(cellule, "", profondeur + 1) if r.texte.strip()]


def _etendue(cellule: _Element, attribut: str) -> int:
    """How many rows or columns a cell covers: one when it does not say, or says too much."""
    dite = (cellule.get(attribut) or "").strip()
    return int(dite) if dite.isascii() and dite.isdigit() and 0 < len(dite) <= 3 else 1


def _marque(parent: _Element, enfant: _Element, numero: int) -> str:
    if enfant.tag != "li":
        return ""
    if parent.tag == "ol":
        return f"{numero}. "
    return "o " if next((True for a in parent.iterancestors("ul", "ol")), False) else "• "


def _cache(noeud: _Element) -> bool:
    style = (noeud.get("style") or "").replace(" ", "").lower()
    return noeud.get("hidden") is not None or noeud.get("aria-hidden") == "true" or "display:none" in style
