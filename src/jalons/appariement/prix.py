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

from jalons.appariement.terrain import Entiers

EXCLU = 10**11
"""Stands for the cost of a pair that a rule excludes: above the sum of everything else."""

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
    """

    paires: Entiers
    sans: Entiers
    separation: int
    capacites: Entiers
    debuts: Entiers
    maison: Entiers
    groupes: tuple[tuple[int, ...], ...]
    obligatoires: tuple[bool, ...]

    def reduire(self, lieux: Entiers) -> Couts:
        """The same with some places only, in order."""
        _, maison = np.unique(self.maison[lieux], return_inverse=True)
        debuts = np.flatnonzero(np.diff(maison, prepend=-1))
        return Couts(
            self.paires[:, lieux], self.sans, self.separation, self.capacites[lieux], debuts, maison, self.groupes,
            self.obligatoires,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Borne:
    """What prices prove.

    Attributes:
        valeur: no plan costs less.
        exces: by child and place, what a plan that holds this pair costs at least above ``valeur``.
    """

    valeur: int
    exces: Entiers


def borner(couts: Couts, prix: Entiers) -> Borne:
    """The bound of these prices (whole, not negative), and the excess of each pair."""
    a = couts.paires + prix
    exces = a - np.minimum(a.min(axis=1, initial=EXCLU), couts.sans)[:, None]
    choix = _Choix(couts, a)
    for g, membres in enumerate(couts.groupes):
        for c in membres:
            exces[c] = choix.force(g, c, a) - choix.valeurs[g]
    exces[couts.paires >= EXCLU] = EXCLU
    return Borne(choix.total - int((prix * couts.capacites).sum()), exces)


class _Choix:
    """What each group and each single child chooses alone under prices already added to ``a``."""

    def __init__(self, couts: Couts, a: Entiers) -> None:
        self.couts = couts
        vide = a.shape[1] == 0
        self.maisons = np.full((a.shape[0], 1), EXCLU) if vide else np.minimum.reduceat(a, couts.debuts, axis=1)
        self.ou_sans = np.minimum(self.maisons, couts.sans[:, None])
        self.seuls = self.ou_sans.min(axis=1)
        self.ensemble: list[Entiers] = []
        self.valeurs: list[int] = []
        for membres, oblige in zip(couts.groupes, couts.obligatoires, strict=True):
            g = list(membres)
            ensemble = (self.maisons if oblige else self.ou_sans)[g].sum(axis=0)
            autre = couts.sans[g].sum() if oblige else self.seuls[g].sum() + couts.separation
            self.ensemble.append(ensemble)
            self.valeurs.append(int(min(ensemble.min(), autre)))
        groupes = [c for membres in couts.groupes for c in membres]
        self.isoles = np.setdiff1d(np.arange(a.shape[0]), groupes)
        self.total = int(self.seuls[self.isoles].sum()) + sum(self.valeurs)

    def force(self, g: int, enfant: int, a: Entiers) -> Entiers:
        """Least cost of group ``g`` when ``enfant`` has each place in turn."""
        couts, membres = self.couts, list(couts_membres(self.couts, g))
        par_maison = (self.maisons if couts.obligatoires[g] else self.ou_sans)[enfant]
        ensemble = np.asarray((self.ensemble[g] - par_maison)[couts.maison] + a[enfant], dtype=np.int64)
        if couts.obligatoires[g]:
            return ensemble
        autres = int(self.seuls[membres].sum() - self.seuls[enfant]) + couts.separation
        return np.minimum(ensemble, autres + a[enfant])

    def demandes(self, a: Entiers) -> Entiers:
        """How many children choose each place."""
        couts = self.couts
        demandes = np.zeros(a.shape[1], dtype=np.int64)
        meilleurs = a[self.isoles].argmin(axis=1)
        veulent = a[self.isoles, meilleurs] < couts.sans[self.isoles]
        np.add.at(demandes, meilleurs[veulent], 1)
        for g, membres in enumerate(couts.groupes):
            ensemble = self.ensemble[g]
            m = int(ensemble.argmin())
            if ensemble[m] == self.valeurs[g]:
                debut = int(couts.debuts[m])
                fin = int(couts.debuts[m + 1]) if m + 1 < couts.debuts.size else a.shape[1]
            elif couts.obligatoires[g]:
                continue
            else:
                debut, fin = 0, a.shape[1]
            for c in membres:
                j = debut + int(a[c, debut:fin].argmin())
                if couts.obligatoires[g] or a[c, j] < couts.sans[c]:
                    demandes[j] += 1
        return demandes


def couts_membres(couts: Couts, g: int) -> tuple[int, ...]:
    """Children of a group, by ranks."""
    return couts.groupes[g]


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
