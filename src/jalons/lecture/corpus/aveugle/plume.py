"""The pen that writes a document and its answer key in the same breath."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jalons.noyau.yaml_simple import charger

Cellule = tuple[str, ...]
"""The paragraphs of a cell."""
_TROP_PROCHE = 84
"""From this similarity on (0 to 100), two texts of a document could be mistaken for one another."""


@cache
def mots() -> dict[str, list[str]]:
    """The vocabulary, by kind."""
    lus: dict[str, list[str]] = charger((Path(__file__).parent / "mots.yaml").read_bytes())
    return lus


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
class Plume:
    """Writes blocks, notes what they say, draws words that no other of the document resembles."""

    alea: random.Random
    type: str = "schema"
    exhaustif: tuple[str, ...] = ()
    blocs: list[Bloc] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)
    _dits: list[str] = field(default_factory=list)

    def noter(self, genre: str, texte: str, **champs: Any) -> str:
        """Put an element in the key; gives its text back, to be written."""
        connus = {nom: valeur for nom, valeur in champs.items() if valeur is not None}
        numero = {"numero": connus.pop("numero")} if "numero" in connus else {}
        self.elements.append({"genre": genre} | numero | {"texte": texte} | connus)
        return texte

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

    def un(self, genre: str) -> str:
        """A word of this kind."""
        return self.alea.choice(mots()[genre])

    def des(self, genre: str, bas: int, haut: int) -> list[str]:
        """From ``bas`` to ``haut`` different ones."""
        return self.alea.sample(mots()[genre], self.alea.randint(bas, haut))

    def neuf(self, *genres: str) -> str:
        """A sentence made of one word of each kind, like no other of the document.

        Raises:
            RuntimeError: the vocabulary has run out.
        """
        from rapidfuzz.fuzz import ratio

        for _ in range(400):
            texte = " ".join(filter(None, (self.un(g) for g in genres)))
            if all(ratio(texte.lower(), dit) < _TROP_PROCHE for dit in self._dits):
                self._dits.append(texte.lower())
                return texte
        raise RuntimeError(f"plus de phrase neuve pour {genres}")

    def action(self) -> str:
        """The title of an action or of a fiche."""
        return self.neuf("gestes", "choses", "suites")

    def etape(self) -> str:
        """A step."""
        return self.neuf("petits_gestes", "petites_suites")

    def cadrage(self, nombre: int) -> str:
        """A paragraph that promises nothing."""
        return " ".join(self.alea.sample(mots()["cadrages"], nombre))
