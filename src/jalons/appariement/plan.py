"""The best plan for all who wait, with its proof: the cost of the plan, the cost below which no plan can go.

First prices (``prix``) give a bound and tell which pairs could be in a good plan; the solver makes the best plan of
those; the bound then shows which pairs left aside could still better it: often none, and the plan is proved the best
over all places. Else the solver takes those in as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jalons.appariement.fratries import EXCLU, membres_du_bloc
from jalons.appariement.poids import ECHELLE, en_points
from jalons.appariement.prix import Borne, Couts, borner, monter
from jalons.appariement.probleme import Ensemble
from jalons.appariement.solveur import TRAVAIL, Colonnes, Contraintes, Trouve, chercher
from jalons.appariement.terrain import Terrain
from jalons.appariement.voeux import INTERDIT, couts, sans_place
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

PROCHES, MAISONS = 40, 12
"""Places looked at first for each child, and homes for each group of siblings."""

CANDIDATS = 4
"""Pairs of each child, and homes of each block of siblings, given to the solver first."""

PROCHES_DE_LA_BORNE = 1000
"""So is what costs at most this fraction of the bound above it."""

COLONNES_MAXIMALES = 60_000
"""Columns given to the solver at most; beyond, the plan is good and its gap is told."""

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
        tuple(_fuient(terrain, membres) for membres in terrain.fratries),
    )  # fmt: skip


def _fuient(terrain: Terrain, membres: tuple[int, ...]) -> tuple[int, ...]:
    """Pairs of siblings who may not share a home, as subsets of the group."""
    cles = [terrain.enfants[c].cle for c in membres]
    lies = terrain.contexte.incompatibles
    return tuple(
        1 << i | 1 << k for i, a in enumerate(cles) for k in range(i) if cles[k] in lies.get(a, frozenset())
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
        tuple(None if j < 0 else terrain.lieux[int(j)].cle for j in trouve.places), en_points(trouve.cout),
        en_points(trouve.borne), trouve.prouve, int((chiffres.paires < EXCLU).sum()), examinees,
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
    """The best plan over all columns, and how many of them the solver had to see."""
    borne = borner(chiffres, _prix(chiffres))
    plancher = borne.valeur
    colonnes = _premieres(chiffres, borne, contraintes)
    premier = chercher(chiffres, colonnes, contraintes, plancher=plancher, travail=travail)
    if premier.places is None:
        colonnes = _sous(chiffres, borne, EXCLU)
        trouve = chercher(chiffres, colonnes, contraintes, plancher=plancher, travail=travail)
        return trouve, colonnes.nombre()
    # only what costs less than this plan can better it: a column at its very cost is left aside
    reste = _sous(chiffres, borne, premier.cout - plancher)
    if premier.prouve and colonnes.couvrent(reste):
        return Trouve(premier.places, premier.cout, premier.cout, True), colonnes.nombre()
    complet = reste.nombre() <= COLONNES_MAXIMALES
    if not complet:
        exces = np.sort(borne.exces, axis=None)
        reste = _sous(chiffres, borne, int(exces[min(exces.size, COLONNES_MAXIMALES) - 1]))
    reste = reste.avec(_du_plan(chiffres, premier.places, borne))
    second = chercher(
        chiffres, reste, contraintes, plancher=plancher, depart=premier.places, travail=travail
    )  # fmt: skip
    meilleur = min((premier, second), key=lambda t: t.cout if t.places is not None else 10**18)
    prouve = (second.prouve and complet) or meilleur.cout <= plancher
    if complet:
        plancher = max(plancher, min(second.borne, meilleur.cout))
    return Trouve(meilleur.places, meilleur.cout, meilleur.cout if prouve else plancher, prouve), reste.nombre()


def _sous(chiffres: Couts, borne: Borne, seuil: int) -> Colonnes:
    """Columns whose excess is under ``seuil``."""
    blocs = tuple(
        None if b is None else frozenset(
            (bloc, int(m)) for bloc, exces in b.items() for m in np.flatnonzero(exces < seuil)
        )
        for b in borne.blocs
    )  # fmt: skip
    return Colonnes((borne.exces < seuil) & (chiffres.paires < EXCLU), blocs)


def _du_plan(chiffres: Couts, places: npt.NDArray[np.int64], borne: Borne) -> Colonnes:
    """The columns of one plan."""
    paires = np.zeros_like(chiffres.paires, dtype=np.bool_)
    rangs = np.flatnonzero(places >= 0)
    paires[rangs, places[rangs]] = True
    blocs = []
    for membres, b in zip(chiffres.groupes, borne.blocs, strict=True):
        ici: dict[int, int] = {}
        for i, c in enumerate(membres):
            if places[c] >= 0:
                m = int(chiffres.maison[places[c]])
                ici[m] = ici.get(m, 0) | 1 << i
        blocs.append(None if b is None else frozenset((bloc, m) for m, bloc in ici.items()))
    return Colonnes(paires, tuple(blocs))


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


def _premieres(chiffres: Couts, borne: Borne, contraintes: Contraintes) -> Colonnes:
    """The columns that the solver sees first: those near the bound, the best of each child and group, the last plan."""
    enfants, lieux = chiffres.paires.shape
    colonnes = _sous(chiffres, borne, borne.valeur // PROCHES_DE_LA_BORNE)
    places = np.full(enfants, -1, dtype=np.int64)
    for c, j in (contraintes.precedent or {}).items():
        places[c] = j
    colonnes = colonnes.avec(_du_plan(chiffres, places, borne))
    if not lieux:
        return colonnes
    rang = min(CANDIDATS, lieux) - 1
    seuils = np.partition(borne.exces, rang, axis=1)[:, rang]
    paires = (borne.exces <= seuils[:, None]) & (chiffres.paires < EXCLU)
    blocs = []
    for membres, b in zip(chiffres.groupes, borne.blocs, strict=True):
        choisis = _meilleurs_blocs(b) if b is not None else None
        for bloc, maison in choisis or ():
            la = chiffres.maison == maison
            paires[membres_du_bloc(bloc, membres)] |= la
        blocs.append(choisis)
    return colonnes.avec(Colonnes(paires & (chiffres.paires < EXCLU), tuple(blocs)))


def _meilleurs_blocs(exces: dict[int, npt.NDArray[np.int64]]) -> frozenset[tuple[int, int]]:
    """The homes that suit each block best."""
    return frozenset(
        (bloc, int(m))
        for bloc, e in exces.items()
        for m in np.argsort(e, kind="stable")[:CANDIDATS]
        if e[m] < EXCLU // 2
    )


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
        chiffres.fuient,
    )  # fmt: skip
    trouve, _ = _resoudre(compte, Contraintes(contraintes.incompatibles, precedent), travail)
    message = (
        f"Impossible avec {compter(contraintes.changements or 0, 'changement')} au plus : il en faut "
        f"{trouve.cout if trouve.prouve else f'au moins {trouve.borne}'}. Augmentez la limite."
    )
    return EntreeRefusee([Faute("changements", message, str(contraintes.changements), "une limite plus haute")])
