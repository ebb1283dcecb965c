"""Wishes: what makes an admissible place better for a child, in points lost. They score a pair, never a person.

A wish wholly missed loses its points, half missed the half. What is unknown loses the part that the weights say. Points
are whole hundredths, so that the sum shown is the sum that was compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from jalons.appariement.geographie import Reels
from jalons.appariement.poids import ECHELLE, JOURS_COMPTES, en_points
from jalons.appariement.probleme import Enfant, Lieu, Position
from jalons.appariement.regles import Verdict, ages, fin_prevue
from jalons.appariement.terrain import Classes, Entiers, Jugement, Terrain, Verdicts, classer
from jalons.noyau.accord import compter
from jalons.noyau.dates import ajouter_mois, texte_du_jour

INTERDIT = -1
"""Cost of a pair that a hard rule excludes."""

INCONNU = -1.0
"""Degree of a wish whose datum is missing."""

NON_DIT = -1
"""Ordinal of a last day that is not known."""

Manque = Callable[[Terrain, int], Reels | None]


@dataclass(frozen=True, slots=True)
class Voeu:
    """A wish.

    Attributes:
        code: also the key of its weight.
        manque: for one child, how much each place misses it, from 0 to 1; ``INCONNU``; ``None``: not this child's wish.
        dire: the sentence for one pair.
    """

    code: str
    libelle: str
    manque: Manque
    dire: Callable[[Terrain, int, int], str]


@dataclass(frozen=True, slots=True)
class Note:
    """How one pair does on one wish: points lost of the points at stake; ``connue``: whether the datum was there."""

    code: str
    libelle: str
    points: float
    sur: int
    connue: bool
    phrase: str


def _proche(positions: Callable[[Enfant], tuple[Position, ...]], plafond: str) -> Manque:
    def manque(terrain: Terrain, enfant: int) -> Reels | None:
        points = positions(terrain.enfants[enfant])
        if not points:
            return None
        km = np.mean([terrain.distances(p)[0] for p in points], axis=0)
        return np.asarray(np.minimum(1.0, km / getattr(terrain.poids, plafond)), dtype=np.float64)

    return manque


def _dire_distances(positions: Callable[[Enfant], tuple[Position, ...]]) -> Callable[[Terrain, int, int], str]:
    def dire(terrain: Terrain, enfant: int, lieu: int) -> str:
        texte = " ; ".join(terrain.dire_distance(p, lieu) for p in positions(terrain.enfants[enfant]))
        return f"{texte[0].upper()}{texte[1:]}."

    return dire


def _parents(enfant: Enfant) -> tuple[Position, ...]:
    return enfant.parents


def _ecole(enfant: Enfant) -> tuple[Position, ...]:
    return () if enfant.ecole is None else (enfant.ecole,)


def _inconnu(terrain: Terrain, enfant: int) -> Reels | None:
    connus = terrain.enfants[enfant].lieux_connus
    if not connus:
        return None
    manque = np.ones(len(terrain.lieux))
    manque[[terrain.rang_lieu[c] for c in connus if c in terrain.rang_lieu]] = 0
    return manque


def _dire_inconnu(terrain: Terrain, enfant: int, lieu: int) -> str:
    connu = terrain.lieux[lieu].cle in terrain.enfants[enfant].lieux_connus
    return "L'enfant connaît ce lieu." if connu else "L'enfant connaît un autre lieu, pas celui-ci."


def _duree(terrain: Terrain, enfant: int) -> Reels | None:
    vu, (limites, termes) = terrain.enfants[enfant], terrain.garder("duree", lambda: _termes(terrain))
    fin = fin_prevue(terrain.contexte, vu)
    if fin is None or vu.naissance is None:
        return np.full(len(terrain.lieux), INCONNU)
    dernier = np.array(
        [NON_DIT if a.age_max is None else _limite(vu, a.age_max).toordinal() for a in limites.exemples]
    )[limites.de]
    entree = terrain.contexte.entree(vu).debut
    tenus = np.minimum(dernier, termes) - entree.toordinal() + 1
    part = 1 - np.clip(tenus / ((fin - entree).days + 1), 0, 1)
    return np.where(dernier == NON_DIT, INCONNU, part)


def _termes(terrain: Terrain) -> tuple[Classes, Entiers]:
    """Places by age limit; the last authorised day of each, as an ordinal."""
    jours = [date.max if x.autorise_jusqu_au is None else x.autorise_jusqu_au.fin for x in terrain.lieux]
    return classer(terrain.lieux, lambda lieu: lieu.age_max), np.array([j.toordinal() for j in jours])


def _limite(enfant: Enfant, age_max: int) -> date:
    """The last day the child is not older than ``age_max``, counted from its earliest possible birth."""
    assert enfant.naissance is not None  # noqa: S101 - the caller has looked
    return ajouter_mois(enfant.naissance.debut, 12 * (age_max + 1)) - timedelta(days=1)


def _dernier_jour(enfant: Enfant, lieu: Lieu) -> date | None:
    """The last day the place may keep the child: age limit or end of authorisation; ``None``: unknown."""
    if enfant.naissance is None or lieu.age_max is None:
        return None
    limite = _limite(enfant, lieu.age_max)
    return limite if lieu.autorise_jusqu_au is None else min(limite, lieu.autorise_jusqu_au.fin)


def _dire_duree(terrain: Terrain, enfant: int, lieu: int) -> str:
    vu, la = terrain.enfants[enfant], terrain.lieux[lieu]
    dernier, fin = _dernier_jour(vu, la), fin_prevue(terrain.contexte, vu)
    if dernier is None or fin is None:
        return "Durée prévue, date de naissance ou âge limite non renseigné."
    if dernier >= fin:
        return f"Le lieu peut garder l'enfant jusqu'au terme prévu ({texte_du_jour(fin)})."
    return f"Le lieu ne peut garder l'enfant que jusqu'au {texte_du_jour(dernier)} ; terme prévu {texte_du_jour(fin)}."


def _charge(terrain: Terrain, enfant: int) -> Reels | None:
    return terrain.garder("charge", lambda: np.array([taux_du_lieu(lieu) for lieu in terrain.lieux]))


def taux_du_lieu(lieu: Lieu) -> float:
    """Part of the authorised places already taken, 1 at most; ``INCONNU`` when a number is missing."""
    if lieu.places_autorisees is None or lieu.accueillis is None:
        return INCONNU
    return min(1.0, lieu.accueillis / lieu.places_autorisees) if lieu.places_autorisees else 1.0


def _dire_charge(terrain: Terrain, enfant: int, lieu: int) -> str:
    la = terrain.lieux[lieu]
    if taux_du_lieu(la) == INCONNU:
        return "Places autorisées ou enfants accueillis non renseignés."
    return f"{compter(la.accueillis or 0, 'enfant accueilli')} pour {compter(la.places_autorisees or 0, 'place')}."


def _territoire(terrain: Terrain, enfant: int) -> Reels | None:
    return terrain.garder("territoire", lambda: _taux_par_lieu(terrain))


def _taux_par_lieu(terrain: Terrain) -> Reels:
    taux = taux_des_territoires(terrain)
    return np.array([taux.get(lieu.territoire or "", INCONNU) for lieu in terrain.lieux])


def taux_des_territoires(terrain: Terrain) -> dict[str, float]:
    """Part of the authorised places already taken in each territory, over the places whose numbers are known."""
    sommes: dict[str, list[int]] = {}
    for lieu in terrain.lieux:
        if lieu.territoire and lieu.places_autorisees is not None and lieu.accueillis is not None:
            somme = sommes.setdefault(lieu.territoire, [0, 0])
            somme[0] += lieu.accueillis
            somme[1] += lieu.places_autorisees
    return {t: min(1.0, pris / total) for t, (pris, total) in sommes.items() if total}


def _dire_territoire(terrain: Terrain, enfant: int, lieu: int) -> str:
    territoire = terrain.lieux[lieu].territoire or ""
    taux = taux_des_territoires(terrain).get(territoire)
    if taux is None:
        return "Territoire du lieu ou son occupation non renseigné."
    return f"{territoire} : {100 * taux:.0f} % des places autorisées sont occupées."


def _change(terrain: Terrain, enfant: int) -> Reels | None:
    if enfant not in terrain.precedent:
        return None
    manque = np.ones(len(terrain.lieux))
    if terrain.precedent[enfant] in terrain.rang_lieu:
        manque[terrain.rang_lieu[terrain.precedent[enfant]]] = 0
    return manque


def _dire_change(terrain: Terrain, enfant: int, lieu: int) -> str:
    avant = terrain.precedent[enfant]
    return "Comme dans le plan précédent." if terrain.lieux[lieu].cle == avant else f"Le plan précédent disait {avant}."


VOEUX = (
    Voeu("parents", "Près des parents", _proche(_parents, "plafond_parents_km"), _dire_distances(_parents)),
    Voeu("ecole", "Près de l'école", _proche(_ecole, "plafond_ecole_km"), _dire_distances(_ecole)),
    Voeu("connu", "Lieu connu", _inconnu, _dire_inconnu),
    Voeu("duree", "Tenir la durée prévue", _duree, _dire_duree),
    Voeu("charge", "Charge du lieu", _charge, _dire_charge),
    Voeu("territoire", "Équilibre des territoires", _territoire, _dire_territoire),
    Voeu("changement", "Peu de changements", _change, _dire_change),
)
"""Every wish of a pair but the checking of what is missing, which follows from the rules."""


def couts(terrain: Terrain, enfant: int, jugement: Jugement) -> Entiers:
    """Hundredths of a point that each place costs this child; ``INTERDIT`` where a rule excludes it."""
    total = np.zeros(len(terrain.lieux), dtype=np.int64)
    for voeu in VOEUX:
        manque = voeu.manque(terrain, enfant)
        if manque is not None:
            total += _centiemes(terrain, voeu.code, manque)
    total += _verification(terrain, jugement.verdicts)
    total[(jugement.verdicts == Verdict.NON_CONFORME).any(axis=0)] = INTERDIT
    return total


def _centiemes(terrain: Terrain, code: str, manque: Reels) -> Entiers:
    connu = np.where(manque == INCONNU, float(terrain.poids.part_inconnue), manque)
    poids = int(getattr(terrain.poids, code))
    return np.asarray(np.rint(connu * poids * ECHELLE), dtype=np.int64)


def _verification(terrain: Terrain, verdicts: Verdicts) -> Entiers:
    """Hundredths of a point that rules not checked cost, by place."""
    doutes = (verdicts == Verdict.A_VERIFIER).sum(axis=0)
    return np.asarray(ECHELLE * terrain.poids.verification * doutes, dtype=np.int64)


def noter(terrain: Terrain, enfant: int, lieu: int, jugement: Jugement) -> list[Note]:
    """Wish by wish, what one pair loses; the sum is what ``couts`` says."""
    notes = []
    for voeu in VOEUX:
        manque = voeu.manque(terrain, enfant)
        if manque is None:
            continue
        points = en_points(_centiemes(terrain, voeu.code, manque[[lieu]])[0])
        poids = int(getattr(terrain.poids, voeu.code))
        notes.append(
            Note(voeu.code, voeu.libelle, points, poids, bool(manque[lieu] != INCONNU),
                 voeu.dire(terrain, enfant, lieu))
        )  # fmt: skip
    doutes = int((jugement.verdicts[:, lieu] == Verdict.A_VERIFIER).sum())
    if doutes:
        poids = terrain.poids.verification
        phrase = f"{compter(doutes, 'règle')} à vérifier, à {compter(poids, 'point')} chacune."
        perdus = en_points(_verification(terrain, jugement.verdicts[:, [lieu]])[0])
        notes.append(Note("verification", "Données à vérifier", perdus, doutes * poids, True, phrase))
    return notes


def sans_place(terrain: Terrain, enfant: int) -> int:
    """Hundredths of a point that leaving this child without a proposal costs."""
    depuis = terrain.enfants[enfant].attend_depuis
    jours = 0 if depuis is None else max(0, (terrain.contexte.au - depuis.debut).days)
    return ECHELLE * (terrain.poids.sans_place + terrain.poids.attente_par_jour * min(jours, JOURS_COMPTES))


def age_lisible(terrain: Terrain, enfant: int) -> str:
    """The child's age on the day it comes, for a table."""
    vu = terrain.enfants[enfant]
    ans = ages(vu, terrain.contexte.entree(vu))
    return "âge inconnu" if ans is None else compter(ans[0], "an") if ans[0] == ans[1] else f"{ans[0]} ou {ans[1]} ans"
