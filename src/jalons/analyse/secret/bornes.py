"""What an attacker finds out: bounds of hidden cells by linear programming (OR-Tools GLOP), with witnesses.

A witness is another table that readers cannot tell from the true one: differences to it, hidden cells only, every
addition kept. What witnesses reach proves doubt on many cells at once; only cells that none covers need a program
of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from jalons.analyse.secret.systeme import Booleens, Entiers, Systeme

Reels = npt.NDArray[np.float64]
_EPSILON = 1e-6
_STAGNE = 5
"""Rounds of common programs that may prove little before each cell gets its own."""


@dataclass
class Doutes:
    """How far witnesses go from the true value: ``haut`` above, ``bas`` below, whole numbers, for each cell."""

    nombre: int
    temoins: list[tuple[Entiers, Reels]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.haut = np.zeros(self.nombre, np.int64)
        self.bas = np.zeros(self.nombre, np.int64)

    def ajouter(self, cellules: Entiers, differences: Reels) -> None:
        """One more witness."""
        self.temoins.append((cellules, differences))
        self._compter(cellules, differences)

    def _compter(self, cellules: Entiers, differences: Reels) -> None:
        # bounds are whole numbers for an attacker of counts: what is beyond the last whole one is lost
        self.haut[cellules] = np.maximum(self.haut[cellules], np.floor(differences + _EPSILON).astype(np.int64))
        self.bas[cellules] = np.maximum(self.bas[cellules], np.floor(_EPSILON - differences).astype(np.int64))

    def pour(self, caches: Booleens) -> Doutes:
        """Those that hold when only ``caches`` is hidden."""
        restent = Doutes(self.nombre)
        for cellules, differences in self.temoins:
            if not (~caches[cellules] & (np.abs(differences) > _EPSILON)).any():
                restent.ajouter(cellules, differences)
        return restent

    def manquent(self, systeme: Systeme, cellules: Iterable[int]) -> Entiers:
        """Those of ``cellules`` whose doubt is not proved wide enough."""
        rangs = np.fromiter(cellules, np.int64)
        etroites = self.haut[rangs] + self.bas[rangs] < systeme.largeurs[rangs]
        proches = np.minimum(self.haut[rangs], self.bas[rangs]) < systeme.ecarts[rangs]
        return rangs[etroites | proches]


class Programme:
    """The linear program of an attacker who sees everything but ``caches``. Variables: differences to the truth."""

    def __init__(self, systeme: Systeme, caches: Booleens) -> None:
        from ortools.linear_solver import pywraplp

        self.systeme, self.cellules = systeme, np.flatnonzero(caches)
        self.solveur = pywraplp.Solver.CreateSolver("GLOP")
        plafond = float(systeme.valeurs.max(initial=0) + 10 * max(1, systeme.largeurs.max(initial=0)))
        self.plafonds = np.full(systeme.nombre, plafond)
        self.planchers = (systeme.planchers - systeme.valeurs).astype(np.float64)
        self.variables = {int(i): self.solveur.NumVar(float(self.planchers[i]), plafond, "") for i in self.cellules}
        self.lignes = []
        for rang, (total, termes) in enumerate(systeme.sommes):
            dedans = [(self.variables[i], s) for i, s in ((total, -1.0), *((t, 1.0) for t in termes)) if caches[i]]
            if dedans:
                ligne = self.solveur.RowConstraint(0.0, 0.0, "")
                for variable, signe in dedans:
                    ligne.SetCoefficient(variable, signe)
                self.lignes.append((rang, ligne))

    def extreme(self, objectif: dict[int, float]) -> Reels:
        """Differences that make the weighted sum ``objectif`` largest, in the order of ``cellules``."""
        but = self.solveur.Objective()
        but.Clear()
        for cellule, poids in objectif.items():
            but.SetCoefficient(self.variables[cellule], poids)
        but.SetMaximization()
        if self.solveur.Solve() != self.solveur.OPTIMAL:  # the truth itself is feasible: only numbers can fail
            return np.zeros(len(self.cellules))
        return np.array([v.solution_value() for v in self.variables.values()])

    def pousser(self, sens: dict[int, float]) -> Reels:
        """Differences that give as many of these cells as possible what they need, upwards or downwards.

        None may go beyond its need: one that ran far would leave the others where they are.
        """
        systeme = self.systeme
        besoins = np.maximum(systeme.largeurs, systeme.ecarts).astype(np.float64)
        for cellule, vers in sens.items():
            bas, haut = float(self.planchers[cellule]), self.plafonds[cellule]
            besoin = float(besoins[cellule])
            self.variables[cellule].SetBounds(
                max(bas, -besoin) if vers < 0 else bas, min(haut, besoin) if vers > 0 else haut
            )
        trouve = self.extreme(sens)
        for cellule in sens:
            self.variables[cellule].SetBounds(float(self.planchers[cellule]), float(self.plafonds[cellule]))
        return trouve

    def coupe(self, cellule: int, sens: int) -> Reels:
        """After ``extreme`` of ``sens`` × ``cellule``: what each cell would add to the doubt, were it hidden."""
        systeme = self.systeme
        duales = np.zeros(len(systeme.sommes))
        for rang, ligne in self.lignes:
            duales[rang] = ligne.dual_value()
        lignes, colonnes, signes = systeme.matrice()
        reduits = -np.bincount(colonnes, weights=duales[lignes] * signes, minlength=systeme.nombre)
        reduits[cellule] += sens
        apports: Reels = np.maximum(np.maximum(reduits * self.plafonds, reduits * self.planchers), 0.0)
        return apports


def cassees(systeme: Systeme, caches: Booleens, doutes: Doutes, *, programme: Programme | None = None) -> list[int]:
    """Hidden cells that an attacker finds out; ``doutes`` receives the witnesses for all the others."""
    exigeantes = np.flatnonzero(caches & ((systeme.largeurs > 0) | (systeme.ecarts > 0)))
    manquent = doutes.manquent(systeme, exigeantes)
    if not manquent.size:
        return []
    programme = programme or Programme(systeme, caches)
    manquent = _ensemble(programme, doutes, manquent)
    return [int(k) for k in manquent if _une(programme, doutes, int(k))]


def restent_etroites(systeme: Systeme, caches: Booleens, doutes: Doutes, cellules: Entiers) -> Entiers:
    """Those of ``cellules`` that a few common programs do not prove in doubt: perhaps found out, perhaps not."""
    manquent = doutes.manquent(systeme, cellules.tolist())
    return _ensemble(Programme(systeme, caches), doutes, manquent) if manquent.size else manquent


def _ensemble(programme: Programme, doutes: Doutes, manquent: Entiers) -> Entiers:
    """Programs that push many cells at once, as long as they prove something."""
    systeme = programme.systeme
    hasard, stagne = np.random.default_rng(0), 0
    peuvent_baisser = systeme.valeurs > systeme.planchers
    while manquent.size > 1 and stagne < _STAGNE:
        vers_le_bas = peuvent_baisser[manquent] & (hasard.random(manquent.size) < 0.5)
        sens = np.where(vers_le_bas, -1.0, 1.0) * (1 + 0.01 * hasard.random(manquent.size))
        objectif = dict(zip(manquent.tolist(), sens.tolist(), strict=True))
        doutes.ajouter(programme.cellules, programme.pousser(objectif))
        restent = doutes.manquent(systeme, manquent)
        stagne = stagne + 1 if restent.size > 0.95 * manquent.size else 0
        manquent = restent
    return manquent


def _une(programme: Programme, doutes: Doutes, cellule: int) -> bool:
    """Whether an attacker finds out this one cell."""
    systeme = programme.systeme
    for sens in (-1.0, 1.0):
        if not doutes.manquent(systeme, (cellule,)).size:
            return False
        doutes.ajouter(programme.cellules, programme.extreme({cellule: sens}))
        loin = systeme.valeurs[cellule] - doutes.bas[cellule]
        if sens < 0 and systeme.seuil is not None and loin >= systeme.seuil and not systeme.ecarts[cellule]:
            return False
    return bool(doutes.manquent(systeme, (cellule,)).size)


def bornes(systeme: Systeme, doutes: Doutes, cellules: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Values between which each cell may at least be, for a reader of what is shown."""
    return {k: (int(systeme.valeurs[k] - doutes.bas[k]), int(systeme.valeurs[k] + doutes.haut[k])) for k in cellules}
