"""A plan told: each proposal with its wishes and doubts, why a child is left out, what becomes of siblings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from jalons.appariement.explications import (
    Assouplissement,
    Explication,
    a_verifier,
    assouplir,
    dire_sans_solution,
    expliquer,
)  # fmt: skip
from jalons.appariement.plan import Plan
from jalons.appariement.propositions import proposer_fratrie
from jalons.appariement.terrain import Terrain
from jalons.appariement.voeux import INTERDIT, couts


@dataclass(frozen=True, slots=True)
class Bilan:
    """A plan in figures.

    Attributes:
        km_parents: sum over the children placed, of the mean distance to their parents; ``km_moyen``: per child.
        conventions: children whose distance is wholly or partly a convention, not a measure.
        a_verifier: rules that could not be checked over all the proposals.
        changements: children of the earlier plan who have another place or none.
    """

    enfants: int
    places: int
    sans_place: int
    fratries: int
    fratries_ensemble: int
    km_parents: float
    km_moyen: float | None
    conventions: int
    a_verifier: int
    changements: int


@dataclass(frozen=True, slots=True)
class SansPlace:
    """A child to whom the plan proposes nothing: why, and what would change it, alone."""

    enfant: str
    admissibles: int
    phrase: str
    assouplissements: tuple[Assouplissement, ...]


@dataclass(frozen=True, slots=True)
class Groupe:
    """What the plan does of a group of siblings, and why when it separates them."""

    fratrie: str
    ensemble: bool
    lieux: dict[str, str | None]
    phrase: str


@dataclass(frozen=True, slots=True)
class Reponse:
    """A plan with everything that explains it."""

    plan: Plan
    bilan: Bilan
    propositions: tuple[Explication, ...]
    sans_place: tuple[SansPlace, ...]
    fratries: tuple[Groupe, ...]

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        plan = self.plan
        return {
            "plan": {
                "statut": "optimal" if plan.prouve else "meilleur trouvé",
                "points": plan.points, "borne": plan.borne, "ecart": plan.ecart, "paires": plan.paires,
                "examinees": plan.examinees,
            },
            "bilan": asdict(self.bilan),
            "propositions": [asdict(p) for p in self.propositions],
            "sans_place": [asdict(s) for s in self.sans_place],
            "fratries": [asdict(g) for g in self.fratries],
        }  # fmt: skip


def raconter(terrain: Terrain, plan: Plan) -> Reponse:
    """Everything that explains a plan."""
    rangs = _rangs(terrain, plan)
    propositions = tuple(expliquer(terrain, c, j) for c, j in rangs.items())
    absents = tuple(_sans_place(terrain, plan, c) for c, cle in enumerate(plan.lieux) if cle is None)
    groupes = tuple(_groupe(terrain, plan, g) for g in range(len(terrain.fratries)))
    return Reponse(plan, dresser(terrain, plan), propositions, absents, groupes)


def _rangs(terrain: Terrain, plan: Plan) -> dict[int, int]:
    return {c: terrain.rang_lieu[cle] for c, cle in enumerate(plan.lieux) if cle is not None}


def dresser(terrain: Terrain, plan: Plan) -> Bilan:
    """The figures of a plan."""
    rangs = _rangs(terrain, plan)
    km, conventions, doutes = 0.0, 0, 0
    avec_parents = 0
    for c, j in rangs.items():
        distances = [terrain.distances(p) for p in terrain.enfants[c].parents]
        if distances:
            km += float(np.mean([d[j] for d, _ in distances]))
            avec_parents += 1
            conventions += any(modes[j] > 2 for _, modes in distances)
        doutes += len(a_verifier(terrain, terrain.juger(c), j))
    ensemble = sum(_reunie(terrain, plan, g) for g in range(len(terrain.fratries)))
    changes = sum(plan.lieux[c] != cle for c, cle in terrain.precedent.items())
    return Bilan(
        len(plan.lieux), len(rangs), len(plan.lieux) - len(rangs), len(terrain.fratries), ensemble, round(km, 1),
        round(km / avec_parents, 1) if avec_parents else None, conventions, doutes, changes,
    )  # fmt: skip


def _reunie(terrain: Terrain, plan: Plan, g: int) -> bool:
    lieux = [plan.lieux[c] for c in terrain.fratries[g]]
    return None not in lieux and len({terrain.lieux[terrain.rang_lieu[cle]].cle_maison for cle in lieux if cle}) == 1


def _sans_place(terrain: Terrain, plan: Plan, enfant: int) -> SansPlace:
    cle, jugement = terrain.enfants[enfant].cle, terrain.juger(enfant)
    valeurs = couts(terrain, enfant, jugement)
    admis = np.flatnonzero(valeurs != INTERDIT)
    if not admis.size:
        phrase = dire_sans_solution(terrain, enfant, jugement)
        return SansPlace(cle, 0, phrase, assouplir(terrain, enfant, jugement))
    obligee = next((g for g, membres in enumerate(terrain.fratries) if enfant in membres), None)
    if obligee is not None and terrain.probleme.fratries[obligee].ensemble == "obligatoire":
        phrase = "Sa fratrie doit rester ensemble : tous ses membres reçoivent une place ou aucun."
        detail = proposer_fratrie(terrain, obligee, 1)
        suite = f"{detail.sans_solution}" if detail.sans_solution else "Les lieux qui les réuniraient vont à d'autres."
        return SansPlace(cle, int(admis.size), f"{phrase} {suite}", detail.assouplissements)
    phrase = "1 lieu conviendrait" if admis.size == 1 else f"{admis.size} lieux conviendraient"
    phrase += ", le plan donne leurs places à d'autres : il en manque."
    return SansPlace(cle, int(admis.size), phrase, _une_place_de_plus(terrain, plan, enfant, admis, valeurs))


def _une_place_de_plus(
    terrain: Terrain, plan: Plan, enfant: int, admis: np.ndarray[Any, Any], valeurs: np.ndarray[Any, Any]
) -> tuple[Assouplissement, ...]:
    """The best admissible place where one more seat would do, nobody incompatible being put there by the plan."""
    fuit = terrain.contexte.incompatibles.get(terrain.enfants[enfant].cle, frozenset())
    prises = {
        terrain.lieux[j].cle_maison for c, j in _rangs(terrain, plan).items() if terrain.enfants[c].cle in fuit
    }  # fmt: skip
    bons = [int(j) for j in admis if terrain.lieux[int(j)].cle_maison not in prises]
    if not bons:
        return ()
    meilleur = min(bons, key=lambda j: (int(valeurs[j]), j))
    lieu = terrain.lieux[meilleur]
    phrase = f"Une place de plus à {lieu.nom} suffirait, sans rien changer d'autre."
    return (Assouplissement("place_de_plus", len(bons), lieu.cle, phrase),)


def _groupe(terrain: Terrain, plan: Plan, g: int) -> Groupe:
    membres, fratrie = terrain.fratries[g], terrain.probleme.fratries[g]
    lieux = {terrain.enfants[c].cle: plan.lieux[c] for c in membres}
    if _reunie(terrain, plan, g):
        return Groupe(fratrie.cle, True, lieux, "Ensemble.")
    detail = proposer_fratrie(terrain, g, 1)
    if not detail.possibles:
        return Groupe(fratrie.cle, False, lieux, detail.sans_solution)
    lieu = "1 lieu les réunirait" if detail.possibles == 1 else f"{detail.possibles} lieux les réuniraient"
    gain = round(detail.retenues[0].points - detail.points_separes, 2)
    if gain > 0:
        suite = f"les séparer convient mieux de {_points(gain)} au moins, séparation comptée."
    else:
        suite = "le plan donne ces places à d'autres enfants, qui ont moins de choix."
    return Groupe(fratrie.cle, False, lieux, f"{lieu}, au mieux pour {_points(detail.retenues[0].points)} ; {suite}")


def _points(valeur: float) -> str:
    """Points as a reader writes them.

    >>> _points(12.5), _points(1.0)
    ('12,5 points', '1 point')
    """
    texte = f"{valeur:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{texte} {'point' if abs(valeur) < 2 else 'points'}"
