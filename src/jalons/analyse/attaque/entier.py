"""Exact bounds in whole numbers (OR-Tools CP-SAT): what linear programs miss in tables of three dimensions or more.

Costs more; a table whose cells hold against fractions may, rarely, give way to whole numbers. A bound that is not
proved within the work allowed is left as the linear program gave it, which is never wrong: only less tight.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from jalons.analyse.attaque.encadrement import Assez, Encadrement
from jalons.analyse.attaque.relations import Cellule, Savoir

TRAVAIL = 2.0
"""CP-SAT's own units of work for each bound, the same on every machine."""


def resserrer(savoir: Savoir, cadre: Encadrement, cellules: Sequence[Cellule], assez: Assez) -> None:
    """Tighten ``cadre.sur`` of ``cellules`` to whole numbers, except those whose doubt whole tables prove enough."""
    from ortools.sat.python import cp_model

    modele = cp_model.CpModel()
    grand = 4 * (max(savoir.valeurs.values(), default=0) + sum(int(b) for b, _ in cadre.sur.values()) + 100)
    variables = {c: modele.new_int_var(int(b), int(min(h, grand)), "") for c, (b, h) in cadre.sur.items()}
    for somme, detail in savoir.additions:
        if somme in variables or any(c in variables for c in detail):
            termes = sum(variables.get(c, savoir.valeurs.get(c, 0)) for c in detail)
            modele.add(termes == variables.get(somme, savoir.valeurs.get(somme, 0)))
    vu: dict[Cellule, tuple[float, float]] = {}
    solveur = cp_model.CpSolver()
    solveur.parameters.num_workers = 1
    solveur.parameters.random_seed = 0
    solveur.parameters.max_deterministic_time = TRAVAIL
    for cellule in cellules:
        for sens in (-1, 1):
            if cellule in vu and assez(*vu[cellule]):
                break
            modele.maximize(sens * variables[cellule])
            if solveur.solve(modele) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                continue
            for c, v in variables.items():
                valeur = float(solveur.value(v))
                bas, haut = vu.get(c, (valeur, valeur))
                vu[c] = (min(bas, valeur), max(haut, valeur))
            extreme = math.floor(solveur.best_objective_bound + 1e-6)
            bas, haut = cadre.sur[cellule]
            if sens < 0:
                cadre.sur[cellule] = (max(bas, -extreme), haut)
            elif extreme < grand:
                cadre.sur[cellule] = (bas, min(haut, extreme))
    cadre.vu = vu
