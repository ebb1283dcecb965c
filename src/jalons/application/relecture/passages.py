"""The text of a document, page by page: cut where there are no pages, the passage of an element marked. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Morceau:
    """A part of a page; ``marque`` tells whether it is in the passage shown."""

    texte: str
    marque: bool = False


@dataclass(frozen=True, slots=True)
class PageTexte:
    """The text of one page, cut around the passage shown."""

    numero: int
    morceaux: tuple[Morceau, ...] = ()

    @property
    def marquee(self) -> bool:
        """Whether the passage shown is on this page."""
        return any(m.marque for m in self.morceaux)

    @property
    def avant(self) -> str:
        """What stands before the passage shown."""
        return self.morceaux[0].texte if self.morceaux and not self.morceaux[0].marque else ""

    @property
    def precedente(self) -> int | None:
        """The number of the page before; ``None`` for the first."""
        return self.numero - 1 or None

    @property
    def suivante(self) -> int:
        """The number that follows."""
        return self.numero + 1


def surligner(texte: str, page_debut: int, debut: int, fin: int) -> tuple[Morceau, ...]:
    """The text of a page whose first character is ``page_debut`` in the document, the passage marked.

    >>> [m.texte for m in surligner("Le Département agit", 100, 103, 114)]
    ['Le ', 'Département', ' agit']
    """
    a, b = max(0, debut - page_debut), min(len(texte), fin - page_debut)
    if a >= b:
        return (Morceau(texte),)
    coupes = (Morceau(texte[:a]), Morceau(texte[a:b], True), Morceau(texte[b:]))
    return tuple(m for m in coupes if m.texte)


AUTOUR = 70
"""Characters shown around a passage beside its element."""
LONG = 320
"""Most characters of the passage itself that are shown there."""


def extrait(page: PageTexte) -> tuple[Morceau, ...]:
    """The passage of a page with a few words around; empty when the page holds none.

    >>> page = PageTexte(1, surligner("Le Département agit pour tous", 0, 3, 14))
    >>> [m.texte for m in extrait(page)]
    ['Le ', 'Département', ' agit pour tous']
    """
    rang = next((i for i, m in enumerate(page.morceaux) if m.marque), None)
    if rang is None:
        return ()
    passage = page.morceaux[rang].texte
    if len(passage) > LONG:
        return (Morceau(f"{passage[:LONG]}…", True),)
    avant = "".join(m.texte for m in page.morceaux[:rang])
    apres = "".join(m.texte for m in page.morceaux[rang + 1 :])
    coupes = (
        Morceau(avant if len(avant) <= AUTOUR else f"…{avant[-AUTOUR:]}"), Morceau(passage, True),
        Morceau(apres if len(apres) <= AUTOUR else f"{apres[:AUTOUR]}…"),
    )  # fmt: skip
    return tuple(m for m in coupes if m.texte)


def decouper(texte: str, longueur: int = 4000) -> list[tuple[int, int]]:
    """Pages of a document that has none: bounds (end excluded) at ends of paragraphs or lines, else anywhere.

    >>> decouper("abc\\ndef\\n", 5)
    [(0, 4), (4, 8)]
    """
    bornes: list[tuple[int, int]] = []
    debut = 0
    while debut < len(texte):
        fin = min(len(texte), debut + longueur)
        if fin < len(texte):
            paragraphe, ligne = texte.rfind("\n\n", debut + longueur // 2, fin), texte.rfind("\n", debut, fin)
            fin = paragraphe + 2 if paragraphe >= 0 else ligne + 1 if ligne >= 0 else fin
        bornes.append((debut, fin))
        debut = fin
    return bornes
