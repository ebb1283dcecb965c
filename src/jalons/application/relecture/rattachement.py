"""From what the reader gives (labels of parents) to what a review keeps (ranks of parents, pages). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jalons.application.relecture.genres import genre
from jalons.application.relecture.passages import decouper
from jalons.lecture.modele import Element, Page, Source

ILLISIBLES = {0: "�"} | dict.fromkeys(range(0xD800, 0xE000), "�")
"""Characters that no database keeps, each replaced by one: offsets stay true."""


@dataclass(frozen=True, slots=True)
class Rattache:
    """An element of the reading, the rank of its parent in it, the list it belongs to, its page."""

    element: Element
    parent: int | None
    liste: str
    page: int | None


def pages(source: Source) -> list[Page]:
    """The pages of a document, from its first character to its last; a document without pages is cut into sections."""
    if not source.pages:
        return [Page(n, a, b) for n, (a, b) in enumerate(decouper(source.texte), 1)]
    connues = sorted(source.pages, key=lambda p: (p.debut, p.numero))
    fins = [*(p.debut for p in connues[1:]), len(source.texte)]
    debuts = [0, *fins[:-1]]
    return [Page(n, a, max(a, b)) for n, (a, b) in enumerate(zip(debuts, fins, strict=True), 1)]


def propre(texte: str) -> str:
    """The text as a database keeps it, character for character."""
    return texte.translate(ILLISIBLES)


def rattacher(elements: Sequence[Element], decoupe: Sequence[Page]) -> list[Rattache]:
    """Each element with the rank of its parent: the last one so named before it, else the first one after.

    A name that no element bears is the name of a list ("actions phares").
    """
    noms: dict[str, list[int]] = {}
    etiquettes: list[str] = []
    for rang, e in enumerate(elements):
        etiquettes.append(_etiquette(e))
        for nom in _noms(e, etiquettes[rang]):
            noms.setdefault(nom, []).append(rang)
    return [_rattacher(rang, e, noms, elements, decoupe) for rang, e in enumerate(elements)]


def _etiquette(e: Element) -> str:
    """How the reader names this element when it is a parent."""
    numero = e.numero if e.numero is not None else e.texte
    court = f"{genre(e.genre).court or e.genre} {numero}".strip()
    return f"{e.parent} {court}" if e.genre == "action" and e.parent else court


def _noms(e: Element, etiquette: str) -> set[str]:
    return {_plier(n) for n in (etiquette, f"{e.genre} {e.numero}" if e.numero is not None else "", e.texte) if n}


def _rattacher(
    rang: int, e: Element, noms: dict[str, list[int]], elements: Sequence[Element], decoupe: Sequence[Page]
) -> Rattache:
    dit = (e.parent or "").strip()
    candidats = [r for r in noms.get(_plier(dit), []) if r != rang] if dit else []
    permis = genre(e.genre).sous
    candidats = [r for r in candidats if not permis or elements[r].genre in permis] or candidats
    avant = [r for r in candidats if r < rang]
    parent = avant[-1] if avant else candidats[0] if candidats else None
    liste = "" if parent is not None else dit
    return Rattache(e, parent, liste, page_de(e.passage.debut, decoupe))


def page_de(decalage: int, decoupe: Sequence[Page]) -> int | None:
    """The number of the page that holds a character; the last one's when none does."""
    return next((p.numero for p in decoupe if p.debut <= decalage < p.fin), decoupe[-1].numero if decoupe else None)


def _plier(nom: str) -> str:
    return " ".join(nom.casefold().replace("_", " ").split())
