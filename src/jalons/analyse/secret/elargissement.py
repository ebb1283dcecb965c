"""When no simple change protects a cell: the cheapest change of any shape, by linear programming."""

from __future__ import annotations

import numpy as np

from jalons.analyse.secret.bornes import Reels
from jalons.analyse.secret.systeme import Booleens, Entiers, Systeme

_EPSILON = 1e-6


def elargir(systeme: Systeme, cellule: int, caches: Booleens, couts: Reels) -> Entiers | None:
    """Cells to hide so that an attacker doubts enough of ``cellule``; ``None``: hiding all that may be is not enough.

    Two tables are looked for, one with more in the cell and one with less, that differ from the truth where it costs least.
    """
    from ortools.linear_solver import pywraplp

    solveur = pywraplp.Solver.CreateSolver("GLOP")
    mobiles = np.flatnonzero(caches | np.isfinite(couts[:-1]))
    plafond = float(systeme.valeurs.max(initial=0) + 10 * max(1, systeme.largeurs.max(initial=0)))
    tables: list[dict[int, object]] = []
    but = solveur.Objective()
    prix = {int(i): solveur.NumVar(0.0, solveur.infinity(), "") for i in mobiles if not caches[i]}
    for i, variable in prix.items():
        but.SetCoefficient(variable, float(couts[i]))
    for _ in range(2):
        table = {int(i): solveur.NumVar(float(systeme.planchers[i] - systeme.valeurs[i]), plafond, "") for i in mobiles}
        _additions(solveur, systeme, table)
        for i, variable in prix.items():
            solveur.Add(variable >= table[i])
            solveur.Add(variable >= -table[i])
        tables.append(table)
    haut, bas = tables[0][cellule], tables[1][cellule]
    solveur.Add(haut - bas >= float(systeme.largeurs[cellule]))
    solveur.Add(haut >= float(systeme.ecarts[cellule]))
    solveur.Add(bas <= -float(systeme.ecarts[cellule]))
    but.SetMinimization()
    if solveur.Solve() != solveur.OPTIMAL:
        return None
    bouge = [i for i in prix if max(abs(t[i].solution_value()) for t in tables) > _EPSILON]
    return np.array(bouge, np.int64)


def _additions(solveur: object, systeme: Systeme, table: dict[int, object]) -> None:
    for total, termes in systeme.sommes:
        dedans = [(table[i], s) for i, s in ((total, -1.0), *((t, 1.0) for t in termes)) if i in table]
        if dedans:
            ligne = solveur.RowConstraint(0.0, 0.0, "")
            for variable, signe in dedans:
                ligne.SetCoefficient(variable, signe)
