"""Word documents: paragraphs, numbers and bullets that Word computes, tables, page breaks. Deleted text is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jalons.lecture.entrees import xml
from jalons.lecture.entrees.docx_numeros import Numerotation
from jalons.lecture.entrees.limites import refus, verifier_texte
from jalons.lecture.entrees.segments import Composition, Rang, Segment
from jalons.lecture.entrees.tableaux import en_rangs
from jalons.lecture.modele import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_IGNORES = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}footnoteReference", f"{W}pPr", f"{W}rPr",
                      "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})  # fmt: skip
_PROFONDEUR = 12
_PUCE = re.compile(r"\s*(?:[•●▪■◦○➢►✓❖\uf0b7\uf0a7\uf0d8·*–—-]|o)\s")
_COURT = 60
"""Most characters of a heading or a label, after which a list begins anew."""


def lire(contenu: bytes, nom: str) -> Source:
    """The document; its pages are those of the last time Word has laid it out, when it kept them.

    Raises:
        EntreeRefusee: damaged, encrypted, bomb.
    """
    principal = xml.partie(contenu, "word/document.xml", nom)
    corps = None if principal is None else xml.arbre(principal, nom).find(f"{W}body")
    if corps is None:
        raise refus(nom, "Le document Word n'a pas de texte principal : reprenez-le depuis l'original.", "corps absent")
    parties = {p: xml.partie(contenu, f"word/{p}.xml", nom) for p in ("numbering", "styles")}
    arbres = {p: None if brut is None else xml.arbre(brut, nom) for p, brut in parties.items()}
    numeros = Numerotation(arbres["numbering"], arbres["styles"])
    pages: list[list[Rang]] = [[]]
    for rang in _rangs(corps, numeros, 0):
        if rang is None:
            pages.append([])
        else:
            pages[-1].append(rang)
    composition = Composition()
    for page in pages:
        composition.page(page)
        verifier_texte(composition.longueur, nom)
    return Source(nom, "docx", composition.texte(), tuple(composition.pages) if len(pages) > 1 else ())


def _rangs(parent: _Element, numeros: Numerotation, profondeur: int) -> Iterator[Rang | None]:
    """The lines of a body or a cell; ``None`` where a page ends."""
    for enfant in parent:
        if enfant.tag == f"{W}p":
            yield from _paragraphe(enfant, numeros)
        elif enfant.tag == f"{W}tbl" and profondeur < _PROFONDEUR:
            yield from en_rangs(_tableau(enfant, numeros, profondeur + 1))
        elif enfant.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            yield from _rangs(enfant, numeros, profondeur)


def _paragraphe(p: _Element, numeros: Numerotation) -> Iterator[Rang | None]:
    """The lines of a paragraph; what a frame holds comes before it."""
    for cadre in p.iter(f"{W}txbxContent"):
        if not any(a.tag in _IGNORES for a in cadre.iterancestors()):
            yield from _rangs(cadre, numeros, _PROFONDEUR)
    marque = numeros.marque(p)
    texte = "".join(_textes(p))
    if not marque and _PUCE.match(texte):
        marque = "  " * numeros.profondeur(p)
    elif not marque and 0 < len(texte.strip()) <= _COURT and not texte.rstrip().endswith("."):
        numeros.nouvelle_liste()
    avant, saut, apres = texte.partition("\f")
    if saut and not avant.strip():
        yield None
        texte, saut = apres, ""
    texte = texte.replace("\f", "\n") if not saut else texte
    for morceau in texte.split("\f"):
        lignes = [" ".join(x.split()) for x in morceau.split("\n")]
        for rang, ligne in enumerate(lignes):
            yield Rang((Segment(f"{marque}{ligne}" if rang == 0 and ligne else ligne),))
        marque = ""
        if saut:
            yield None
            saut = ""


def _textes(noeud: _Element) -> Iterator[str]:
    for enfant in noeud:
        if enfant.tag in _IGNORES or enfant.tag == f"{W}txbxContent":
            continue
        if enfant.tag == f"{W}t":
            yield enfant.text or ""
        elif enfant.tag == f"{W}tab":
            yield " "
        elif enfant.tag == f"{W}br":
            yield "\f" if enfant.get(f"{W}type") == "page" else "\n"
        elif enfant.tag == f"{W}lastRenderedPageBreak":
            yield "\f"
        elif enfant.tag == f"{W}noBreakHyphen":
            yield "-"
        elif enfant.tag == f"{W}sym":
            yield "•"
        else:
            yield from _textes(enfant)


def _tableau(table: _Element, numeros: Numerotation, profondeur: int) -> list[list[list[Segment]]]:
    lignes = []
    for ligne in table.iter(f"{W}tr"):
        if next(ligne.iterancestors(f"{W}tbl"), None) is not table:
            continue
        cellules: list[Any] = [_cellule(c, numeros, profondeur) for c in ligne.iter(f"{W}tc") if _de(c, ligne)]
        lignes.append(cellules)
    return lignes


def _de(cellule: _Element, ligne: _Element) -> bool:
    return next(cellule.iterancestors(f"{W}tr"), None) is ligne


def _cellule(cellule: _Element, numeros: Numerotation, profondeur: int) -> list[Segment]:
    rangs = (r for r in _rangs(cellule, numeros, profondeur) if r is not None)
    return [Segment(r.texte) for r in rangs if r.texte.strip()]
