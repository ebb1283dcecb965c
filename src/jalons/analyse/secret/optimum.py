"""How far an answer is from the best one: cutting planes (Fischetti and Salazar's) over a choice of cells, by CP-SAT.

The master problem chooses what to hide; the attacker's linear program says which primary cell that choice leaves
exposed, and its dual values say why, as an inequality that every valid answer satisfies. The master's bound is
therefore below the cost of any valid answer; when a choice resists, it is the best one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from jalons.analyse.secret.bornes import Doutes, Programme, Reels, cassees
from jalons.analyse.secret.suppression import Motif, cout
from jalons.analyse.secret.systeme import Booleens, Systeme

TOURS = 25
TRAVAIL = 0.5
"""CP-SAT's own units of work for each choice, the same on every machine."""
_FIN = 10_000
"""Precision of the coefficients given to CP-SAT, rounded up: an inequality can only become weaker."""


@dataclass(frozen=True)
class Preuve:
    """The best answer known, its cost, a cost below which there is none, and whether they meet."""

    motif: Motif
    cout: float
    minorant: float

    @property
    def optimal(self) -> bool:
        """Whether no answer costs less."""
        return self.minorant >= self.cout - 1e-6


def prouver(systeme: Systeme, motif: Motif, *, tours: int = TOURS) -> Preuve:
    """Compare ``motif`` with the best answer, and replace it when a cheaper one resists."""
    maitre = _Maitre(systeme)
    minorant = cout(systeme, None)
    for _ in range(tours):
        caches, borne = maitre.choisir()
        minorant = max(minorant, borne)
        meilleur = cout(systeme, motif)
        if minorant >= meilleur - 1e-6:
            return Preuve(motif, meilleur, meilleur)
        coupes = list(_coupes(systeme, caches))
        if not coupes:
            doutes = Doutes(systeme.nombre)
            if cassees(systeme, caches, doutes):
                break  # a cell hidden to help is exposed in turn: no inequality says it, the bound stays what it is
            return Preuve(Motif(caches, doutes), cout(systeme, Motif(caches, doutes)), minorant)
        for coefficients, seuil in coupes:
            maitre.couper(coefficients, seuil)
    return Preuve(motif, cout(systeme, motif), min(minorant, cout(systeme, motif)))


def _coupes(systeme: Systeme, caches: Booleens) -> Iterator[tuple[Reels, float]]:
    """An inequality for each primary cell that this choice exposes."""
    programme, doutes = Programme(systeme, caches), Doutes(systeme.nombre)
    for cellule in sorted(systeme.primaires):
        if not caches[cellule] or not doutes.manquent(systeme, (cellule,)).size:
            continue
        cotes = {}
        for sens in (1, -1):
            doutes.ajouter(programme.cellules, programme.extreme({cellule: float(sens)}))
            cotes[sens] = programme.coupe(cellule, sens)
        largeur, ecart = float(systeme.largeurs[cellule]), float(systeme.ecarts[cellule])
        for coefficients, exige in ((cotes[1] + cotes[-1], largeur), (cotes[1], ecart), (cotes[-1], ecart)):
            if exige and coefficients[caches].sum() < exige - 1e-4:
                yield np.minimum(coefficients, exige), exige


class _Maitre:
    def __init__(self, systeme: Systeme) -> None:
        from ortools.sat.python import cp_model

        self.systeme, self.depart = systeme, systeme.depart()
        self.libres = np.flatnonzero(systeme.masquables() & ~self.depart)
        self.modele: Any = cp_model.CpModel()
        self.choix = {int(i): self.modele.new_bool_var("") for i in self.libres}
        poids = np.round(systeme.poids * _FIN).astype(np.int64)
        self.modele.minimize(sum(int(poids[i]) * v for i, v in self.choix.items()))
        self.solveur: Any = cp_model.CpSolver()
        self.solveur.parameters.num_workers = 1
        self.solveur.parameters.random_seed = 0
        self.solveur.parameters.max_deterministic_time = TRAVAIL

    def choisir(self) -> tuple[Booleens, float]:
        """What to hide, and a cost below which nothing satisfies what is known so far."""
        self.solveur.solve(self.modele)
        caches = self.depart.copy()
        for i, variable in self.choix.items():
            caches[i] = caches[i] or bool(self.solveur.value(variable))
        return caches, cout(self.systeme, None) + self.solveur.best_objective_bound / _FIN

    def couper(self, coefficients: Reels, exige: float) -> None:
        """Hidden cells must weigh ``exige`` together."""
        entiers = np.ceil(coefficients / exige * _FIN - 1e-6).astype(np.int64)
        deja = int(entiers[self.depart].sum())
        termes = [int(entiers[i]) * v for i, v in self.choix.items() if entiers[i]]
        self.modele.add(sum(termes) >= _FIN - deja)
