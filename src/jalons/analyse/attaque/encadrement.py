"""Bounds of every hidden cell: interval propagation in whole numbers, then linear programs (OR-Tools GLOP).

Values found by one program are possible for every cell at once: a cell whose possible values already spread enough
needs no program of its own. Those that remain get two, and their exact bounds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jalons.analyse.attaque.relations import Cellule, Savoir

INFINI = math.inf
_EPSILON = 1e-6
_PASSES = 50
Assez = Callable[[float, float], bool]


@dataclass
class Encadrement:
    """What is sure (``sur``: between these bounds, inclusive) and what is possible (``vu``: spread of values met)."""

    sur: dict[Cellule, tuple[float, float]] = field(default_factory=dict)
    vu: dict[Cellule, tuple[float, float]] = field(default_factory=dict)


def encadrer(
    savoir: Savoir, planchers: dict[Cellule, float], plafonds: dict[Cellule, float], assez: Assez
) -> Encadrement:
    """Bounds of the cells of ``planchers``: exact for those that ``assez`` does not find in doubt enough.

    Args:
        planchers: smallest value that a reader would believe of each cell without a number.
        plafonds: the largest; a cell left out has none.
        assez: whether two possible values are far enough apart for that cell not to be worth more work.
    """
    cadre = Encadrement({c: (bas, plafonds.get(c, INFINI)) for c, bas in planchers.items()})
    _propager(savoir, cadre.sur)
    if any(bas > haut for bas, haut in cadre.sur.values()):
        raise ValueError("No table agrees with what is printed.")
    programme = _Programme(savoir, cadre.sur)
    interessantes = [c for c in savoir.masquees if c in cadre.sur]
    for tour in range(12):
        restent = [c for c in interessantes if not assez(*cadre.vu.get(c, (0.0, 0.0)))]
        if not restent:
            return cadre
        avant = len(restent)
        programme.pousser({c: 1.0 if (i >> (tour // 2)) % 2 == tour % 2 else -1.0 for i, c in enumerate(restent)})
        programme.noter(cadre.vu)
        if tour >= 4 and avant - sum(not assez(*cadre.vu.get(c, (0.0, 0.0))) for c in restent) < 0.05 * avant:
            break
    for cellule in interessantes:
        for sens in (-1.0, 1.0):
            if assez(*cadre.vu.get(cellule, (0.0, 0.0))):
                break
            extreme = programme.pousser({cellule: sens})
            programme.noter(cadre.vu)
            bas, haut = cadre.sur[cellule]
            if extreme is not None:
                cadre.sur[cellule] = (
                    (max(bas, math.ceil(-extreme - _EPSILON)), haut)
                    if sens < 0
                    else (bas, min(haut, math.floor(extreme + _EPSILON)))
                )
    return cadre


def _propager(savoir: Savoir, cadre: dict[Cellule, tuple[float, float]]) -> None:
    """Tighten bounds with each addition alone, until nothing moves."""
    fixes = {c: (float(v), float(v)) for c, v in savoir.valeurs.items()}
    for _ in range(_PASSES):
        bouge = False
        for somme, detail in savoir.additions:
            bornes = [cadre.get(c) or fixes[c] for c in detail]
            bas, haut = sum(b for b, _ in bornes), sum(h for _, h in bornes)
            dessus = cadre.get(somme) or fixes[somme]
            bouge |= _serrer(cadre, somme, bas, haut)
            for c, (b, h) in zip(detail, bornes, strict=True):
                autres = haut - h if haut < INFINI else (INFINI if h < INFINI else _sans(bornes, c, detail))
                bouge |= _serrer(cadre, c, dessus[0] - autres, dessus[1] - (bas - b))
        if not bouge:
            return


def _sans(bornes: Sequence[tuple[float, float]], cellule: Cellule, detail: Sequence[Cellule]) -> float:
    return sum(h for (_, h), c in zip(bornes, detail, strict=True) if c != cellule)


def _serrer(cadre: dict[Cellule, tuple[float, float]], cellule: Cellule, bas: float, haut: float) -> bool:
    if cellule not in cadre:
        return False
    ancien = cadre[cellule]
    nouveau = (max(ancien[0], bas), min(ancien[1], haut))
    cadre[cellule] = nouveau
    return nouveau != ancien


class _Programme:
    """One linear program, asked many times. Bounds that additions have given are in it."""

    def __init__(self, savoir: Savoir, cadre: dict[Cellule, tuple[float, float]]) -> None:
        from ortools.linear_solver import pywraplp

        self.solveur: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.resolu = False
        grand = 10.0 * (1 + max(savoir.valeurs.values(), default=0) + sum(b for b, _ in cadre.values()))
        # nothing printed bounds some cells: a large number stands for infinity, and is said as such in the answer
        self.grand = max(grand, 1e4)
        self.variables = {c: self.solveur.NumVar(b, min(h, self.grand), "") for c, (b, h) in cadre.items()}
        for somme, detail in savoir.additions:
            libres = [(self.variables[c], s) for c, s in ((somme, -1.0), *((d, 1.0) for d in detail)) if c in cadre]
            if libres:
                fixe = savoir.valeurs.get(somme, 0) - sum(savoir.valeurs.get(d, 0) for d in detail)
                ligne = self.solveur.RowConstraint(float(fixe), float(fixe), "")
                for variable, signe in libres:
                    ligne.SetCoefficient(variable, signe)

    def pousser(self, poids: dict[Cellule, float]) -> float | None:
        """The largest value of a weighted sum; ``None`` when nothing printed bounds it.

        Raises:
            ValueError: no table at all agrees with what is printed.
        """
        but = self.solveur.Objective()
        but.Clear()
        for cellule, p in poids.items():
            but.SetCoefficient(self.variables[cellule], p)
        but.SetMaximization()
        statut = self.solveur.Solve()
        self.resolu = statut == self.solveur.OPTIMAL
        if statut == self.solveur.INFEASIBLE:
            raise ValueError("No table agrees with what is printed.")
        if not self.resolu:
            return None
        valeur = float(but.Value())
        return None if valeur >= 0.99 * self.grand else valeur

    def noter(self, vu: dict[Cellule, tuple[float, float]]) -> None:
        """Remember the values of the last program: all possible together."""
        for cellule, variable in self.variables.items() if self.resolu else ():
            valeur = variable.solution_value()
            bas, haut = vu.get(cellule, (valeur, valeur))
            vu[cellule] = (min(bas, valeur), max(haut, valeur))
