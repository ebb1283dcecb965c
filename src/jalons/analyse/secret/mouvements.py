"""Smallest changes that no total shows: products, over the dimensions, of "one category more, another less".

In a two-way table, the four corners of a rectangle; in general, one pair of categories per dimension (or a category
and everything above it), multiplied. Every such change keeps every addition, in linked tables too: cells that no table
shows cost nothing. Finding the cheapest one that crosses a cell is a search over arrays, with no solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from jalons.analyse.secret.bornes import Reels
from jalons.analyse.secret.hierarchies import Hierarchie
from jalons.analyse.secret.systeme import Booleens, Entiers, Systeme
from jalons.analyse.secret.tableaux import Plan

CANDIDATS = 4000
"""Changes looked at for one cell: beyond, the longest are left out."""
_LOIN = np.int64(10**9)
_PLACES = 20_000_000
"""Places of the grid beyond which it is not built: the general program finds the changes instead."""


@dataclass(frozen=True)
class Mouvement:
    """A change: cells and signs, by how much it may be made upwards and downwards seen from its first cell."""

    cellules: Entiers
    signes: Entiers
    monte: int
    descend: int
    cout: float


class Treillis:
    """The grid of every dimension of every table, and the elementary changes of each dimension."""

    def __init__(self, systeme: Systeme, plans: Sequence[Plan], hierarchies: Mapping[str, Hierarchie]) -> None:
        self.systeme = systeme
        noms = sorted({d for p in plans for d in p.dimensions})
        noeuds = {d: hierarchies[d].noeuds(_codes(plans, d)) for d in noms}
        self.formes = tuple(len(noeuds[d]) for d in noms)
        self.pas = np.array([int(np.prod(self.formes[j + 1 :], dtype=np.int64)) for j in range(len(noms))], np.int64)
        rangs = [{c: i for i, c in enumerate(noeuds[d])} for d in noms]
        self.places = np.full((systeme.nombre, len(noms)), 0, np.int64)
        for i, cle in enumerate(systeme.cles):
            for dimension, code in cle:
                j = noms.index(dimension)
                self.places[i, j] = rangs[j][code]
        self.grille = np.full(int(np.prod(self.formes, dtype=np.int64)), -1, np.int64)
        self.grille[self.places @ self.pas] = np.arange(systeme.nombre)
        self.circuits = [_circuits(hierarchies[d], noeuds[d]) for d in noms]

    def avec(self, systeme: Systeme) -> Treillis:
        """The same grid for another knowledge of the same cells."""
        autre = copy(self)
        autre.systeme = systeme
        return autre

    @classmethod
    def si_possible(
        cls, systeme: Systeme, plans: Sequence[Plan], hierarchies: Mapping[str, Hierarchie]
    ) -> Treillis | None:
        """The grid, unless it is too large to be held."""
        taille = 1
        for dimension in sorted({d for p in plans for d in p.dimensions}):
            taille *= len(hierarchies[dimension].noeuds(_codes(plans, dimension)))
        return cls(systeme, plans, hierarchies) if taille <= _PLACES else None

    def candidats(self, cellule: int) -> tuple[Entiers, Entiers]:
        """Cells (-1: shown nowhere) and signs (0: nothing) of the changes that cross ``cellule``, one a row."""
        place = np.full((1, 1), int(self.places[cellule] @ self.pas), np.int64)
        signe = np.ones((1, 1), np.int64)
        garde = _garder([len(c[p][0]) for c, p in zip(self.circuits, self.places[cellule], strict=True)])
        for j, ici in enumerate(self.places[cellule]):
            rangs, signes = (x[: garde[j]] for x in self.circuits[j][int(ici)])
            pas = (rangs - ici) * self.pas[j]
            place = (place[:, None, :, None] + pas[None, :, None, :]).reshape(len(place) * len(rangs), -1)
            signe = (signe[:, None, :, None] * signes[None, :, None, :]).reshape(len(signe) * len(rangs), -1)
        return np.where(signe != 0, self.grille[place], -1), signe

    def meilleur(self, cellule: int, caches: Booleens, couts: Reels) -> Mouvement | None:
        """The cheapest change that leaves enough doubt on ``cellule``; ``None``: there is none of this kind.

        Args:
            couts: cost of hiding each cell, infinite where it may not be; last, that of cells shown nowhere.
        """
        systeme = self.systeme
        cellules, signes = self.candidats(cellule)
        marges = np.append(systeme.valeurs - systeme.planchers, _LOIN)[cellules]
        monte = np.where(signes < 0, marges, _LOIN).min(axis=1)
        descend = np.where(signes > 0, marges, _LOIN).min(axis=1)
        assez = (monte + descend >= systeme.largeurs[cellule]) & (np.minimum(monte, descend) >= systeme.ecarts[cellule])
        prix = np.where(caches_etendus(caches)[cellules], 0.0, couts[cellules]).sum(axis=1)
        prix[~assez] = np.inf
        choix = int(prix.argmin())
        if not np.isfinite(prix[choix]):
            return None
        utiles = cellules[choix] >= 0
        return Mouvement(
            cellules[choix][utiles], signes[choix][utiles], int(monte[choix]), int(descend[choix]), float(prix[choix])
        )


def caches_etendus(caches: Booleens) -> Booleens:
    """With one more place, last, for cells shown nowhere."""
    return np.append(caches, True)


def _codes(plans: Sequence[Plan], dimension: str) -> set[str]:
    return {c for p in plans for d, n in zip(p.dimensions, p.noeuds, strict=True) if d == dimension for c in n}


def _garder(nombres: list[int]) -> list[int]:
    """How many circuits of each dimension to combine so that the product stays within ``CANDIDATS``."""
    garde = list(nombres)
    while np.prod(garde, dtype=np.int64) > CANDIDATS:
        garde[int(np.argmax(garde))] -= max(1, max(garde) // 10)
    return garde


def _circuits(arbre: Hierarchie, noeuds: Sequence[str]) -> list[tuple[Entiers, Entiers]]:
    """For each code: the changes of this dimension alone that cross it, the shortest first, as (ranks, signs)."""
    rang = {c: i for i, c in enumerate(noeuds)}
    dessous = arbre.enfants(noeuds)
    chemins = {f: (f, *arbre.ancetres(f)) for f in noeuds if f not in dessous}
    passent: list[list[dict[int, int]]] = [[] for _ in noeuds]
    feuilles = list(chemins)
    for i, une in enumerate(feuilles):
        seule = {rang[c]: 1 for c in chemins[une]}
        echanges = [_echange(chemins[une], chemins[autre], rang) for autre in feuilles[i + 1 :]]
        for circuit in (seule, *echanges):
            for code in circuit:
                passent[code].append(circuit)
    return [_tableau(code, siens) for code, siens in enumerate(passent)]


def _echange(une: tuple[str, ...], autre: tuple[str, ...], rang: Mapping[str, int]) -> dict[int, int]:
    communs = set(une) & set(autre)
    return {rang[c]: 1 for c in une if c not in communs} | {rang[c]: -1 for c in autre if c not in communs}


def _tableau(code: int, circuits: list[dict[int, int]], gardes: int = 200) -> tuple[Entiers, Entiers]:
    circuits = sorted(circuits, key=len)[:gardes]
    large = max(map(len, circuits), default=0)
    rangs, signes = np.full((len(circuits), large), code, np.int64), np.zeros((len(circuits), large), np.int64)
    for i, circuit in enumerate(circuits):
        rangs[i, : len(circuit)] = list(circuit)
        signes[i, : len(circuit)] = np.array(list(circuit.values())) * circuit[code]
    return rangs, signes
