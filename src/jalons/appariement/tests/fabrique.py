"""Small problems for tests: valid by default, one thing changed at a time."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from jalons.appariement.poids import poids_nationaux
from jalons.appariement.probleme import Accueil, Enfant, Lieu, Position, Probleme, Sexe
from jalons.appariement.terrain import Terrain
from jalons.noyau.dates import DateCivile

AU = date(2026, 1, 5)


def jour(texte: str) -> DateCivile:
    return DateCivile.lire(texte)


def enfant(cle: str = "e", **autres: Any) -> Enfant:
    """A girl of ten, without need, for a year."""
    valeurs: dict[str, Any] = {
        "naissance": jour("2015-06-01"), "sexe": Sexe.FEMININ, "public": "general", "besoins": (),
        "duree_prevue_jours": 365,
    }  # fmt: skip
    return Enfant(cle=cle, **(valeurs | autres))


def lieu(cle: str = "l", libres: int = 1, **autres: Any) -> Lieu:
    """A mixed place for all ages, authorised, where everything is known."""
    valeurs: dict[str, Any] = {
        "autorise": True, "age_min": 0, "age_max": 20, "accueil": Accueil.MIXTE, "publics": ("general",),
        "besoins_couverts": (), "places_autorisees": libres + 2, "accueillis": 2, "sejour_limite": False,
        "position": Position(commune="62041", departement="62"), "territoire": "Arras",
    }  # fmt: skip
    return Lieu(cle=cle, libres=libres, **(valeurs | autres))


def terrain(enfants: list[Enfant], lieux: list[Lieu], **autres: Any) -> Terrain:
    return Terrain(Probleme(DateCivile.lire(AU), tuple(enfants), tuple(lieux), **autres), poids_nationaux())


def force_brute(t: Terrain, paires: dict[tuple[int, int], int], sans: list[int]) -> int:
    """The least cost of all plans, by trying every one; ``paires``: cost of admissible pairs only."""
    lieux, incompatibles = range(len(t.lieux)), t.contexte.incompatibles
    choix = [[*(j for j in lieux if (c, j) in paires), None] for c in range(len(t.enfants))]
    meilleur = None
    for plan in itertools.product(*choix):
        if any(plan.count(j) > _capacite(t.lieux[j]) for j in lieux):
            continue
        maisons: dict[str, set[str]] = {}
        for c, j in enumerate(plan):
            if j is not None:
                maisons.setdefault(t.lieux[j].cle_maison, set()).add(t.enfants[c].cle)
        if any(incompatibles.get(e, frozenset()) & ensemble for ensemble in maisons.values() for e in ensemble):
            continue
        cout = sum(sans[c] if j is None else paires[c, j] for c, j in enumerate(plan))
        for fratrie in t.probleme.fratries:
            places = [plan[t.rang_enfant[e]] for e in fratrie.enfants]
            ou = {t.lieux[j].cle_maison for j in places if j is not None}
            if fratrie.ensemble == "obligatoire" and (len(ou) > 1 or (ou and None in places)):
                break
            if fratrie.ensemble != "obligatoire":
                cout += 100 * t.poids.separation * max(0, len(ou) - 1)
        else:
            meilleur = cout if meilleur is None else min(meilleur, cout)
    assert meilleur is not None
    return meilleur


def _capacite(lieu: Lieu) -> int:
    if lieu.places_autorisees is None or lieu.accueillis is None:
        return lieu.libres
    return max(0, min(lieu.libres, lieu.places_autorisees - lieu.accueillis))
