"""Pieces of text with their place on a page, and the text that they make together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jalons.lecture.modele import Boite, Page, Passage


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters of one line; its box in points from the upper left corner, all zeros when it has none."""

    texte: str
    gauche: float = 0.0
    haut: float = 0.0
    droite: float = 0.0
    bas: float = 0.0

    @property
    def milieu(self) -> float:
        """Where its middle stands, from the top."""
        return (self.haut + self.bas) / 2

    @property
    def hauteur(self) -> float:
        """From its top to its bottom."""
        return self.bas - self.haut


@dataclass(frozen=True, slots=True)
class Rang:
    """One line of the text to be: segments, and what stands between two of them."""

    segments: tuple[Segment, ...]
    separateur: str = "   "

    @property
    def texte(self) -> str:
        """The line.

        >>> Rang((Segment("Pilote"), Segment("Partenaires")), " | ").texte
        'Pilote | Partenaires'
        """
        return self.separateur.join(s.texte for s in self.segments)


VIDE = Rang(())
BARRE = " | "
"""What parts the cells of a row."""


def une_ligne(cellule: Sequence[Segment]) -> Segment:
    """The lines of a cell as one.

    >>> une_ligne([Segment("Pôle"), Segment("enfance")]).texte, une_ligne([]).texte
    ('Pôle enfance', '')
    """
    if len(cellule) == 1:
        return cellule[0]
    if not cellule:
        return Segment("")
    return Segment(
        " ".join(s.texte for s in cellule), min(s.gauche for s in cellule), min(s.haut for s in cellule),
        max(s.droite for s in cellule), max(s.bas for s in cellule),
    )  # fmt: skip


@dataclass(slots=True)
class Composition:
    """A text under construction, whose offsets are known as it grows."""

    morceaux: list[str] = field(default_factory=list)
    longueur: int = 0
    pages: list[Page] = field(default_factory=list)
    boites: list[Boite] = field(default_factory=list)

    def page(self, rangs: Sequence[Rang]) -> None:
        """Add a page, line after line; a form feed parts it from the former one."""
        if self.pages:
            self._ecrire("\f")
        debut, numero = self.longueur, len(self.pages) + 1
        for rang in rangs:
            for place, segment in enumerate(rang.segments):
                if place:
                    self._ecrire(rang.separateur)
                self._boite(segment, numero)
                self._ecrire(segment.texte)
            self._ecrire("\n")
        self.pages.append(Page(numero, debut, self.longueur))

    def texte(self) -> str:
        """Everything so far."""
        return "".join(self.morceaux)

    def _ecrire(self, texte: str) -> None:
        self.morceaux.append(texte)
        self.longueur += len(texte)

    def _boite(self, s: Segment, page: int) -> None:
        if s.droite > s.gauche and s.texte:
            passage = Passage(self.longueur, self.longueur + len(s.texte))
            cadre = (round(x, 1) for x in (s.gauche, s.haut, s.droite, s.bas))
            self.boites.append(Boite(page, passage, *cadre))
