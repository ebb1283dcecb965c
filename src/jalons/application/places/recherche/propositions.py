"""The answer for one child: the places that rules admit, ranked, and for every other one why not. Pure but for reading.

Every place is judged and scored at once; only what a page shows is explained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jalons.appariement.explications import (
    Ligne,
    a_verifier,
    assouplir,
    compte_des_raisons,
    points,
    raisons,
)  # fmt: skip
from jalons.appariement.regles import Verdict
from jalons.appariement.terrain import Terrain
from jalons.appariement.voeux import Note, noter
from jalons.application.places.recherche import masque
from jalons.application.places.recherche.choix import Choix
from jalons.application.places.recherche.lecture import Lu
from jalons.application.places.recherche.poids import en_json


@dataclass(frozen=True, slots=True)
class Proposition:
    """A place that rules admit: its rank from 1, what it costs, wish by wish, and what must be checked."""

    rang: int
    ligne: Any
    points: float
    voeux: tuple[Note, ...]
    a_verifier: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True)
class Ecartee:
    """A place left out, and every reason that its reader may have."""

    ligne: Any
    raisons: tuple[Ligne, ...]


class Recherche:
    """The search for one child of a problem.

    Attributes:
        retenus: ranks of the places admitted, the best first; ``ecartes``: of the others, the fewest reasons first.
        clair: whether the reader may open the compartment of this child's needs.
    """

    def __init__(self, lu: Lu, enfant: int, *, clair: bool, terrain: Terrain | None = None) -> None:
        self.lu, self.clair = lu, clair
        self.terrain = terrain or lu.terrain()
        self.rang = self.terrain.rang_enfant[str(enfant)]
        self.jugement = self.terrain.juger(self.rang)
        self.points = points(self.terrain, self.rang, self.jugement)
        self.retenus: Sequence[int] = list(self.points)
        hors = (self.jugement.verdicts == Verdict.NON_CONFORME).sum(axis=0)
        self.ecartes: Sequence[int] = [int(j) for j in np.argsort(hors, kind="stable") if hors[j]]
        self._actuels = lu.assemble.actuels.get(str(enfant), frozenset())

    def proposition(self, place: int) -> Proposition:
        """One place admitted, by its rank among the places of the problem."""
        lignes = a_verifier(self.terrain, self.jugement, place)
        return Proposition(
            self.retenus.index(place) + 1, self.ligne(place), self.points[place],
            tuple(n for n in noter(self.terrain, self.rang, place, self.jugement) if n.sur),
            masque.masquer_toutes(lignes, clair=self.clair),
        )  # fmt: skip

    def ecartee(self, place: int) -> Ecartee:
        """One place left out, by its rank."""
        actuel = self.terrain.lieux[place].cle in self._actuels
        lignes = raisons(self.terrain, self.jugement, place)
        return Ecartee(self.ligne(place), masque.masquer_toutes(lignes, clair=self.clair, actuel=actuel))

    def ligne(self, place: int) -> Any:
        """The line of the offer of a place."""
        return self.lu.unites[int(self.terrain.lieux[place].cle)]

    def sans_solution(self) -> tuple[str, tuple[str, ...]]:
        """When nothing is admitted: why, and each rule which, relaxed alone, would open places."""
        if self.retenus:
            return "", ()
        seuls = assouplir(self.terrain, self.rang, self.jugement)
        phrase = masque.dire_sans_solution(
            compte_des_raisons(self.jugement), len(self.terrain.lieux), clair=self.clair, seules=[a.code for a in seuls]
        )
        return phrase, masque.assouplissements(seuls, clair=self.clair)

    def phrases(self, unite: int) -> list[str]:
        """What to check before a place of this unit is kept: reasons against it, and what is not known."""
        place = self.terrain.rang_lieu.get(str(unite))
        if place is None:
            return ["Cette unité n'a plus de place ouverte."]
        if place in self.points:
            return [ligne.phrase for ligne in self.proposition(place).a_verifier]
        return [ligne.phrase for ligne in self.ecartee(place).raisons]

    def choix(self, unite: int) -> Choix:
        """What is before the eyes of who would choose this unit."""
        place = self.terrain.rang_lieu.get(str(unite))
        premiere = int(self.terrain.lieux[self.retenus[0]].cle) if self.retenus else None
        admise = place is not None and place in self.points
        return Choix(
            premiere, self.retenus.index(place) + 1 if place is not None and admise else None, len(self.retenus),
            self.points[place] if place is not None and admise else None, en_json(self.lu.poids),
        )  # fmt: skip
