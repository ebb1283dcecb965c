"""Ranked proposals: for one child, for a group of siblings; and for every place left out, the reasons why."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from jalons.appariement.explications import (
    Assouplissement,
    Explication,
    Ligne,
    assouplir,
    dire_sans_solution,
    expliquer,
    points,
    raisons,
)  # fmt: skip
from jalons.appariement.fratries import EXCLU
from jalons.appariement.plan import Plan, chiffrer, planifier
from jalons.appariement.probleme import Ensemble
from jalons.appariement.terrain import Terrain
from jalons.noyau.accord import compter


@dataclass(frozen=True, slots=True)
class Ecarte:
    """A place left out, and every rule that puts it out."""

    lieu: str
    nom: str
    raisons: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True)
class Propositions:
    """The places for one child, the best first, and all the others with their reasons.

    Attributes:
        admissibles: how many places rules admit, of which ``retenues`` are the best.
    """

    enfant: str
    admissibles: int
    retenues: tuple[Explication, ...]
    ecartes: tuple[Ecarte, ...]
    sans_solution: str
    assouplissements: tuple[Assouplissement, ...]

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Ensembles:
    """One home that can hold a whole group: the place of each child, and what each pair costs."""

    maison: str
    points: float
    paires: tuple[Explication, ...]


@dataclass(frozen=True, slots=True)
class PropositionsFratrie:
    """The homes for a group of siblings, the best first; the best way to separate them; why the other homes are out."""

    fratrie: str
    possibles: int
    retenues: tuple[Ensembles, ...]
    separes: tuple[Explication, ...]
    points_separes: float
    ecartes: tuple[Ecarte, ...]
    sans_solution: str
    assouplissements: tuple[Assouplissement, ...]

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self)


def proposer(terrain: Terrain, enfant: int, nombre: int = 10) -> Propositions:
    """The ``nombre`` best places for one child, and the reasons of each place left out."""
    jugement = terrain.juger(enfant)
    classes = points(terrain, enfant, jugement)
    retenues = tuple(expliquer(terrain, enfant, j, jugement) for j in list(classes)[:nombre])
    ecartes = tuple(
        Ecarte(lieu.cle, lieu.nom, raisons(terrain, jugement, j))
        for j, lieu in enumerate(terrain.lieux)
        if j not in classes
    )
    sans = "" if classes else dire_sans_solution(terrain, enfant, jugement)
    return Propositions(
        terrain.enfants[enfant].cle, len(classes), retenues, ecartes, sans,
        () if classes else assouplir(terrain, enfant, jugement),
    )  # fmt: skip


def proposer_fratrie(terrain: Terrain, fratrie: int, nombre: int = 10) -> PropositionsFratrie:
    """The ``nombre`` best homes for a whole group, the best separation, and why the other homes are out."""
    membres = terrain.fratries[fratrie]
    sous = _seule(terrain, fratrie)
    paires = chiffrer(sous).paires
    places = {m: affectation for m in range(len(sous.debuts)) if (affectation := _loger(sous, paires, m)) is not None}
    fuient = _fuient(sous)
    if fuient:
        places = {}
    couts = {m: int(sum(paires[c, j] for c, j in enumerate(a))) for m, a in places.items()}
    ordre = sorted(couts, key=lambda m: (couts[m], m))
    jugements = [sous.juger(c) for c in range(len(membres))]
    retenues = tuple(
        Ensembles(
            sous.lieux[int(sous.debuts[m])].cle_maison, couts[m] / 100,
            tuple(expliquer(sous, c, j, jugements[c]) for c, j in enumerate(places[m])),
        )
        for m in ordre[:nombre]
    )  # fmt: skip
    plan = planifier(sous)
    separes = tuple(
        expliquer(sous, c, sous.rang_lieu[cle], jugements[c]) for c, cle in enumerate(plan.lieux) if cle is not None
    )
    ecartes = tuple(_ecarte(sous, paires, m, jugements) for m in range(len(sous.debuts)) if m not in places)
    return PropositionsFratrie(
        terrain.probleme.fratries[fratrie].cle, len(places), retenues, separes, plan.points, ecartes,
        "" if places else _dire_sans_maison(sous, fuient), () if places else assouplir_fratrie(sous, paires, plan),
    )  # fmt: skip


def _seule(terrain: Terrain, fratrie: int) -> Terrain:
    """The problem of one group, its members free to be separated."""
    groupe = replace(terrain.probleme.fratries[fratrie], ensemble=Ensemble.SOUHAITE)
    enfants = tuple(terrain.enfants[c] for c in terrain.fratries[fratrie])
    return Terrain(replace(terrain.probleme, enfants=enfants, fratries=(groupe,)), terrain.poids)


def _fuient(sous: Terrain) -> tuple[str, ...]:
    """Siblings who may not live together."""
    cles = {e.cle for e in sous.enfants}
    return tuple(sorted(c for c in cles if sous.contexte.incompatibles.get(c, frozenset()) & cles))


def _lieux_de(sous: Terrain, maison: int) -> range:
    fin = int(sous.debuts[maison + 1]) if maison + 1 < len(sous.debuts) else len(sous.lieux)
    return range(int(sous.debuts[maison]), fin)


def _loger(sous: Terrain, paires: npt.NDArray[np.int64], maison: int) -> list[int] | None:
    """The cheapest place of each child inside one home; ``None`` when it cannot hold them all."""
    from scipy.optimize import linear_sum_assignment

    lits = [j for j in _lieux_de(sous, maison) for _ in range(min(int(sous.capacites[j]), len(sous.enfants)))]
    if len(lits) < len(sous.enfants) or (paires[:, lits] >= EXCLU).all(axis=1).any():
        return None
    lignes, colonnes = linear_sum_assignment(paires[:, lits])
    choisis = [lits[int(k)] for k in colonnes]
    return None if any(paires[int(c), j] >= EXCLU for c, j in zip(lignes, choisis, strict=True)) else choisis


def _ecarte(sous: Terrain, paires: npt.NDArray[np.int64], maison: int, jugements: list[Any]) -> Ecarte:
    """Why one home cannot hold the group: room, or the rules of each child there."""
    ici = _lieux_de(sous, maison)
    lieu = sous.lieux[ici[0]]
    lignes = [_manque_de_places(sous, maison)] if int(sous.capacites[list(ici)].sum()) < len(sous.enfants) else []
    for c, jugement in enumerate(jugements):
        if (paires[c, list(ici)] >= EXCLU).all():
            lignes += [
                replace(ligne, phrase=f"{sous.enfants[c].cle} : {ligne.phrase}")
                for ligne in raisons(sous, jugement, ici[0])
            ]
    if not lignes:
        texte = "Chaque enfant y a une place possible, mais pas tous à la fois."
        lignes = [Ligne("fratrie", "Ensemble", "non conforme", texte)]
    return Ecarte(lieu.cle_maison, lieu.nom, tuple(lignes))


def _manque_de_places(sous: Terrain, maison: int) -> Ligne:
    libres = int(sous.capacites[list(_lieux_de(sous, maison))].sum())
    phrase = f"{compter(libres, 'place libre')} pour {compter(len(sous.enfants), 'enfant')}."
    return Ligne("place_libre", "Place libre", "non conforme", phrase)


def _dire_sans_maison(sous: Terrain, fuient: tuple[str, ...]) -> str:
    if fuient:
        return f"Ces enfants ne peuvent vivre ensemble : {', '.join(fuient)} sont incompatibles."
    return f"Aucun lieu ne peut accueillir ensemble ces {len(sous.enfants)} enfants."


def assouplir_fratrie(
    sous: Terrain, paires: npt.NDArray[np.int64], plan: Plan
) -> tuple[Assouplissement, ...]:  # fmt: skip
    """What would house the group, alone: separate it; more places in a home that suits; one rule relaxed for all."""
    trouves = []
    if all(plan.lieux):
        maisons = {sous.lieux[sous.rang_lieu[cle]].nom for cle in plan.lieux if cle}
        phrase = f"Séparés, ces enfants ont chacun une place ({', '.join(sorted(maisons))})."
        trouves.append(Assouplissement("separer", len(maisons), plan.lieux[0] or "", phrase))
    convient = [
        m for m in range(len(sous.debuts)) if all((paires[c, list(_lieux_de(sous, m))] < EXCLU).any()
                                                  for c in range(len(sous.enfants)))
    ]  # fmt: skip
    if convient and not _fuient(sous):
        m = max(convient, key=lambda m: int(sous.capacites[list(_lieux_de(sous, m))].sum()))
        manque = len(sous.enfants) - int(sous.capacites[list(_lieux_de(sous, m))].sum())
        lieu = sous.lieux[_lieux_de(sous, m)[0]]
        if manque > 0:
            de_plus = "1 place" if manque == 1 else f"{manque} places"
            suffit = "suffirait" if manque == 1 else "suffiraient"
            phrase = f"{de_plus} de plus à {lieu.nom}, qui convient à tous, {suffit}."
            trouves.append(Assouplissement("place_de_plus", len(convient), lieu.cle, phrase))
    return (*trouves, *_regles_a_lever(sous))


def _regles_a_lever(sous: Terrain) -> list[Assouplissement]:
    """Each rule which, relaxed for the whole group, leaves a home that has room and suits everybody."""
    from jalons.appariement.regles import REGLES, Verdict

    if _fuient(sous):
        return []
    verdicts = np.array([sous.juger(c).verdicts for c in range(len(sous.enfants))]) == Verdict.NON_CONFORME
    trouves = []
    for r, regle in enumerate(REGLES):
        if regle.code in {"place_libre", "nombre"}:
            continue
        permis = ~np.delete(verdicts, r, axis=1).any(axis=1)
        paires = np.where(permis, 0, EXCLU)
        maisons = [m for m in range(len(sous.debuts)) if _loger(sous, paires, m) is not None]
        if maisons:
            lieu = sous.lieux[int(sous.debuts[maisons[0]])]
            combien = "1 lieu les réunirait" if len(maisons) == 1 else f"{len(maisons)} lieux les réuniraient"
            phrase = f"Sans la règle « {regle.libelle} », {combien} ; par exemple {lieu.nom}."
            trouves.append(Assouplissement(regle.code, len(maisons), lieu.cle, phrase))
    return trouves
