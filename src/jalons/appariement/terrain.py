"""A problem made ready for many questions: places in order, rules over all places at once, distances.

Rules are called once for each distinct reading of a place (two hundred for six thousand places), by the very functions
that explain a single pair: a quick answer and its explanation cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from jalons.appariement.geographie import Carte, Mode, Modes, Reels
from jalons.appariement.poids import Poids
from jalons.appariement.probleme import Enfant, Lieu, Position, Probleme
from jalons.appariement.regles import REGLES, Constat, Contexte, Regle, Verdict
from jalons.noyau.dates import texte_du_jour

Entiers = npt.NDArray[np.int64]
Verdicts = npt.NDArray[np.int8]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Classes:
    """Places gathered by what one rule reads of them: the class of each, and one place of each class."""

    de: Entiers
    exemples: tuple[Lieu, ...]


@dataclass(frozen=True, slots=True)
class Reponse:
    """What one rule answers, for one child, to every place: a finding by class of place, and the verdicts in order."""

    classes: Classes
    constats: tuple[Constat, ...]
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class Jugement:
    """What rules answer for one child and every place; ``verdicts`` by rule and place."""

    reponses: tuple[Reponse, ...]
    verdicts: Verdicts

    def constat(self, regle: int, lieu: int) -> Constat:
        """The answer of one rule for one place, by their ranks."""
        reponse = self.reponses[regle]
        return reponse.constats[int(reponse.classes.de[lieu])]


class Terrain:
    """A problem in columns. Places are in the order of their homes: those of one home stand side by side.

    Attributes:
        maison: rank of the home of each place; ``debuts``: first place of each home.
        capacites: children whom each place may receive in all: free places, within the number authorised if known.
    """

    def __init__(self, probleme: Probleme, poids: Poids, gardes: dict[str, Any] | None = None) -> None:
        """Make a problem ready.

        Args:
            gardes: what another problem over the same places has already drawn from them; it is added to.
        """
        self.probleme, self.poids = probleme, poids
        self.contexte = Contexte.de(probleme)
        self.enfants: Sequence[Enfant] = probleme.enfants
        maisons = {m: i for i, m in enumerate(dict.fromkeys(lieu.cle_maison for lieu in probleme.lieux))}
        self.lieux: Sequence[Lieu] = sorted(probleme.lieux, key=lambda lieu: maisons[lieu.cle_maison])
        self.rang_enfant = {e.cle: i for i, e in enumerate(self.enfants)}
        self.rang_lieu = {lieu.cle: j for j, lieu in enumerate(self.lieux)}
        self.maison = np.array([maisons[lieu.cle_maison] for lieu in self.lieux], dtype=np.int64)
        self.debuts = np.flatnonzero(np.diff(self.maison, prepend=-1))
        self.capacites = np.array([capacite(lieu) for lieu in self.lieux], dtype=np.int64)
        self.fratries = [tuple(self.rang_enfant[e] for e in f.enfants) for f in probleme.fratries]
        self.precedent = {
            self.rang_enfant[a.enfant]: a.lieu for a in probleme.precedent if a.enfant in self.rang_enfant
        }
        self._reponses: dict[tuple[str, tuple[Any, ...]], Reponse] = {}
        self._carte: Carte | None = None
        self._distances: dict[Position, tuple[Reels, Modes]] = {}
        self._gardes = {} if gardes is None else gardes

    def juger(self, enfant: int) -> Jugement:
        """Every rule for one child and every place."""
        reponses = tuple(self._repondre(regle, self.enfants[enfant]) for regle in REGLES)
        return Jugement(reponses, np.array([r.verdicts for r in reponses]).reshape(len(REGLES), len(self.lieux)))

    def _repondre(self, regle: Regle, enfant: Enfant) -> Reponse:
        """The answers of one rule, kept for the children of whom it reads the same."""
        lu = regle.lecture_enfant(self.contexte, enfant)
        cle = (regle.code, lu)
        if cle not in self._reponses:
            classes = self._classes_de(regle, bool(lu))
            constats = tuple(regle.juger(self.contexte, enfant, exemple) for exemple in classes.exemples)
            verdicts = np.array([self.verdict(regle.code, c) for c in constats], dtype=np.int8)[classes.de]
            self._reponses[cle] = Reponse(classes, constats, verdicts)
        return self._reponses[cle]

    def _classes_de(self, regle: Regle, exclut: bool) -> Classes:
        """Places as the rule reads them; all in one class when the child has nothing for it to exclude."""
        if regle.exclusion and not exclut:
            return self.garder("classe unique", lambda: classer(self.lieux, lambda _: ()))
        return self.garder(f"classes {regle.code}", lambda: classer(self.lieux, regle.lecture))

    def verdict(self, code: str, constat: Constat) -> Verdict:
        """What a rule's answer comes to: to be checked is not conform where the weights say that silence excludes."""
        if constat.verdict is Verdict.A_VERIFIER and code in self.poids.inconnu_exclut:
            return Verdict.NON_CONFORME
        return constat.verdict

    def distances(self, depuis: Position) -> tuple[Reels, Modes]:
        """Kilometres from a point to every place, and how each is known."""
        if depuis not in self._distances:
            self._distances[depuis] = self.carte.vers(depuis)
        return self._distances[depuis]

    def dire_distance(self, depuis: Position, lieu: int) -> str:
        """The distance from a point to one place, in words that say how it is known."""
        km, modes = self.distances(depuis)
        return self.carte.dire(depuis, lieu, float(km[lieu]), Mode(modes[lieu]))

    @property
    def carte(self) -> Carte:
        """Distances to the places, made at the first question."""
        if self._carte is None:
            p, lu = self.poids, self.probleme
            conventions = {
                Mode.MEME_COMMUNE: float(p.meme_commune_km), Mode.MEME_EPCI: float(p.meme_epci_km),
                Mode.MEME_DEPARTEMENT: float(p.meme_departement_km),
                Mode.AUTRE_DEPARTEMENT: float(p.autre_departement_km), Mode.INCONNUE: float(p.distance_inconnue_km),
            }  # fmt: skip
            positions = [lieu.position for lieu in self.lieux]
            dates = tuple("" if d is None else texte_du_jour(d.debut) for d in (lu.communes_du, lu.trajets_du))
            self._carte = Carte(
                positions, lu.communes, lu.trajets, conventions, float(p.km_par_minute), (dates[0], dates[1])
            )
        return self._carte

    def garder(self, nom: str, fabrique: Callable[[], T]) -> T:
        """What ``fabrique`` draws from the places alone, made once for them."""
        if nom not in self._gardes:
            self._gardes[nom] = fabrique()
        return cast(T, self._gardes[nom])


def capacite(lieu: Lieu) -> int:
    """Children whom the place may receive in all: its free places, within the number authorised when it is known."""
    if lieu.places_autorisees is None or lieu.accueillis is None:
        return lieu.libres
    return max(0, min(lieu.libres, lieu.places_autorisees - lieu.accueillis))


def classer(lieux: Sequence[Lieu], lire: Any) -> Classes:
    """Places gathered by ``lire(lieu)``, in the order in which each reading first comes."""
    rangs: dict[Any, int] = {}
    exemples: list[Lieu] = []
    de = np.empty(len(lieux), dtype=np.int64)
    for j, lieu in enumerate(lieux):
        lu = lire(lieu)
        rang = rangs.get(lu)
        if rang is None:
            rang = rangs[lu] = len(exemples)
            exemples.append(lieu)
        de[j] = rang
    return Classes(de, tuple(exemples))
