"""What the corpora that judge the reader share: a pen that writes a document and its answer key in the same breath, and
what a schéma says before any layout. Each corpus has its own words, its own blocks and its own layouts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from jalons.noyau.yaml_simple import charger

SCHEMA = ("engagement", "sous_theme", "fiche", "pilote", "partenaire", "action", "point", "resultat_attendu")
Numero = str | int | None
_ESSAIS = 600


@cache
def _mots(fichier: Path) -> dict[str, list[str]]:
    lus: dict[str, list[str]] = charger(fichier.read_bytes())
    return lus


@dataclass(slots=True)
class Redaction:
    """Notes what a document says, draws words that no other of the document resembles.

    Attributes:
        MOTS: the file of the vocabulary, by kind.
        TROP_PROCHE: from this similarity on (0 to 100), two texts of a document could be mistaken for one another.
    """

    MOTS: ClassVar[Path]
    TROP_PROCHE: ClassVar[int]

    alea: random.Random
    type: str = "schema"
    exhaustif: tuple[str, ...] = ()
    elements: list[dict[str, Any]] = field(default_factory=list)
    _dits: list[str] = field(default_factory=list)

    @property
    def mots(self) -> dict[str, list[str]]:
        """The vocabulary, by kind."""
        return _mots(self.MOTS)

    def noter(self, genre: str, texte: str, **champs: Any) -> str:
        """Put an element in the key; gives its text back, to be written."""
        connus = {nom: valeur for nom, valeur in champs.items() if valeur is not None}
        numero = {"numero": connus.pop("numero")} if "numero" in connus else {}
        self.elements.append({"genre": genre} | numero | {"texte": texte} | connus)
        return texte

    def un(self, genre: str) -> str:
        """A word of this kind."""
        return self.alea.choice(self.mots[genre])

    def des(self, genre: str, bas: int, haut: int) -> list[str]:
        """From ``bas`` to ``haut`` different ones."""
        return self.alea.sample(self.mots[genre], self.alea.randint(bas, haut))

    def propos(self, genre: str, nombre: int) -> str:
        """A paragraph of so many sentences of this kind, which promises nothing."""
        return " ".join(self.alea.sample(self.mots[genre], nombre))

    def neuf(self, *genres: str) -> str:
        """A sentence made of one word of each kind, like no other of the document.

        Raises:
            RuntimeError: the vocabulary has run out.
        """
        from rapidfuzz.fuzz import ratio

        for _ in range(_ESSAIS):
            texte = " ".join(filter(None, (self.un(genre) for genre in genres)))
            if all(ratio(texte.lower(), dit) < self.TROP_PROCHE for dit in self._dits):
                self._dits.append(texte.lower())
                return texte
        raise RuntimeError(f"plus de phrase neuve pour {genres}")


@dataclass(slots=True)
class Fiche:
    """A fiche; ``actions`` are titles with their steps; an empty list is a field that the document leaves empty."""

    titre: str
    pilotes: list[str]
    partenaires: list[str]
    constats: list[str]
    actions: list[tuple[str, list[str]]]
    resultats: list[str]
    indicateurs: list[str]
    annee: int


@dataclass(slots=True)
class Partie:
    """A part of the schéma: aims, each with its fiches."""

    titre: str
    buts: list[tuple[str, list[Fiche]]]

    @property
    def fiches(self) -> list[Fiche]:
        """All of them."""
        return [f for _, fiches in self.buts for f in fiches]


def numeroter(parties: list[Partie]) -> Iterator[tuple[int, int, int, int, Partie, Fiche]]:
    """Each fiche with the ranks of its part, of its aim, of itself in its aim and in the document."""
    rang = 0
    for a, partie in enumerate(parties, 1):
        for b, (_, fiches) in enumerate(partie.buts, 1):
            for n, une in enumerate(fiches, 1):
                rang += 1
                yield a, b, n, rang, partie, une


def sans_numero(_: int) -> None:
    """Actions that bear no number."""


def par_rang(rang: int) -> int:
    """Actions that bear their rank."""
    return rang


def sous(prefixe: str) -> Callable[[int], Numero]:
    """Actions that bear the number of their fiche, a point, and their rank."""
    return lambda n: f"{prefixe}.{n}"


def noter_fiche(
    p: Redaction, f: Fiche, numero: Numero, rang: int, actions: Callable[[int], Numero] = sans_numero
) -> None:
    """The key of a fiche printed with ``numero``, of rank ``rang``; ``actions``: the number printed on the nth one."""
    ici = f"fiche {rang if numero is None else numero}"
    p.noter("fiche", f.titre, numero=numero)
    for genre, textes in (("pilote", f.pilotes), ("partenaire", f.partenaires), ("constat", f.constats)):
        for texte in textes:
            p.noter(genre, texte, parent=ici)
    for n, (titre, etapes) in enumerate(f.actions, 1):
        imprime = actions(n)
        p.noter("action", titre, numero=imprime, parent=ici)
        for etape in etapes:
            p.noter("point", etape, parent=f"{ici} action {n if imprime is None else imprime}")
    for genre, textes in (("resultat_attendu", f.resultats), ("indicateur", f.indicateurs)):
        for texte in textes:
            p.noter(genre, texte, parent=ici)


def noter_partie(p: Redaction, partie: Partie, numero: Numero, rang: int, *, buts: bool = True) -> None:
    """The key of a part printed with ``numero``, and of its aims unless the layout leaves them out."""
    p.noter("engagement", partie.titre, numero=numero)
    for but, _ in partie.buts if buts else ():
        p.noter("sous_theme", but, parent=f"engagement {rang if numero is None else numero}")
