"""The best plan for all who wait, and what places added would change: what a kept computation holds. Pure.

What is kept names nobody and gives no reserved reason: those who may read more open the request of the child.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from jalons.appariement.explications import a_verifier, assouplir, compte_des_raisons
from jalons.appariement.fichier import ecrire
from jalons.appariement.plan import Plan, planifier
from jalons.appariement.poids import Poids, en_points
from jalons.appariement.probleme import Accueil, Ensemble, Lieu, Position, Probleme
from jalons.appariement.resultats import dresser
from jalons.appariement.simulation import simuler
from jalons.appariement.terrain import Terrain
from jalons.appariement.voeux import INTERDIT, couts
from jalons.application.etablissements.nomenclatures import TOUS, libelle_public, libelle_type, publics
from jalons.application.places.recherche import masque
from jalons.application.places.recherche.poids import en_json


@dataclass(frozen=True, slots=True)
class Proposee:
    """What a plan says of one child; ``unite`` is ``None`` when it proposes nothing, and ``phrase`` then says why."""

    enfant: int
    unite: int | None
    points: float | None
    phrase: str
    a_verifier: int
    changee: bool


@dataclass(frozen=True, slots=True)
class Ajout:
    """Places to add to see: of one type, on one territory, for one public."""

    type: str
    places: int
    public: str = TOUS
    territoire: str = ""
    age_min: int | None = None
    age_max: int | None = None


def empreinte(probleme: Probleme, poids: Poids) -> str:
    """A fingerprint of everything that an answer rests on: the same one, the same answer."""
    texte = ecrire(probleme) + json.dumps(en_json(poids), sort_keys=True)
    return hashlib.sha256(texte.encode()).hexdigest()


def planifier_tous(
    probleme: Probleme, poids: Poids, *, changements: int | None = None
) -> tuple[dict[str, Any], list[Proposee]]:
    """The plan and its figures, and a line for each child.

    Raises:
        EntreeRefusee: so few changes are impossible.
    """
    terrain = Terrain(probleme, poids)
    plan = planifier(terrain, changements=changements)
    prouve = {"prouve": plan.prouve, "points": plan.points, "borne": plan.borne, "ecart": plan.ecart}
    resultats = prouve | {"bilan": asdict(dresser(terrain, plan)), "lieux": len(terrain.lieux)}
    return resultats, [_ligne(terrain, plan, c) for c in range(len(terrain.enfants))]


def _ligne(terrain: Terrain, plan: Plan, c: int) -> Proposee:
    cle, jugement, lieu = int(terrain.enfants[c].cle), terrain.juger(c), plan.lieux[c]
    changee = c in terrain.precedent and terrain.precedent[c] != lieu
    valeurs = couts(terrain, c, jugement)
    if lieu is not None:
        j = terrain.rang_lieu[lieu]
        doutes = len(a_verifier(terrain, jugement, j))
        return Proposee(cle, int(lieu), en_points(valeurs[j]), "", doutes, changee)
    admis = int((valeurs != INTERDIT).sum())
    if not admis:
        seuls = assouplir(terrain, c, jugement)
        phrase = masque.dire_sans_solution(
            compte_des_raisons(jugement), len(terrain.lieux), clair=False, seules=[a.code for a in seuls]
        )
        return Proposee(cle, None, None, " ".join([phrase, *masque.assouplissements(seuls, clair=False)]), 0, changee)
    combien = "1 lieu conviendrait" if admis == 1 else f"{admis} lieux conviendraient"
    if _indissociable(terrain, c):
        phrase = f"Sa fratrie ne se sépare pas : tous ou personne. {combien} à cet enfant seul."
    else:
        phrase = f"{combien}, le plan donne leurs places à d'autres : il en manque."
    return Proposee(cle, None, None, phrase, 0, changee)


def _indissociable(terrain: Terrain, c: int) -> bool:
    return any(
        c in membres and f.ensemble is Ensemble.OBLIGATOIRE
        for membres, f in zip(terrain.fratries, terrain.probleme.fratries, strict=True)
    )


def lieux_ajoutes(ajouts: Sequence[Ajout], lieux: Iterable[Lieu]) -> tuple[Lieu, ...]:
    """The places to add. They cover no more than is said; they stand amid the places of their territory, if known."""
    centres = _centres(lieux)
    tous = tuple(publics().values())
    return tuple(
        Lieu(
            cle=f"ajout {rang}", libelle=f"Ajout {rang}", libres=a.places, genre=libelle_type(a.type), autorise=True,
            territoire=a.territoire or None, position=centres.get(a.territoire), accueil=Accueil.MIXTE,
            age_min=a.age_min, age_max=a.age_max, places_autorisees=a.places, accueillis=0, sejour_limite=False,
            publics=tous if a.public == TOUS else (libelle_public(a.public),),
        )
        for rang, a in enumerate(ajouts, 1)
    )  # fmt: skip


def _centres(lieux: Iterable[Lieu]) -> dict[str, Position]:
    points: dict[str, list[tuple[float, float]]] = {}
    for lieu in lieux:
        p = lieu.position
        if lieu.territoire and p is not None and p.latitude is not None and p.longitude is not None:
            points.setdefault(lieu.territoire, []).append((float(p.latitude), float(p.longitude)))
    return {
        nom: Position(latitude=_moyenne(la for la, _ in pts), longitude=_moyenne(lo for _, lo in pts))
        for nom, pts in points.items()
    }


def _moyenne(valeurs: Iterable[float]) -> Decimal:
    return Decimal(str(round(float(np.mean(list(valeurs))), 4)))


def simuler_ajouts(
    probleme: Probleme, poids: Poids, ajouts: Sequence[Ajout], occupation: Mapping[str, tuple[int, int]]
) -> dict[str, Any]:
    """Before and after: who has no proposal, where the new places serve, the occupancy if the plan is followed.

    Args:
        occupation: opened and occupied places by name of type, today.
    """
    ajoutes = lieux_ajoutes(ajouts, probleme.lieux)
    s = simuler(probleme, poids, ajoutes)
    ouvertes, occupees = (sum(x[k] for x in occupation.values()) for k in (0, 1))
    plus = sum(a.places for a in ajouts)
    return {
        "attendent": s.avant.enfants, "sans_avant": s.avant.sans_place, "sans_apres": s.apres.sans_place,
        "gagnants": len(s.gagnants), "prouves": s.prouves,
        "fratries": s.apres.fratries, "ensemble_avant": s.avant.fratries_ensemble,
        "ensemble_apres": s.apres.fratries_ensemble, "km_avant": s.avant.km_moyen, "km_apres": s.apres.km_moyen,
        "ajoutees": plus, "ouvertes": ouvertes, "occupees": occupees,
        "taux": _taux(occupees, ouvertes), "taux_avant": _taux(occupees + s.avant.places, ouvertes),
        "taux_apres": _taux(occupees + s.apres.places, ouvertes + plus),
        "usages": [
            {
                "type": u.genre, "ajoutees": u.ajoutees, "servent": u.occupees,
                "ouvertes": occupation.get(u.genre, (0, 0))[0], "occupees": occupation.get(u.genre, (0, 0))[1],
                "taux": _taux(*reversed(occupation.get(u.genre, (0, 0)))),
                "taux_seul": _taux(
                    occupation.get(u.genre, (0, 0))[1] + u.occupees, occupation.get(u.genre, (0, 0))[0] + u.ajoutees
                ),
            }
            for u in s.usages
        ],
    }  # fmt: skip


def _taux(occupees: int, ouvertes: int) -> float | None:
    return round(100 * occupees / ouvertes, 1) if ouvertes else None
