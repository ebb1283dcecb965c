"""Controlled rounding: every number becomes a multiple of a base, and every addition still holds (OR-Tools CP-SAT).

Each number moves by less than one base, multiples stay where they are (zero-restricted), and what is published is as
near to the truth as proved possible within a fixed amount of work. In three dimensions or more such a table may not
exist: some numbers may then move by up to two bases, which the answer counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jalons.analyse.secret.assemblage import assembler
from jalons.analyse.secret.hierarchies import Hierarchie
from jalons.analyse.secret.regles import Regles
from jalons.analyse.secret.systeme import Entiers, Systeme
from jalons.analyse.secret.tableaux import Codes, Tableau
from jalons.noyau.saisie import EntreeRefusee, Faute

BASE = 5
TRAVAIL = 20.0
"""CP-SAT's own units of work, the same on every machine; about as many seconds."""


@dataclass(frozen=True)
class Arrondi:
    """Rounded tables.

    Attributes:
        publies: every cell of each table, in order.
        ecart: sum of the distances to the truth; ``prouve``: no table of this kind is nearer.
        lointaines: cells that moved by one base or more; 0 unless nothing else was possible.
    """

    noms: tuple[str, ...]
    dimensions: tuple[tuple[str, ...], ...]
    publies: tuple[dict[Codes, int | str], ...]
    base: int
    ecart: int
    prouve: bool
    lointaines: int
    vides: int


def arrondir(
    tableaux: Sequence[Tableau], hierarchies: Mapping[str, Hierarchie] | None = None, *, base: int = BASE,
    absentes: int | None = 0,
) -> Arrondi:  # fmt: skip
    """Round linked tables together, totals included.

    Raises:
        EntreeRefusee: totals that do not add up, unknown values (what is unknown is not rounded), no rounding found.

    >>> a = arrondir([Tableau("essai", ("sexe",), {("F",): 3, ("G",): 21})])
    >>> [a.publies[0][c,] for c in ("Total", "F", "G")]
    [25, 5, 20]
    """
    fait = assembler(tableaux, hierarchies or {}, Regles(), absentes=absentes)
    if fait.inconnues:
        message = "L'arrondi contrôlé demande toutes les valeurs : complétez le tableau, ou choisissez la suppression."
        raise EntreeRefusee([Faute("", message, f"{len(fait.inconnues)} valeurs inconnues", "aucune")], quoi="arrondir")
    for portee in (1, 2):
        trouve = _resoudre(fait.systeme, base, portee)
        if trouve is not None:
            break
    else:
        message = f"Aucun arrondi à {base} ne garde tous les totaux exacts : croisez moins de dimensions, ou masquez."
        raise EntreeRefusee([Faute("", message, str(base), "un tableau que l'on peut arrondir")], quoi="arrondir")
    arrondies, prouve = trouve
    ecarts = np.abs(arrondies - fait.systeme.valeurs)
    publies: tuple[dict[Codes, int | str], ...] = tuple(
        {codes: int(arrondies[fait.rangs[ou.cle(codes)]]) for codes in ou.cellules()} for ou in fait.plans
    )
    return Arrondi(
        tuple(t.nom for t in tableaux), tuple(t.dimensions for t in tableaux), publies, base, int(ecarts.sum()), prouve,
        int((ecarts >= base).sum()), fait.vides,
    )  # fmt: skip


def _resoudre(systeme: Systeme, base: int, portee: int) -> tuple[Entiers, bool] | None:
    """Rounded values and whether they are proved nearest; ``None``: there are none within ``portee`` bases."""
    from ortools.sat.python import cp_model

    modele = cp_model.CpModel()
    pas, couts = [], []
    for valeur in systeme.valeurs.tolist():
        bas, reste = divmod(valeur, base)
        if not reste and portee == 1:
            pas.append(bas)
            continue
        plus_bas = max(0, bas - portee + 1)
        choix = list(range(plus_bas, bas + portee + (1 if reste else 0)))
        variable = modele.new_int_var(choix[0], choix[-1], "")
        pas.append(variable)
        couts.append(_distance(modele, variable, choix, valeur, base))
    for total, termes in systeme.sommes:
        modele.add(sum(pas[i] for i in termes) == pas[total])
    modele.minimize(sum(couts))
    solveur = cp_model.CpSolver()
    solveur.parameters.num_workers = 1
    solveur.parameters.random_seed = 0
    solveur.parameters.max_deterministic_time = TRAVAIL
    statut = solveur.solve(modele)
    if statut not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    valeurs = [base * (p if isinstance(p, int) else solveur.value(p)) for p in pas]
    return np.array(valeurs, np.int64), statut == cp_model.OPTIMAL


def _distance(modele: Any, variable: Any, choix: list[int], valeur: int, base: int) -> Any:
    """What the distance to the truth costs: linear when two multiples are possible, an absolute value beyond."""
    if len(choix) == 2:
        bas = abs(base * choix[0] - valeur)
        return bas + (abs(base * choix[1] - valeur) - bas) * (variable - choix[0])
    distance = modele.new_int_var(0, base * len(choix), "")
    modele.add_abs_equality(distance, base * variable - valeur)
    return distance
