"""OpenDocument texts: headings, paragraphs, lists with their numbers, tables, page breaks. Deleted text is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jalons.lecture.entrees import xml
from jalons.lecture.entrees.limites import refus, verifier_texte
from jalons.lecture.entrees.segments import Composition, Rang, Segment
from jalons.lecture.entrees.tableaux import en_rangs, etendre
from jalons.lecture.modele import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_ESPACES = "urn:oasis:names:tc:opendocument:xmlns"
T, OF, S, TB = (f"{{{_ESPACES}:{nom}:1.0}}" for nom in ("text", "office", "style", "table"))
_IGNORES = frozenset(
    {f"{T}tracked-changes", f"{T}note", f"{OF}annotation", f"{T}table-of-content", f"{OF}annotation-end"}
)
_PROFONDEUR = 12


def lire(contenu: bytes, nom: str) -> Source:
    """The document; its pages are those of the last time it was laid out, when it kept them.

    Raises:
        EntreeRefusee: damaged, encrypted, bomb.
    """
    principal = xml.partie(contenu, "content.xml", nom)
    manifeste = xml.partie(contenu, "META-INF/manifest.xml", nom) or b""
    if b"encryption-data" in manifeste:
        message = (
            "Le document est protégé par un mot de passe : enregistrez-en une copie sans protection, et déposez-la."
        )
        raise refus(nom, message, "document chiffré", "un document sans mot de passe")
    racine = None if principal is None else xml.arbre(principal, nom)
    corps = None if racine is None else racine.find(f"{OF}body/{OF}text")
    if racine is None or corps is None:
        raise refus(
            nom, "Le fichier n'est pas un texte OpenDocument : déposez un .odt, un .docx ou un PDF.", "corps absent"
        )
    pages: list[list[Rang]] = [[]]
    for rang in _rangs(corps, _listes(racine), 0):
        if rang is None:
            pages.append([])
        else:
            pages[-1].append(rang)
    composition = Composition()
    for page in pages:
        composition.page(page)
        verifier_texte(composition.longueur, nom)
    return Source(nom, "odt", composition.texte(), tuple(composition.pages) if len(pages) > 1 else ())


def _listes(racine: _Element) -> dict[str, dict[int, tuple[str, str]]]:
    """Of each style of list, what stands before and after the number of each level; ``•`` for bullets."""
    styles: dict[str, dict[int, tuple[str, str]]] = {}
    for style in racine.iter(f"{T}list-style"):
        niveaux = {}
        for niveau in style:
            rang = niveau.get(f"{T}level", "1")
            if niveau.tag == f"{T}list-level-style-number" and niveau.get(f"{S}num-format"):
                niveaux[rang] = (niveau.get(f"{S}num-prefix") or "", niveau.get(f"{S}num-suffix") or "")
        styles[style.get(f"{S}name", "")] = {int(k): v for k, v in niveaux.items() if k.isdecimal() and len(k) < 3}
    return styles


def _rangs(parent: _Element, listes: dict[str, dict[int, tuple[str, str]]], profondeur: int) -> Iterator[Rang | None]:
    """The lines of a body, a section or a cell; ``None`` where a page ends."""
    for enfant in parent:
        if enfant.tag in _IGNORES or profondeur > _PROFONDEUR:
            continue
        if enfant.tag in (f"{T}p", f"{T}h"):
            yield from _paragraphe(enfant, "")
        elif enfant.tag == f"{T}list":
            yield from _liste(enfant, listes, enfant.get(f"{T}style-name", ""), 1)
        elif enfant.tag == f"{TB}table":
            yield from en_rangs(_tableau(enfant, listes, profondeur + 1))
        elif enfant.tag == f"{T}soft-page-break":
            yield None
        elif enfant.tag in (f"{T}section", f"{T}index-body"):
            yield from _rangs(enfant, listes, profondeur + 1)


def _liste(liste: _Element, listes: Any, style: str, niveau: int) -> Iterator[Rang | None]:
    rang = 0
    for element in liste:
        if element.tag not in (f"{T}list-item", f"{T}list-header") or niveau > _PROFONDEUR:
            continue
        rang += element.tag == f"{T}list-item"
        marge = "  " * (niveau - 1)
        if niveau in listes.get(style, {}):
            avant, apres = listes[style][niveau]
            marque = f"{marge}{avant}{rang}{apres} "
        else:
            marque = f"{marge}{'•' if niveau == 1 else 'o'} "
        for enfant in element:
            if enfant.tag == f"{T}list":
                yield from _liste(enfant, listes, enfant.get(f"{T}style-name", style), niveau + 1)
            elif enfant.tag in (f"{T}p", f"{T}h"):
                yield from _paragraphe(enfant, marque)
                marque = ""


def _paragraphe(p: _Element, marque: str) -> Iterator[Rang | None]:
    """The lines of a paragraph after its mark; ``None`` where a page ends in it: its end goes on the next page."""
    for numero, page in enumerate("".join(_textes(p)).split("\f")):
        if numero:
            yield None
        for ligne in page.split("\n"):
            mots = " ".join(ligne.split())
            yield Rang((Segment(f"{marque}{mots}" if mots else ""),))
            marque = "" if mots else marque


def _textes(noeud: _Element) -> Iterator[str]:
    yield noeud.text or ""
    for enfant in noeud:
        if enfant.tag in (f"{T}s", f"{T}tab"):
            yield " "
        elif enfant.tag == f"{T}line-break":
            yield "\n"
        elif enfant.tag == f"{T}soft-page-break":
            yield "\f"
        elif enfant.tag not in _IGNORES:
            yield from _textes(enfant)
        yield enfant.tail or ""


def _tableau(table: _Element, listes: Any, profondeur: int) -> list[list[list[Segment]]]:
    return etendre([
        [
            (
                [Segment(r.texte) for r in _rangs(cellule, listes, profondeur) if r is not None and r.texte.strip()],
                _etendue(cellule, "rows"), _etendue(cellule, "columns"),
            )
            for cellule in ligne if cellule.tag == f"{TB}table-cell"
        ]
        for ligne in table.iter(f"{TB}table-row") if next(ligne.iterancestors(f"{TB}table"), None) is table
    ])  # fmt: skip


def _etendue(cellule: _Element, sens: str) -> int:
    """How many rows or columns a cell covers: one when it does not say, or says too much."""
    dite = cellule.get(f"{TB}number-{sens}-spanned") or ""
    return int(dite) if dite.isascii() and dite.isdigit() and 0 < len(dite) <= 3 else 1
