"""Why: rule by rule, wish by wish, for one pair; every reason of every place left out; what would open a place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from jalons.appariement.poids import en_points
from jalons.appariement.regles import REGLES, Verdict
from jalons.appariement.terrain import Jugement, Terrain
from jalons.appariement.voeux import INTERDIT, Note, couts, noter


@dataclass(frozen=True, slots=True)
class Ligne:
    """One rule on one pair."""

    code: str
    libelle: str
    verdict: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Explication:
    """Everything that can be said of one child and one place.

    Attributes:
        points: what the pair costs; ``None`` when a rule excludes it.
    """

    enfant: str
    lieu: str
    nom: str
    admissible: bool
    points: float | None
    regles: tuple[Ligne, ...]
    voeux: tuple[Note, ...]

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Assouplissement:
    """One change that would give a solution, alone.

    Attributes:
        code: the rule to relax for this child, or ``place_de_plus``, ``separer``.
        lieux: places that it would open; ``exemple``: the best of them.
    """

    code: str
    lieux: int
    exemple: str
    phrase: str


def expliquer(terrain: Terrain, enfant: int, lieu: int, jugement: Jugement | None = None) -> Explication:
    """One pair, by ranks."""
    jugement = jugement or terrain.juger(enfant)
    notes = tuple(noter(terrain, enfant, lieu, jugement))
    admissible = not (jugement.verdicts[:, lieu] == Verdict.NON_CONFORME).any()
    la = terrain.lieux[lieu]
    return Explication(
        terrain.enfants[enfant].cle, la.cle, la.nom, admissible,
        round(sum(n.points for n in notes), 2) if admissible else None,
        tuple(_ligne(terrain, jugement, r, lieu) for r in range(len(REGLES))), notes,
    )  # fmt: skip


def _ligne(terrain: Terrain, jugement: Jugement, regle: int, lieu: int) -> Ligne:
    constat, vue = jugement.constat(regle, lieu), REGLES[regle]
    phrase = constat.phrase
    if terrain.verdict(vue.code, constat) is not constat.verdict:
        phrase += " Le département écarte un lieu dont on ne sait pas cela."
    return Ligne(vue.code, vue.libelle, terrain.verdict(vue.code, constat).mot, phrase)


def raisons(terrain: Terrain, jugement: Jugement, lieu: int) -> tuple[Ligne, ...]:
    """Every rule that puts a place out; empty when it is admissible."""
    hors = np.flatnonzero(jugement.verdicts[:, lieu] == Verdict.NON_CONFORME)
    return tuple(_ligne(terrain, jugement, int(r), lieu) for r in hors)


def a_verifier(terrain: Terrain, jugement: Jugement, lieu: int) -> tuple[Ligne, ...]:
    """Every rule of a place that cannot be checked, a datum being missing."""
    doutes = np.flatnonzero(jugement.verdicts[:, lieu] == Verdict.A_VERIFIER)
    return tuple(_ligne(terrain, jugement, int(r), lieu) for r in doutes)


def compte_des_raisons(jugement: Jugement) -> dict[str, int]:
    """How many places each rule puts out, the most frequent first; a place may be out for several."""
    comptes = (jugement.verdicts == Verdict.NON_CONFORME).sum(axis=1)
    return {REGLES[int(r)].code: int(comptes[r]) for r in np.argsort(-comptes, kind="stable") if comptes[r]}


def assouplir(terrain: Terrain, enfant: int, jugement: Jugement | None = None) -> tuple[Assouplissement, ...]:
    """For a child whom rules exclude everywhere: each rule which, relaxed alone, opens a place; the widest first."""
    jugement = jugement or terrain.juger(enfant)
    hors = jugement.verdicts == Verdict.NON_CONFORME
    trouves = []
    for r in np.flatnonzero((hors & (hors.sum(axis=0) == 1)).any(axis=1)):
        ouverts = np.flatnonzero(hors[r] & (hors.sum(axis=0) == 1))
        verdicts = jugement.verdicts.copy()
        verdicts[r] = Verdict.CONFORME
        points = couts(terrain, enfant, Jugement(jugement.reponses, verdicts))[ouverts]
        meilleur = int(ouverts[points.argmin()])
        ligne = _ligne(terrain, jugement, int(r), meilleur)
        phrase = (
            f"Sans la règle « {ligne.libelle} », {_conviendraient(ouverts.size)} ; le meilleur : "
            f"{terrain.lieux[meilleur].nom}. {ligne.phrase}"
        )
        trouves.append(Assouplissement(ligne.code, int(ouverts.size), terrain.lieux[meilleur].cle, phrase))
    return tuple(sorted(trouves, key=lambda a: -a.lieux))


def _conviendraient(nombre: int) -> str:
    return "1 lieu conviendrait" if nombre == 1 else f"{nombre} lieux conviendraient"


def au_plus_pres(terrain: Terrain, jugement: Jugement) -> tuple[int, int] | None:
    """The fewest rules that put a place out, and the first such place: when no single rule is the cause."""
    if not terrain.lieux:
        return None
    nombres = (jugement.verdicts == Verdict.NON_CONFORME).sum(axis=0)
    return int(nombres.min()), int(nombres.argmin())


def dire_sans_solution(terrain: Terrain, enfant: int, jugement: Jugement) -> str:
    """Why no place is admissible, in one sentence."""
    if not terrain.lieux:
        return "Aucun lieu n'est donné."
    causes = [f"{REGLES_LIBELLES[code]} ({n})" for code, n in list(compte_des_raisons(jugement).items())[:3]]
    texte = f"Aucun des {len(terrain.lieux)} lieux ne convient ; le plus souvent : {', '.join(causes)}."
    if not assouplir(terrain, enfant, jugement) and (pres := au_plus_pres(terrain, jugement)):
        nombre, lieu = pres
        codes = ", ".join(ligne.libelle for ligne in raisons(terrain, jugement, lieu))
        texte += (
            f" Aucune règle seule n'en est la cause : il en faudrait {nombre} ({codes}) pour {terrain.lieux[lieu].nom}."
        )
    return texte


REGLES_LIBELLES = {r.code: r.libelle.lower() for r in REGLES}


def points(terrain: Terrain, enfant: int, jugement: Jugement) -> dict[int, float]:
    """Points of each admissible place, the best first."""
    valeurs = couts(terrain, enfant, jugement)
    admis = np.flatnonzero(valeurs != INTERDIT)
    ordre = admis[np.argsort(valeurs[admis], kind="stable")]
    return {int(j): en_points(valeurs[j]) for j in ordre}
