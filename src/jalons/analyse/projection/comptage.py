"""The two compiled loops: counting the past, and walking through simulated futures."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, prange


@njit(cache=True)
def bande(valeur: int, bornes: Any) -> int:
    """Rank of the band that holds ``valeur``: bands begin at 0 and at each bound."""
    rang = 0
    while rang < len(bornes) and valeur >= bornes[rang]:
        rang += 1
    return rang


@njit(cache=True)
def compter(etats: Any, ages: Any, depuis: int, nombre: int, bornes_duree: Any, bornes_age: Any, seuils: Any) -> Any:
    """Transitions between month-ends.

    Args:
        etats: children × months, 0 outside.
        ages: months of age of each child at the first column.
        depuis: first column of the window: destinations, birthdays and ages at arrival are counted from there only.
        seuils: months of age of the two birthdays counted apart.

    Returns:
        exposes, partis (months × type × duration × age), vers (type × age × destination), anniversaires (birthday ×
        type × exposed or left),
        vers_18, entrees (months × type), entrants (type and age of each arrival, the first million of them), durees
        (months in the type at the last column).
    """
    enfants, mois = etats.shape
    forme = (mois, nombre, len(bornes_duree) + 1, len(bornes_age) + 1)
    exposes, partis = np.zeros(forme, np.int64), np.zeros(forme, np.int64)
    vers = np.zeros((nombre, len(bornes_age) + 1, nombre + 1), np.int64)
    vers_18 = np.zeros((nombre, nombre + 1), np.int64)
    anniversaires = np.zeros((2, nombre, 2), np.int64)
    entrees, durees = np.zeros((mois, nombre), np.int64), np.zeros(enfants, np.int64)
    entrants = np.zeros((min(1_000_000, enfants * mois), 2), np.int64)
    lus = 0
    for i in range(enfants):
        duree = 0
        for m in range(1, mois):
            avant, apres, age = etats[i, m - 1], etats[i, m], ages[i] + m
            parti = np.int64(apres != avant)
            if avant == 0:
                if apres != 0:
                    entrees[m, apres - 1] += 1
                    if m >= depuis and lus < len(entrants):
                        entrants[lus, 0], entrants[lus, 1] = apres, age
                        lus += 1
            elif age == seuils[0] or age == seuils[1]:
                if m >= depuis:
                    anniversaires[np.int64(age == seuils[1]), avant - 1, 0] += 1
                    anniversaires[np.int64(age == seuils[1]), avant - 1, 1] += parti
                    vers_18[avant - 1, apres] += parti * np.int64(age == seuils[0])
            else:
                x, y = bande(duree, bornes_duree), bande(age - 1, bornes_age)
                exposes[m, avant - 1, x, y] += 1
                partis[m, avant - 1, x, y] += parti
                if m >= depuis:
                    vers[avant - 1, y, apres] += parti
            duree = duree + 1 if avant != 0 and apres == avant else 0
        durees[i] = duree
    return exposes, partis, vers, anniversaires, vers_18, entrees, entrants[:lus], durees


@njit(cache=True)
def _suivre(
    etat: int, duree: int, age: int, de: int, horizon: int, depart: Any, vers: Any, d18: Any, v18: Any, d21: Any,
    transferts: Any, freins: Any, bornes_duree: Any, bornes_age: Any, majorite: int, fin: int, effectifs: Any,
) -> None:  # fmt: skip
    """Walk one child from month ``de`` on, and count him in ``effectifs`` (months × types) while he is there."""
    nombre = len(d18)
    for t in range(de, horizon):
        age += 1
        k = etat - 1
        tire, suivant = np.random.random(), etat
        if age == majorite:
            part, vises = d18[k], v18[k]
        elif age == fin:
            part, vises = d21[k], vers[k, -1]
        else:
            y = bande(age - 1, bornes_age)
            part = min(1.0, depart[k, bande(duree, bornes_duree), y] * freins[t, k, np.int64(age > majorite)])
            vises = vers[k, y]
        if tire < part:
            tire /= part
            suivant = 0
            while suivant < nombre and tire >= vises[suivant]:
                suivant += 1
        else:
            reste = (tire - part) / (1.0 - part)
            for j in range(nombre):
                if reste < transferts[t, k, j]:
                    suivant = j + 1
                    break
                reste -= transferts[t, k, j]
        if suivant == 0:
            return
        duree = duree + 1 if suivant == etat else 0
        etat = suivant
        effectifs[t, etat - 1] += 1


@njit(parallel=True, cache=True)
def simuler(
    graine: int, stock_type: Any, stock_duree: Any, stock_age: Any, niveau: Any, ages: Any, debuts: Any, depart: Any,
    vers: Any, d18: Any, v18: Any, d21: Any, transferts: Any, freins: Any, bornes_duree: Any, bornes_age: Any,
    majorite: int, fin: int,
) -> Any:  # fmt: skip
    """Children in each type at each month-end of each future: futures × months × types.

    Each future has its own seed: the answer does not depend on how many threads share the work.

    Args:
        niveau: arrivals expected, futures × months × types; ``ages`` of past arrivals, those of type ``k`` from
            ``debuts[k]`` to ``debuts[k + 1]`` (excluded), from which each arrival takes its age.
        transferts: chance, for one who stays, of being moved: months × types × types.
        freins: factor of the chances of leaving: futures × months × types × (minor, adult).
    """
    futurs, horizon, nombre = niveau.shape
    effectifs = np.zeros((futurs, horizon, nombre), np.int32)
    for f in prange(futurs):
        np.random.seed(graine + f)
        for i in range(len(stock_type)):
            _suivre(
                stock_type[i], stock_duree[i], stock_age[i], 0, horizon, depart[f], vers[f], d18[f], v18[f], d21[f],
                transferts, freins[f], bornes_duree, bornes_age, majorite, fin, effectifs[f],
            )  # fmt: skip
        for t in range(horizon):
            for k in range(nombre):
                combien = np.random.poisson(niveau[f, t, k]) if debuts[k + 1] > debuts[k] else 0
                for _ in range(combien):
                    effectifs[f, t, k] += 1
                    _suivre(
                        k + 1, 0, ages[np.random.randint(debuts[k], debuts[k + 1])], t + 1, horizon, depart[f],
                        vers[f], d18[f], v18[f], d21[f], transferts, freins[f], bornes_duree, bornes_age, majorite, fin,
                        effectifs[f],
                    )  # fmt: skip
    return effectifs
