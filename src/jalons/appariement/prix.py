"""A bound that no plan can beat: places that several children want get a price, until nobody would change.

With prices on the free places (Lagrange multipliers of their capacities), each child and each group of siblings chooses
alone, at once; the sum of these choices, less what the places would earn, is never more than the cost of any plan. It
also says of every pair how much worse a plan that holds it must be: pairs that cannot be in a better plan are left
aside with proof, and the solver works on the few that remain. Whole numbers all along: the bound is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from jalons.appariement.fratries import EXCLU, Fratrie, membres_du_bloc
from jalons.appariement.terrain import Entiers

TOURS = 160
"""Rounds of prices at most."""


@dataclass(frozen=True, slots=True)
class Couts:
    """The problem in numbers, in hundredths of a point.

    Attributes:
        paires: by child and place; ``EXCLU`` where a rule excludes. Places of one home stand side by side.
        sans: of each child left without a proposal.
        separation: of each home of a group beyond the first.
        debuts: first place of each home; ``maison``: home of each place.
        groupes: siblings by ranks, two or more; ``obligatoires``: those who go together or not at all.
        fuient: for each group, pairs of its children who may not share a home, as subsets of its ranks.
    """

    paires: Entiers
    sans: Entiers
    separation: int
    capacites: Entiers
    debuts: Entiers
    maison: Entiers
    groupes: tuple[tuple[int, ...], ...]
    obligatoires: tuple[bool, ...]
    fuient: tuple[tuple[int, ...], ...]

    @property
    def places(self) -> Entiers:
        """Room of each home."""
        if not self.debuts.size:
            return np.zeros(0, dtype=np.int64)
        return np.asarray(np.add.reduceat(self.capacites, self.debuts), dtype=np.int64)

    def reduire(self, lieux: Entiers) -> Couts:
        """The same with some places only, in order."""
        _, maison = np.unique(self.maison[lieux], return_inverse=True)
        debuts = np.flatnonzero(np.diff(maison, prepend=-1))
        return Couts(
            self.paires[:, lieux], self.sans, self.separation, self.capacites[lieux], debuts, maison, self.groupes,
            self.obligatoires, self.fuient,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Borne:
    """What prices prove.

    Attributes:
        valeur: no plan costs less.
        exces: by child and place, what a plan that holds this pair costs at least above ``valeur``.
        blocs: the same by group, block of siblings (a subset) and home; ``None`` for a group too large.
    """

    valeur: int
    exces: Entiers
    blocs: tuple[dict[int, Entiers] | None, ...]


def borner(couts: Couts, prix: Entiers) -> Borne:
    """The bound of these prices (whole, not negative), and the excess of each pair."""
    a = couts.paires + prix
    choix = _Choix(couts, a)
    exces = a - choix.seuls[:, None]
    blocs = []
    for membres, fratrie in zip(couts.groupes, choix.fratries, strict=True):
        blocs.append(fratrie.exces_des_blocs())
        for rang, c in enumerate(membres):
            par_maison = fratrie.exces(rang) - fratrie.maisons[rang]
            exces[c] = a[c] + par_maison[couts.maison]
    exces[couts.paires >= EXCLU] = EXCLU
    return Borne(choix.total - int((prix * couts.capacites).sum()), exces, tuple(blocs))


class _Choix:
    """What each group and each single child chooses alone under prices already added to ``a``."""

    def __init__(self, couts: Couts, a: Entiers) -> None:
        self.couts = couts
        self.seuls = np.minimum(a.min(axis=1, initial=EXCLU), couts.sans)
        # the homes are needed for siblings only
        groupes = [c for membres in couts.groupes for c in membres]
        vide = a.shape[1] == 0 or not groupes
        maisons = np.zeros((len(groupes), 0), dtype=np.int64) if vide else np.minimum.reduceat(
            a[groupes], couts.debuts, axis=1
        )  # fmt: skip
        self.fratries, debut = [], 0
        for membres, oblige, fuient in zip(couts.groupes, couts.obligatoires, couts.fuient, strict=True):
            ici = maisons[debut : debut + len(membres)]
            sans = couts.sans[list(membres)]
            self.fratries.append(
                Fratrie(ici, couts.places, sans, couts.separation, oblige=oblige, fuient=fuient)
            )  # fmt: skip
            debut += len(membres)
        self.isoles = np.setdiff1d(np.arange(a.shape[0]), groupes)
        self.total = int(self.seuls[self.isoles].sum()) + sum(f.valeur for f in self.fratries)

    def demandes(self, a: Entiers) -> Entiers:
        """How many children choose each place."""
        couts = self.couts
        meilleurs = a[self.isoles].argmin(axis=1)
        veulent = a[self.isoles, meilleurs] < couts.sans[self.isoles]
        demandes = np.bincount(meilleurs[veulent], minlength=a.shape[1])
        fins = np.append(couts.debuts[1:], a.shape[1])
        for membres, fratrie in zip(couts.groupes, self.fratries, strict=True):
            for bloc, maison in fratrie.coupe:
                debut, fin = int(couts.debuts[maison]), int(fins[maison])
                for c in membres_du_bloc(bloc, membres):
                    demandes[debut + int(a[c, debut:fin].argmin())] += 1
        return demandes


def monter(couts: Couts, depart: Entiers | None = None, vise: float | None = None) -> tuple[Entiers, int]:
    """Prices under which the bound is high, and that bound; ``vise``: the cost of a known plan, if there is one.

    Subgradient: dearer where more children come than there are places, cheaper where fewer do, by steps that shrink.
    """
    prix = np.zeros(couts.paires.shape[1]) if depart is None else depart.astype(np.float64)
    meilleur, valeur = np.rint(prix).astype(np.int64), -(10**18)
    pas, calme = 1.0, 0
    for _ in range(TOURS if prix.size else 0):
        entiers = np.rint(prix).astype(np.int64)
        a = couts.paires + entiers
        choix = _Choix(couts, a)
        ici = choix.total - int((entiers * couts.capacites).sum())
        if ici > valeur:
            meilleur, valeur, calme = entiers, ici, 0
        else:
            calme += 1
            if calme >= 8:
                pas, calme, prix = pas / 2, 0, meilleur.astype(np.float64)
        ecarts: Any = choix.demandes(a) - couts.capacites
        ecarts[(ecarts < 0) & (prix <= 0)] = 0
        norme = float((ecarts**2).sum())
        if norme == 0 or pas < 1e-3:
            break
        but = vise if vise is not None else valeur + 0.02 * abs(valeur) + 1000
        prix = np.maximum(0, prix + pas * max(1.0, but - ici) / norme * ecarts)
    return meilleur, max(valeur, borner(couts, meilleur).valeur) if prix.size else int(couts.sans.sum())
