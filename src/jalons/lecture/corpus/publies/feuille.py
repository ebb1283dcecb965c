"""A document being laid out: blocks of marked words (see ``annote``), and how its pages look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from jalons.lecture.corpus import annote
from jalons.lecture.corpus.plan import Tirage

Case = str
"""The words of a cell: one paragraph a line; a line that begins with "• " is an item of a list."""


@dataclass(frozen=True, slots=True)
class Morceau:
    """A block.

    Attributes:
        texte: its marked words.
        niveau: of a heading or of a list, from 1.
        note: a footnote called at its end.
        rangees: of a table, its rows.
        largeurs: of a table, the width of each column against the others.
        entete: of a table, whether its first row heads every page.
        traits: of a table, whether it is ruled.
    """

    genre: Literal["titre", "etiquette", "para", "puce", "tableau", "saut", "sommaire", "pages"]
    texte: str = ""
    niveau: int = 1
    note: str = ""
    rangees: tuple[tuple[Case, ...], ...] = ()
    largeurs: tuple[int, ...] = ()
    entete: bool = False
    traits: bool = True


@dataclass(slots=True)
class Feuille:
    """A document: what it is, what its key tells everything of, its blocks.

    Attributes:
        courant: what heads every page; "" for nothing.
        pied: what stands at the foot: "{n}" and "{total}" are its number and how many there are.
        paysage: whether pages are wider than high.
        colonnes: columns of the pages after the next "pages" block.
    """

    type: str
    exhaustif: str
    t: Tirage
    courant: str = ""
    pied: str = "{n}"
    paysage: bool = False
    blocs: list[Morceau] = field(default_factory=list)

    def titre(self, texte: str, niveau: int = 1) -> None:
        """A heading."""
        self.blocs.append(Morceau("titre", texte, niveau))

    def etiquette(self, texte: str) -> None:
        """A label in bold on its line."""
        self.blocs.append(Morceau("etiquette", texte))

    def para(self, texte: str, *, note: str = "") -> None:
        """A paragraph."""
        self.blocs.append(Morceau("para", texte, note=note))

    def liste(self, textes: Iterable[str], niveau: int = 1) -> None:
        """Bullets."""
        self.blocs += [Morceau("puce", texte, niveau) for texte in textes]

    def tableau(
        self, rangees: Iterable[Sequence[Case]], largeurs: Sequence[int], *, entete: bool = False, traits: bool = True
    ) -> None:
        """A table; a cell of "<" goes on with the one on its left, "^" with the one above."""
        lignes = tuple(tuple(r) for r in rangees)
        self.blocs.append(Morceau("tableau", rangees=lignes, largeurs=tuple(largeurs), entete=entete, traits=traits))

    def sommaire(self) -> None:
        """A table of contents with dots and numbers of pages."""
        self.blocs.append(Morceau("sommaire"))

    def saut(self) -> None:
        """A new page."""
        self.blocs.append(Morceau("saut"))

    def pages(self, colonnes: int) -> None:
        """From here on, pages of that many columns."""
        self.blocs.append(Morceau("pages", niveau=colonnes))

    def corps(self) -> str:
        """The marked words, in the order of reading."""
        lignes: list[str] = []
        for bloc in self.blocs:
            if bloc.genre == "tableau":
                lignes += [" | ".join(c for c in rangee if c not in ("<", "^")) for rangee in bloc.rangees]
            else:
                lignes.append(bloc.texte)
        return "\n".join(lignes)

    def cle(self, nom: str) -> dict[str, Any]:
        """The answer key."""
        return annote.cle_du_corps(f"{nom}.txt", self.type, self.exhaustif, self.corps())


def m(genre: str, texte: str, quoi: object = "") -> str:
    """Words with their mark.

    >>> m("fiche", "Ouvrir un lieu", 2), m("constat", "Les délais s'allongent")
    ('‹fiche 2|Ouvrir un lieu›', "‹constat|Les délais s'allongent›")
    """
    return f"‹{genre}{f' {quoi}' if quoi != '' else ''}|{texte}›"


def ms(genre: str, textes: Iterable[str], quoi: object = "", entre: str = ", ") -> str:
    """Several marked words, parted by ``entre``."""
    return entre.join(m(genre, texte, quoi) for texte in textes)


def puces(genre: str, textes: Iterable[str], quoi: object = "") -> Case:
    """A cell that holds a list."""
    return "\n".join(f"• {m(genre, texte, quoi)}" for texte in textes)


def euros(valeur: int) -> str:
    """An amount in full.

    >>> euros(1250000)
    '1 250 000 €'
    """
    return f"{valeur:,} €".replace(",", " ")


def montant(valeur: int, source: str = "", periode: str = "", ecrit: str = "") -> str:
    """A marked amount; ``ecrit``: how the document writes it."""
    quoi = f"{valeur}{f' @{source}' if source or periode else ''}{f' @{periode}' if periode else ''}"
    return m("montant", ecrit or euros(valeur), quoi)
