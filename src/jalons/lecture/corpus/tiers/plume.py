"""The pen that writes the blocks of a document and, in the same breath, its answer key."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jalons.noyau.yaml_simple import charger

_TROP_PROCHE = 86
"""From this similarity on (0 to 100), two texts of a document could be mistaken for one another."""


@cache
def mots() -> dict[str, list[str]]:
    """The vocabulary, by kind."""
    lus: dict[str, list[str]] = charger((Path(__file__).parent / "mots.yaml").read_bytes())
    return lus


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
class Plume:
    """Writes blocks, notes what they say, draws words that no other of the document resembles."""

    alea: random.Random
    type: str = "schema"
    exhaustif: tuple[str, ...] = ()
    bandeau: str = ""
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

        for _ in range(600):
            texte = " ".join(filter(None, (self.un(genre) for genre in genres)))
            if all(ratio(texte.lower(), dit) < _TROP_PROCHE for dit in self._dits):
                self._dits.append(texte.lower())
                return texte
        raise RuntimeError(f"plus de phrase neuve pour {genres}")

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
        return " ".join(self.alea.sample(mots()["discours"], nombre))
