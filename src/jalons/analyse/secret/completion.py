"""Values of unknown cells: those that additions give, then any that they allow.

What an attacker may believe depends on what is shown, never on the value taken here: one that is possible is enough.
"""

from __future__ import annotations

import numpy as np

from jalons.analyse.secret.systeme import Booleens, Entiers

Sommes = list[tuple[int, tuple[int, ...]]]


def completer_inconnues(
    valeurs: Entiers, inconnues: Booleens, planchers: Entiers, sommes: Sommes
) -> tuple[Entiers, Booleens] | None:
    """Values without a hole, and the cells whose value was any possible one; ``None``: no value is possible."""
    valeurs, reste = valeurs.copy(), inconnues.copy()
    change = True
    while change:
        change = False
        for total, termes in sommes:
            trous = [i for i in (total, *termes) if reste[i]]
            if len(trous) == 1:
                ailleurs = sum(int(valeurs[i]) for i in termes if i != trous[0])
                valeurs[trous[0]] = ailleurs if trous[0] == total else int(valeurs[total]) - ailleurs
                reste[trous[0]] = False
                change = True
    if (valeurs < planchers)[inconnues & ~reste].any():
        return None
    return _possibles(valeurs, reste, planchers, sommes)


def _possibles(
    valeurs: Entiers, reste: Booleens, planchers: Entiers, sommes: Sommes
) -> tuple[Entiers, Booleens] | None:
    if not reste.any():
        return valeurs, reste
    from ortools.sat.python import cp_model

    modele = cp_model.CpModel()
    plafond = int(max(valeurs.max(initial=0), 1)) * 4 + 1000
    variables = {int(i): modele.new_int_var(int(planchers[i]), plafond, "") for i in np.flatnonzero(reste)}
    for total, termes in sommes:
        if any(reste[i] for i in (total, *termes)):
            modele.add(
                sum(variables.get(i, int(valeurs[i])) for i in termes) == variables.get(total, int(valeurs[total]))
            )
    solveur = cp_model.CpSolver()
    solveur.parameters.num_workers = 1
    solveur.parameters.random_seed = 0
    solveur.parameters.max_deterministic_time = 60.0
    if solveur.solve(modele) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    for i, variable in variables.items():
        valeurs[i] = solveur.value(variable)
    return valeurs, reste
