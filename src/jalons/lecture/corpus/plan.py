"""What a synthetic document says, before any layout."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jalons.noyau.yaml_simple import charger


@cache
def mots() -> dict[str, list[str]]:
    """The vocabulary, by kind of word."""
    lus: dict[str, list[str]] = charger((Path(__file__).parent / "vocabulaire.yaml").read_bytes())
    return lus


@dataclass(slots=True)
class Point:
    """A step of an action; ``niveau`` 1, or 2 under the former one."""

    texte: str
    niveau: int = 1


@dataclass(slots=True)
class Action:
    """An action of a fiche, with its steps."""

    titre: str
    points: list[Point] = field(default_factory=list)


@dataclass(slots=True)
class Fiche:
    """A fiche action: who leads, who helps, why, what, what for."""

    titre: str
    pilotes: list[str]
    partenaires: list[str]
    constats: list[str]
    actions: list[Action]
    resultats: list[str]


@dataclass(slots=True)
class Engagement:
    """A part of a schéma: its title, its sub-themes, its fiches."""

    titre: str
    sous_themes: list[str]
    fiches: list[Fiche]


@dataclass(slots=True)
class Priorite:
    """A priority of the former schéma and its actions."""

    titre: str
    actions: list[str]


@dataclass(slots=True)
class Orientation:
    """A part of the bilan of the former schéma."""

    titre: str
    priorites: list[Priorite]


@dataclass(slots=True)
class Schema:
    """A whole schéma."""

    departement: str
    debut: int
    fin: int
    adoption: str
    engagements: list[Engagement]
    bilan: list[Orientation]

    @property
    def fiches(self) -> list[Fiche]:
        """All the fiches, in order."""
        return [f for e in self.engagements for f in e.fiches]


class Tirage:
    """Draws sentences from the vocabulary; one is never drawn twice, nor one that looks like it."""

    def __init__(self, graine: int) -> None:
        self.alea = random.Random(graine)  # noqa: S311 - a document to try the reader, no secret
        self._vus: set[tuple[str, ...]] = set()

    def un(self, genre: str) -> str:
        """One word or sentence of this kind."""
        return self.alea.choice(mots()[genre])

    def plusieurs(self, genre: str, bas: int, haut: int) -> list[str]:
        """From ``bas`` to ``haut`` different ones (both included)."""
        return self.alea.sample(mots()[genre], self.alea.randint(bas, haut))

    def phrase(self, *genres: str) -> str:
        """A sentence that joins one word of each kind; no two sentences of a document share their first two words."""
        choix = tuple(self.un(g) for g in genres)
        while choix[:2] in self._vus:
            choix = tuple(self.un(g) for g in genres)
        self._vus.add(choix[:2])
        return " ".join(choix)

    def titre(self) -> str:
        """The title of an engagement, a fiche or an action."""
        return self.phrase("verbes", "objets", "complements")


def tirer_schema(graine: int, *, fiches: int = 6, avec_points: bool = True, avec_bilan: bool = False) -> Schema:
    """A schéma of about ``fiches`` fiches, always the same for a seed."""
    t = Tirage(graine)
    debut = t.alea.randint(2018, 2025)
    nombre = t.alea.randint(2, 4)
    engagements = [
        Engagement(
            t.titre(), [t.titre() for _ in range(t.alea.randint(2, 4))],
            [_fiche(t, avec_points=avec_points) for _ in range(max(1, fiches // nombre + (rang < fiches % nombre)))],
        )
        for rang in range(nombre)
    ]  # fmt: skip
    bilan = [_orientation(t) for _ in range(t.alea.randint(2, 3))] if avec_bilan else []
    adoption = f"{debut - 1}-{t.alea.randint(9, 12):02d}-{t.alea.randint(1, 28):02d}"
    return Schema(t.un("departements"), debut, debut + 4, adoption, engagements, bilan)


def _fiche(t: Tirage, *, avec_points: bool) -> Fiche:
    actions = []
    for _ in range(t.alea.randint(2, 4)):
        points: list[Point] = []
        for _ in range(t.alea.randint(1, 4) if avec_points else 0):
            points.append(Point(t.phrase("etapes", "annexes")))
            if t.alea.random() < 0.25:
                points.append(Point(t.phrase("etapes", "annexes"), niveau=2))
        actions.append(Action(t.titre(), points))
    return Fiche(
        t.titre(), t.plusieurs("pilotes", 1, 2), t.plusieurs("partenaires", 2, 6), t.plusieurs("constats", 1, 3),
        actions, t.plusieurs("resultats", 2, 4),
    )  # fmt: skip


def _orientation(t: Tirage) -> Orientation:
    def priorite() -> Priorite:
        return Priorite(t.titre(), [t.phrase("etapes", "annexes") for _ in range(t.alea.randint(2, 5))])

    return Orientation(t.titre(), [priorite() for _ in range(t.alea.randint(2, 3))])
