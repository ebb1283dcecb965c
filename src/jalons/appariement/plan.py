"""The best plan for all who wait, with its proof: the cost of the plan, the cost below which no plan can go.

First prices (``prix``) give a bound and tell which pairs could be in a good plan; the solver makes the best plan of
those; the bound then shows which pairs left aside could still better it: often none, and the plan is proved the best
over all places. Else the solver takes those in as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from jalons.appariement.poids import ECHELLE
from jalons.appariement.prix import EXCLU, Couts, borner, monter
from jalons.appariement.probleme import Ensemble
from jalons.appariement.solveur import TRAVAIL, Contraintes, Trouve, chercher
from jalons.appariement.terrain import Terrain
from jalons.appariement.voeux import INTERDIT, couts, sans_place
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

PROCHES, MAISONS = 40, 12
"""Places looked at first for each child, and homes for each group of siblings."""

CANDIDATS = 12
"""Pairs of each child given to the solver first."""

PAIRES_MAXIMALES = 40_000
"""Pairs given to the solver at most; beyond, the plan is good and its gap is told."""

Booleens = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal for everybody. A person decides.

    Attributes:
        lieux: for each child, in the order of the problem, the key of a place or ``None``.
        points: what the plan costs; ``borne``: what any plan costs at least.
        prouve: whether no plan costs less.
        paires: pairs that rules admit; ``examinees``: those that had to be given to the solver.
    """

    lieux: tuple[str | None, ...]
    points: float
    borne: float
    prouve: bool
    paires: int
    examinees: int

    @property
    def ecart(self) -> float:
        """Points by which a better plan could do better, at most."""
        return 0.0 if self.prouve else round(self.points - self.borne, 2)


def chiffrer(terrain: Terrain) -> Couts:
    """The problem in numbers: every pair judged and scored."""
    lignes = [couts(terrain, i, terrain.juger(i)) for i in range(len(terrain.enfants))]
    paires = np.array(lignes, dtype=np.int64).reshape(len(terrain.enfants), len(terrain.lieux))
    paires[paires == INTERDIT] = EXCLU
    return Couts(
        paires, np.array([sans_place(terrain, i) for i in range(len(terrain.enfants))], dtype=np.int64),
        ECHELLE * terrain.poids.separation, terrain.capacites, terrain.debuts, terrain.maison,
        tuple(terrain.fratries), tuple(f.ensemble is Ensemble.OBLIGATOIRE for f in terrain.probleme.fratries),
    )  # fmt: skip


def planifier(terrain: Terrain, *, changements: int | None = None, travail: float = TRAVAIL) -> Plan:
    """The plan that costs the fewest points, hard rules kept.

    Args:
        changements: children of the earlier plan who may change place at most, counted over the proposals that are
            still admissible; ``None``: as many as the weights want.
        travail: units of work of the solver, at most, for each of its two searches.

    Raises:
        EntreeRefusee: so few changes are impossible; the sentence says how many are needed.
    """
    chiffres = chiffrer(terrain)
    contraintes = _contraintes(terrain, chiffres, changements)
    trouve, examinees = _resoudre(chiffres, contraintes, travail)
    if trouve.places is None:
        raise _trop_peu(chiffres, contraintes, travail)
    return Plan(
        tuple(None if j < 0 else terrain.lieux[int(j)].cle for j in trouve.places), trouve.cout / ECHELLE,
        trouve.borne / ECHELLE, trouve.prouve, int((chiffres.paires < EXCLU).sum()), examinees,
    )  # fmt: skip


def _contraintes(terrain: Terrain, chiffres: Couts, changements: int | None) -> Contraintes:
    rangs = terrain.rang_enfant
    paires = {
        (min(a, b), max(a, b))
        for i in terrain.probleme.incompatibilites
        if len(r := [rangs[e] for e in i.enfants if e in rangs]) == 2
        for a, b in [r]
    }
    precedent = {
        c: j for c, cle in terrain.precedent.items()
        if (j := terrain.rang_lieu.get(cle, -1)) >= 0 and chiffres.paires[c, j] < EXCLU
    }  # fmt: skip
    return Contraintes(tuple(sorted(paires)), precedent, changements)


def _resoudre(chiffres: Couts, contraintes: Contraintes, travail: float) -> tuple[Trouve, int]:
    """The best plan over all pairs, and how many of them the solver had to see."""
    prix = _prix(chiffres)
    borne = borner(chiffres, prix)
    candidats = _premiers(chiffres, borne.exces, contraintes)
    premier = chercher(chiffres, candidats, contraintes, plancher=borne.valeur, travail=travail)
    if premier.places is None:
        candidats = chiffres.paires < EXCLU
        premier = chercher(chiffres, candidats, contraintes, plancher=borne.valeur, travail=travail)
        return premier, int(candidats.sum())
    reste = (borne.valeur + borne.exces < premier.cout) & (chiffres.paires < EXCLU)
    if premier.prouve and not (reste & ~candidats).any():
        return Trouve(premier.places, premier.cout, premier.cout, True), int(candidats.sum())
    complet = int(reste.sum()) <= PAIRES_MAXIMALES
    if not complet:
        reste &= borne.exces <= np.partition(borne.exces[reste], PAIRES_MAXIMALES)[PAIRES_MAXIMALES]
    reste[np.arange(len(premier.places))[premier.places >= 0], premier.places[premier.places >= 0]] = True
    second = chercher(
        chiffres, reste, contraintes, plancher=borne.valeur, depart=premier.places, travail=travail
    )  # fmt: skip
    meilleur = min((premier, second), key=lambda t: t.cout if t.places is not None else 10**18)
    prouve = (second.prouve and complet) or meilleur.cout <= borne.valeur
    plancher = max(borne.valeur, min(second.borne, meilleur.cout)) if complet else borne.valeur
    return Trouve(meilleur.places, meilleur.cout, meilleur.cout if prouve else plancher, prouve), int(reste.sum())


def _prix(chiffres: Couts) -> npt.NDArray[np.int64]:
    """Prices of all places: raised over those that somebody could want first, nothing elsewhere."""
    utiles = _utiles(chiffres)
    prix = np.zeros(chiffres.paires.shape[1], dtype=np.int64)
    prix[utiles], _ = monter(chiffres.reduire(utiles))
    return prix


def _utiles(chiffres: Couts) -> npt.NDArray[np.int64]:
    """Places among the cheapest of some child, or of some group together."""
    _, lieux = chiffres.paires.shape
    vus = np.zeros(lieux, dtype=np.bool_)
    if not lieux:
        return np.flatnonzero(vus)
    rang = min(PROCHES, lieux) - 1
    seuils = np.partition(chiffres.paires, rang, axis=1)[:, rang]
    vus |= ((chiffres.paires <= seuils[:, None]) & (chiffres.paires < EXCLU)).any(axis=0)
    maisons = np.minimum.reduceat(chiffres.paires, chiffres.debuts, axis=1)
    for membres in chiffres.groupes:
        ensemble = maisons[list(membres)].sum(axis=0)
        for m in np.argsort(ensemble, kind="stable")[:MAISONS]:
            if ensemble[m] < EXCLU:
                vus |= chiffres.maison == m
    return np.flatnonzero(vus)


def _premiers(chiffres: Couts, exces: Any, contraintes: Contraintes) -> Booleens:
    """The pairs that the solver sees first: the best of each child by their excess, and the earlier plan."""
    enfants, lieux = chiffres.paires.shape
    candidats = np.zeros((enfants, lieux), dtype=np.bool_)
    if lieux:
        rang = min(CANDIDATS, lieux) - 1
        candidats = (exces <= np.partition(exces, rang, axis=1)[:, rang][:, None]) & (chiffres.paires < EXCLU)
    for c, j in (contraintes.precedent or {}).items():
        candidats[c, j] = True
    return candidats


def _trop_peu(chiffres: Couts, contraintes: Contraintes, travail: float) -> EntreeRefusee:
    """The refusal of a limit of changes that nothing can keep: says the least number."""
    precedent = contraintes.precedent or {}
    seuls = np.zeros_like(chiffres.paires)
    for c, j in precedent.items():
        seuls[c, :] = 1
        seuls[c, j] = 0
    compte = Couts(
        np.where(chiffres.paires < EXCLU, seuls, EXCLU),
        np.array([int(c in precedent) for c in range(chiffres.sans.size)], dtype=np.int64), 0, chiffres.capacites,
        chiffres.debuts, chiffres.maison, chiffres.groupes, chiffres.obligatoires,
    )  # fmt: skip
    trouve, _ = _resoudre(compte, Contraintes(contraintes.incompatibles, precedent), travail)
    message = (
        f"Impossible avec {compter(contraintes.changements or 0, 'changement')} au plus : il en faut "
        f"{trouve.cout if trouve.prouve else f'au moins {trouve.borne}'}. Augmentez la limite."
    )
    return EntreeRefusee([Faute("changements", message, str(contraintes.changements), "une limite plus haute")])
