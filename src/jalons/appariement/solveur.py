"""The plan itself: OR-Tools CP-SAT over the pairs that a better plan could hold. One worker, fixed seed, work limited
in the solver's own units: the same problem gets the same plan on every machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from jalons.appariement.fratries import membres_du_bloc
from jalons.appariement.prix import Couts

TRAVAIL = 40.0
"""CP-SAT's units of work at most for one search: a minute or so of an ordinary machine."""


@dataclass(frozen=True, slots=True)
class Contraintes:
    """What binds several pairs beyond capacities and siblings.

    Attributes:
        incompatibles: pairs of children who may not share a home.
        precedent: place of each child in an earlier plan, when it is still admissible.
        changements: how many of them may change at most; ``None``: as many as needed.
    """

    incompatibles: tuple[tuple[int, int], ...] = ()
    precedent: Mapping[int, int] | None = None
    changements: int | None = None


@dataclass(frozen=True, slots=True)
class Colonnes:
    """What the solver may use: pairs (child × place), and for each group the blocks of siblings with their home.

    ``blocs`` of a group is ``None`` when its blocks are not enumerated: pairs are then enough.
    """

    paires: npt.NDArray[np.bool_]
    blocs: tuple[frozenset[tuple[int, int]] | None, ...]

    def nombre(self) -> int:
        """Pairs and blocks in all."""
        return int(self.paires.sum()) + sum(len(b) for b in self.blocs if b is not None)

    def couvrent(self, autres: Colonnes) -> bool:
        """Whether everything of ``autres`` is here."""
        blocs = zip(self.blocs, autres.blocs, strict=True)
        return not (autres.paires & ~self.paires).any() and all(a is None or b is None or b <= a for a, b in blocs)

    def avec(self, autres: Colonnes) -> Colonnes:
        """Both together."""
        blocs = zip(self.blocs, autres.blocs, strict=True)
        return Colonnes(
            self.paires | autres.paires, tuple(None if a is None or b is None else a | b for a, b in blocs)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouve:
    """A plan over some pairs: the place of each child or -1, its cost, the bound over these pairs, whether proved.

    ``places`` is ``None`` when nothing can be found: only a limit of changes may forbid everything.
    """

    places: npt.NDArray[np.int64] | None
    cout: int
    borne: int
    prouve: bool


def chercher(
    couts: Couts, colonnes: Colonnes, contraintes: Contraintes, *, plancher: int,
    depart: npt.NDArray[np.int64] | None = None, travail: float = TRAVAIL,
) -> Trouve:  # fmt: skip
    """The cheapest plan over some columns. ``plancher``: a bound already proved over them."""
    from ortools.sat.python import cp_model

    modele = _Modele(couts, colonnes, contraintes)
    modele.cp.add(modele.objectif >= plancher)
    modele.cp.minimize(modele.objectif)
    if depart is not None:
        modele.proposer(depart)
    solveur = cp_model.CpSolver()
    solveur.parameters.num_workers = 1
    solveur.parameters.random_seed = 0
    solveur.parameters.linearization_level = 2
    # looking for more before searching costs more than it gives here: measured, a third of the time
    solveur.parameters.cp_model_probing_level = 0
    solveur.parameters.symmetry_level = 0
    solveur.parameters.max_presolve_iterations = 1
    solveur.parameters.max_deterministic_time = travail
    statut = solveur.solve(modele.cp)
    if statut not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Trouve(None, 0, plancher, statut == cp_model.INFEASIBLE)
    places = np.full(couts.sans.size, -1, dtype=np.int64)
    for (c, j), x in modele.x.items():
        if solveur.boolean_value(x):
            places[c] = j
    borne = max(plancher, int(np.ceil(solveur.best_objective_bound - 1e-6)))
    return Trouve(places, cout(couts, places), borne, statut == cp_model.OPTIMAL)


def cout(couts: Couts, places: npt.NDArray[np.int64]) -> int:
    """Hundredths of a point that a plan costs: pairs, children left out, homes of a group beyond the first."""
    total = int(sum(couts.sans[c] if j < 0 else couts.paires[c, j] for c, j in enumerate(places)))
    for membres in couts.groupes:
        maisons = {int(couts.maison[places[c]]) for c in membres if places[c] >= 0}
        total += couts.separation * max(0, len(maisons) - 1)
    return total


def _sans_les_inutiles(couts: Couts, colonnes: Colonnes) -> npt.NDArray[np.bool_]:
    """Pairs of siblings without the homes that none of their blocks uses."""
    paires = colonnes.paires.copy()
    for membres, blocs in zip(couts.groupes, colonnes.blocs, strict=True):
        if blocs is None:
            continue
        utiles = np.zeros((len(membres), couts.debuts.size), dtype=np.bool_)
        for bloc, maison in blocs:
            for i in range(len(membres)):
                utiles[i, maison] |= bool(bloc >> i & 1)
        paires[list(membres)] &= utiles[:, couts.maison]
    return paires


class _Modele:
    """The model: one boolean for each candidate pair, one for each child left out, one for each group and home."""

    def __init__(self, couts: Couts, colonnes: Colonnes, contraintes: Contraintes) -> None:
        from ortools.sat.python import cp_model

        self.cp: Any = cp_model.CpModel()
        self.couts = couts
        self.x: dict[tuple[int, int], Any] = {}
        self.sans = [self.cp.new_bool_var("") for _ in couts.sans]
        self._par_enfant: dict[int, list[Any]] = defaultdict(list)
        self._par_lieu: dict[int, list[Any]] = defaultdict(list)
        self._par_maison: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for c, j in zip(*(v.tolist() for v in np.nonzero(_sans_les_inutiles(couts, colonnes))), strict=True):
            x = self.x[c, j] = self.cp.new_bool_var("")
            self._par_enfant[c].append(x)
            self._par_lieu[j].append(x)
            self._par_maison[c, int(couts.maison[j])].append(x)
        variables: list[Any] = [*self.sans, *self.x.values()]
        poids = [*(int(s) for s in couts.sans), *(int(couts.paires[p]) for p in self.x)]
        self._capacites()
        for g, (membres, oblige) in enumerate(zip(couts.groupes, couts.obligatoires, strict=True)):
            blocs = colonnes.blocs[g]
            if oblige:
                self._obliger(membres)
            elif blocs is not None:
                for variable, points in self._decouper(membres, sorted(blocs)):
                    variables.append(variable)
                    poids.append(points)
            elif couts.separation:
                variables.append(self._reunir(membres))
                poids.append(couts.separation)
        self._separer(contraintes.incompatibles)
        self._limiter(contraintes)
        self.objectif = cp_model.LinearExpr.weighted_sum(variables, poids)

    def _capacites(self) -> None:
        for c, sans in enumerate(self.sans):
            self.cp.add_exactly_one([sans, *self._par_enfant[c]])
        for j, ici in self._par_lieu.items():
            capacite = int(self.couts.capacites[j])
            if capacite == 1:
                self.cp.add_at_most_one(ici)
            elif len(ici) > capacite:
                self.cp.add(sum(ici) <= capacite)

    def _maisons(self, membres: Sequence[int]) -> list[int]:
        return sorted({m for c, m in self._par_maison if c in membres})

    def _obliger(self, membres: Sequence[int]) -> None:
        """All in one home, or none anywhere."""
        for maison in self._maisons(membres):
            la = self.cp.new_bool_var("")
            for c in membres:
                self.cp.add(sum(self._par_maison.get((c, maison), [])) == la)

    def _decouper(self, membres: Sequence[int], blocs: Sequence[tuple[int, int]]) -> list[tuple[Any, int]]:
        """One boolean for each block and home: a child lives where its block does. Each block after the first costs."""
        par_enfant: dict[tuple[int, int], list[Any]] = defaultdict(list)
        par_maison: dict[int, list[Any]] = defaultdict(list)
        tous = []
        for bloc, maison in blocs:
            enfants = membres_du_bloc(bloc, membres)
            if not all((c, maison) in self._par_maison for c in enfants):
                continue
            la = self.cp.new_bool_var("")
            tous.append(la)
            par_maison[maison].append(la)
            for c in enfants:
                par_enfant[c, maison].append(la)
        for c in membres:
            for maison in sorted({m for e, m in self._par_maison if e == c}):
                self.cp.add(sum(self._par_maison[c, maison]) == sum(par_enfant.get((c, maison), [])))
        for ici in par_maison.values():
            self.cp.add_at_most_one(ici)
        quelqu_un = self.cp.new_bool_var("")
        self.cp.add(quelqu_un <= sum(tous))
        return [*((la, self.couts.separation) for la in tous), (quelqu_un, -self.couts.separation)]

    def _reunir(self, membres: Sequence[int]) -> Any:
        """The number of homes of the group beyond the first."""
        utiles = []
        for maison in self._maisons(membres):
            la = self.cp.new_bool_var("")
            for c in membres:
                if ici := self._par_maison.get((c, maison)):
                    self.cp.add(sum(ici) <= la)
            utiles.append(la)
        de_plus = self.cp.new_int_var(0, len(membres) - 1, "")
        self.cp.add(sum(utiles) - 1 <= de_plus)
        return de_plus

    def _separer(self, incompatibles: Sequence[tuple[int, int]]) -> None:
        for a, b in incompatibles:
            for maison in sorted({m for c, m in self._par_maison if c == a}):
                if autres := self._par_maison.get((b, maison)):
                    self.cp.add_at_most_one([*self._par_maison[a, maison], *autres])

    def _limiter(self, contraintes: Contraintes) -> None:
        if contraintes.changements is None or not contraintes.precedent:
            return
        gardes = [self.x[c, j] for c, j in contraintes.precedent.items() if (c, j) in self.x]
        self.cp.add(len(contraintes.precedent) - sum(gardes) <= contraintes.changements)

    def proposer(self, places: npt.NDArray[np.int64]) -> None:
        """Start from a known plan."""
        for (c, j), x in self.x.items():
            self.cp.add_hint(x, int(places[c]) == j)
        for c, sans in enumerate(self.sans):
            self.cp.add_hint(sans, int(places[c]) < 0)
