"""How varied, how eventful paths are: entropies, turbulence, complexity, transitions. Described, never ranked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from jalons.analyse.parcours.sequences import VIDE, Entiers, Reels, Sequences


def effectifs(sequences: Sequences) -> Reels:
    """How many children are in each state each month: (months, states), weights included."""
    table = np.zeros((sequences.mois, sequences.nombre_etats))
    mois = np.arange(sequences.mois)
    for etat in range(sequences.nombre_etats):
        table[mois, etat] = sequences.poids @ (sequences.etats == etat)
    return table


def entropie_transversale(sequences: Sequences) -> Reels:
    """How mixed the states of one month are, from 0 (one only) to 1 (all states alike); NaN where nobody is seen."""
    return _entropie(effectifs(sequences))


def entropie_longitudinale(sequences: Sequences) -> Reels:
    """How mixed the months of one child are, from 0 to 1; NaN for an empty line."""
    return _entropie(mois_par_etat(sequences))


def mois_par_etat(sequences: Sequences) -> Reels:
    """Months that each child spent in each state: (children, states)."""
    return np.stack([(sequences.etats == e).sum(axis=1) for e in range(sequences.nombre_etats)], axis=1).astype(float)


def _entropie(nombres: Reels) -> Reels:
    total = nombres.sum(axis=1, keepdims=True)
    parts = np.divide(nombres, total, out=np.zeros_like(nombres), where=total > 0)
    logs = np.log(parts, out=np.zeros_like(parts), where=parts > 0)
    valeurs: Reels = -(parts * logs).sum(axis=1) / np.log(max(nombres.shape[1], 2))
    valeurs = np.maximum(valeurs, 0)
    valeurs[total[:, 0] == 0] = np.nan
    return valeurs


def changements(sequences: Sequences) -> Entiers:
    """Months at which the state is no longer that of the month before."""
    avant, apres = sequences.etats[:, :-1], sequences.etats[:, 1:]
    return np.asarray(((avant != apres) & (apres != VIDE)).sum(axis=1), dtype=np.int64)


def complexite(sequences: Sequences) -> Reels:
    """Geometric mean of the share of changes and of the longitudinal entropy, from 0 to 1; NaN for an empty line.

    Source: Gabadinho, Ritschard, Studer, Müller, Indice de complexité, Extraction et gestion des connaissances, 2010.
    """
    longueurs = sequences.longueurs
    parts = np.divide(changements(sequences), longueurs - 1, out=np.zeros(len(sequences)), where=longueurs > 1)
    valeurs: Reels = np.sqrt(parts * entropie_longitudinale(sequences))
    return valeurs


def turbulence(sequences: Sequences) -> Reels:
    """Elzinga's: how many different orders of states a path holds, and how unequal its spells are; NaN if empty.

    log2(φ × (greatest variance + 1) / (variance + 1)): φ counts the distinct subsequences of the successive states, the
    empty one included; the variance is that of the lengths of spells. One state only gives 1.
    Source: Elzinga and Liefbroer, European Journal of Population 23, 2007.
    """
    uniques, places = sequences.distinctes()
    lignes = zip(uniques.etats, uniques.longueurs, strict=True)
    return np.array([_turbulence(etats[:n]) for etats, n in lignes], dtype=float)[places]


def episodes(etats: npt.NDArray[np.uint8]) -> tuple[list[int], list[int]]:
    """Successive states of one line, and the months of each.

    >>> episodes(np.array([2, 2, 0, 2], dtype=np.uint8))
    ([2, 0, 2], [2, 1, 1])
    """
    if not etats.size:
        return [], []
    coupes = np.flatnonzero(np.diff(etats)) + 1
    debuts = np.concatenate([[0], coupes])
    return etats[debuts].tolist(), np.diff(np.concatenate([debuts, [etats.size]])).tolist()


def _turbulence(etats: npt.NDArray[np.uint8]) -> float:
    if not etats.size:
        return float("nan")
    suite, durees = episodes(etats)
    moyenne = etats.size / len(suite)
    variance = float(np.var(durees))
    plus_grande = (len(suite) - 1) * (1 - moyenne) ** 2
    return float(np.log2(float(sous_suites(suite)) * (plus_grande + 1) / (variance + 1)))


def sous_suites(suite: Sequence[int]) -> int:
    """Distinct subsequences, the empty one included.

    >>> sous_suites([0, 1, 0])
    7
    """
    nombre, avant = 1, dict[int, int]()
    for etat in suite:
        nombre, avant[etat] = 2 * nombre - avant.get(etat, 0), nombre
    return nombre


def passages(sequences: Sequences, depart: int = 0, arrivee: int | None = None) -> Reels:
    """How many times a state follows another from one month to the next: (from, to), between two columns."""
    s = sequences.nombre_etats
    vus = sequences.etats[:, depart:arrivee].astype(np.int64)
    avant, apres = vus[:, :-1], vus[:, 1:]
    observes = apres != VIDE
    poids = np.broadcast_to(sequences.poids[:, None], observes.shape)[observes]
    nombres = np.bincount(avant[observes] * s + apres[observes], weights=poids, minlength=s * s)
    return np.asarray(nombres.reshape(s, s), dtype=np.float64)


def transitions(sequences: Sequences, depart: int = 0, arrivee: int | None = None) -> Reels:
    """Rates of passing from a state to another from one month to the next; a state never left nor held has zeros."""
    nombres = passages(sequences, depart, arrivee)
    total = nombres.sum(axis=1, keepdims=True)
    taux: Reels = np.divide(nombres, total, out=np.zeros_like(nombres), where=total > 0)
    return taux
