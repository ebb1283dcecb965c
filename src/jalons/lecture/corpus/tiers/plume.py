"""The pen of this corpus: its blocks, its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from jalons.lecture.corpus.redaction import Redaction


@dataclass(frozen=True, slots=True)
class Case:
    """A cell: its paragraphs, how many columns and rows it covers, whether it is a label."""

    textes: tuple[str, ...]
    colonnes: int = 1
    rangs: int = 1
    gras: bool = False


def c(*textes: str, colonnes: int = 1, rangs: int = 1) -> Case:
    """A cell of text."""
    return Case(textes or ("",), colonnes, rangs)


def g(*textes: str, colonnes: int = 1, rangs: int = 1) -> Case:
    """A cell in bold: a label, or a head of column."""
    return Case(textes, colonnes, rangs, gras=True)


@dataclass(frozen=True, slots=True)
class Bloc:
    """One block.

    Attributes:
        genre: "page" sets what follows on pages of another kind (``texte``: "portrait", "paysage", "colonnes").
        tete: words in bold at the beginning of a paragraph.
        largeurs: shares of the width, one per column of a table.
    """

    genre: Literal["titre", "para", "puce", "etiquette", "tableau", "saut", "page", "note"]
    texte: str = ""
    niveau: int = 1
    marque: str = "•"
    tete: str = ""
    lignes: tuple[tuple[Case, ...], ...] = ()
    largeurs: tuple[int, ...] = ()


@dataclass(slots=True)
class Plume(Redaction):
    """Writes blocks."""

    MOTS = Path(__file__).parent / "mots.yaml"
    TROP_PROCHE = 86

    bandeau: str = ""
    blocs: list[Bloc] = field(default_factory=list)

    def titre(self, texte: str, niveau: int = 1) -> None:
        """A heading."""
        self.blocs.append(Bloc("titre", texte, niveau))

    def para(self, *textes: str, tete: str = "") -> None:
        """Paragraphs; ``tete`` begins each of them in bold."""
        self.blocs += [Bloc("para", texte, tete=tete) for texte in textes]

    def puces(self, textes: Sequence[str], marque: str = "•", niveau: int = 1) -> None:
        """Items of a list."""
        self.blocs += [Bloc("puce", texte, niveau, marque) for texte in textes]

    def etiquette(self, texte: str) -> None:
        """A label alone on its line."""
        self.blocs.append(Bloc("etiquette", texte))

    def note(self, texte: str) -> None:
        """A footnote."""
        self.blocs.append(Bloc("note", texte))

    def tableau(self, *lignes: tuple[Case, ...], largeurs: tuple[int, ...] = ()) -> None:
        """A table."""
        largeurs = largeurs or (1,) * sum(case.colonnes for case in lignes[0])
        self.blocs.append(Bloc("tableau", lignes=lignes, largeurs=largeurs))

    def saut(self) -> None:
        """A new page."""
        self.blocs.append(Bloc("saut"))

    def page(self, sorte: Literal["portrait", "paysage", "colonnes"]) -> None:
        """What follows is on new pages of this kind."""
        self.blocs.append(Bloc("page", sorte))

    def action(self) -> str:
        """The title of an action or of a fiche."""
        return self.neuf("verbes", "objets", "circonstances", "finalites")

    def etape(self) -> str:
        """A step."""
        return self.neuf("verbes_etape", "objets_etape", "suites_etape")

    def constat(self) -> str:
        """A finding: one sentence, or two in a paragraph."""
        dit = self.neuf("sujets_constat", "constats") + "."
        if self.alea.random() < 0.4:
            dit += " " + self.un("constats_impersonnels")
        return dit

    def discours(self, nombre: int) -> str:
        """A paragraph that promises nothing."""
        return self.propos("discours", nombre)
