"""The pen of this corpus: its blocks, its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from jalons.lecture.corpus.redaction import Redaction

Cellule = tuple[str, ...]
"""The paragraphs of a cell."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """One block; ``lignes`` holds the rows of a table, ``entetes`` says whether the first one heads the columns."""

    genre: Literal["titre", "para", "puce", "etiquette", "tableau", "saut"]
    texte: str = ""
    niveau: int = 1
    marque: str = "•"
    lignes: tuple[tuple[Cellule, ...], ...] = ()
    entetes: bool = False


@dataclass(slots=True)
class Plume(Redaction):
    """Writes blocks."""

    MOTS = Path(__file__).parent / "mots.yaml"
    TROP_PROCHE = 84

    blocs: list[Bloc] = field(default_factory=list)

    def titre(self, texte: str, niveau: int = 1) -> None:
        """A heading."""
        self.blocs.append(Bloc("titre", texte, niveau))

    def para(self, *textes: str) -> None:
        """Paragraphs."""
        self.blocs += [Bloc("para", texte) for texte in textes]

    def puces(self, *textes: str, marque: str = "•", niveau: int = 1) -> None:
        """Items of a list."""
        self.blocs += [Bloc("puce", texte, niveau, marque) for texte in textes]

    def etiquette(self, texte: str) -> None:
        """A label alone on its line, in bold where the form has bold."""
        self.blocs.append(Bloc("etiquette", texte))

    def tableau(self, *lignes: tuple[Cellule, ...], entetes: bool = False) -> None:
        """A table."""
        self.blocs.append(Bloc("tableau", lignes=lignes, entetes=entetes))

    def saut(self) -> None:
        """A new page."""
        self.blocs.append(Bloc("saut"))

    def action(self) -> str:
        """The title of an action or of a fiche."""
        return self.neuf("gestes", "choses", "suites")

    def etape(self) -> str:
        """A step."""
        return self.neuf("petits_gestes", "petites_suites")

    def cadrage(self, nombre: int) -> str:
        """A paragraph that promises nothing."""
        return self.propos("cadrages", nombre)
