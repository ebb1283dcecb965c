"""When no simple change protects a cell: the cheapest change of any shape, by linear programming (OR-Tools GLOP)."""

from __future__ import annotations

from typing import Any

import numpy as np

from jalons.analyse.secret.bornes import Doutes, Reels
from jalons.analyse.secret.systeme import Booleens, Entiers, Systeme

_EPSILON = 1e-6


class Elargissement:
    """Two tables that differ from the truth where it costs least: one with more in a cell, one with less.

    One program, built once; each question changes a few of its numbers.
    """

    def __init__(self, systeme: Systeme, depart: Booleens, couts: Reels) -> None:
        from ortools.linear_solver import pywraplp

        self.systeme = systeme
        self.solveur: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.mobiles = np.flatnonzero(depart | np.isfinite(couts[:-1]))
        self.couts = couts
        self.plafond = float(systeme.valeurs.max(initial=0) + 10 * max(1, systeme.largeurs.max(initial=0)))
        self.prix = {int(i): self.solveur.NumVar(0.0, self.solveur.infinity(), "") for i in self.mobiles}
        self.tables = [self._table(), self._table()]
        self.but = self.solveur.Objective()
        for i, variable in self.prix.items():
            self.but.SetCoefficient(variable, 0.0 if depart[i] else float(couts[i]))
        self.but.SetMinimization()
        self.payes = depart.copy()
        self.largeur = self.solveur.RowConstraint(0.0, self.solveur.infinity(), "")

    def _table(self) -> dict[int, Any]:
        planchers = self.systeme.planchers - self.systeme.valeurs
        table = {int(i): self.solveur.NumVar(float(planchers[i]), self.plafond, "") for i in self.mobiles}
        for total, termes in self.systeme.sommes:
            dedans = [(table[i], s) for i, s in ((total, -1.0), *((t, 1.0) for t in termes)) if i in table]
            self._ligne(0.0, 0.0, dedans)
        for i, variable in self.prix.items():
            for signe in (-1.0, 1.0):
                self._ligne(0.0, self.solveur.infinity(), [(variable, 1.0), (table[i], signe)])
        return table

    def _ligne(self, bas: float, haut: float, termes: list[tuple[Any, float]]) -> None:
        if termes:
            ligne = self.solveur.RowConstraint(bas, haut, "")
            for variable, facteur in termes:
                ligne.SetCoefficient(variable, facteur)

    def elargir(self, cellule: int, caches: Booleens, doutes: Doutes) -> Entiers | None:
        """Cells to hide so that an attacker doubts enough of ``cellule``, their proof added to ``doutes``.

        ``None``: hiding all that may be is not enough.
        """
        for i in np.flatnonzero(caches & ~self.payes):
            self.but.SetCoefficient(self.prix[int(i)], 0.0)
        self.payes |= caches
        haut, bas = self.tables[0][cellule], self.tables[1][cellule]
        ecart, anciens = float(self.systeme.ecarts[cellule]), (haut.lb(), bas.lb(), bas.ub())
        haut.SetBounds(ecart, self.plafond)
        bas.SetBounds(anciens[1], max(-ecart, anciens[1]))
        nouvelles = None
        # bounds are rounded to whole numbers inwards: where that loses too much, two more are asked for
        for de_plus in (0.0, 2.0) if anciens[1] <= -ecart else ():
            self._exiger(haut, bas, float(self.systeme.largeurs[cellule]) + de_plus)
            if self.solveur.Solve() != self.solveur.OPTIMAL:
                break
            nouvelles = self._lire(caches, doutes)
            if not doutes.manquent(self.systeme, (cellule,)).size:
                break
        haut.SetBounds(anciens[0], self.plafond)
        bas.SetBounds(anciens[1], anciens[2])
        return nouvelles

    def _exiger(self, haut: Any, bas: Any, largeur: float) -> None:
        self.largeur.Clear()
        self.largeur.SetLb(largeur)
        self.largeur.SetCoefficient(haut, 1.0)
        self.largeur.SetCoefficient(bas, -1.0)

    def _lire(self, caches: Booleens, doutes: Doutes) -> Entiers:
        differences = [np.array([v.solution_value() for v in table.values()]) for table in self.tables]
        for difference in differences:
            doutes.ajouter(self.mobiles, np.where(np.abs(difference) > _EPSILON, difference, 0.0))
        bouge = np.maximum(np.abs(differences[0]), np.abs(differences[1])) > _EPSILON
        nouvelles: Entiers = self.mobiles[bouge & ~caches[self.mobiles]]
        return nouvelles
