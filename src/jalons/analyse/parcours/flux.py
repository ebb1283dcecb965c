"""Flows: how many children pass from a state to another between chosen months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from jalons.analyse.parcours.sequences import VIDE, Sequences

NON_OBSERVE = -1
"""Number of what is no longer observed: those who were followed for less long."""


@dataclass(frozen=True, slots=True)
class Flux:
    """Children in the state ``de`` at the month ``depart`` and in ``vers`` at ``arrivee``; ``NON_OBSERVE`` included."""

    depart: int
    arrivee: int
    de: int
    vers: int
    nombre: float


def flux(sequences: Sequences, mois: Sequence[int]) -> list[Flux]:
    """Every flow between each of these months (from 0) and the next one, in the order of states; none is empty.

    Raises:
        ValueError: months that are not in order, or outside the window.
    """
    if sorted(set(mois)) != list(mois) or (mois and not 0 <= mois[0] <= mois[-1] < sequences.mois):
        raise ValueError(f"Months {list(mois)} are not in order inside 0 to {sequences.mois - 1}.")
    base = sequences.nombre_etats + 1
    flots = []
    for depart, arrivee in pairwise(mois):
        colonnes = sequences.etats[:, [depart, arrivee]].astype(np.int64)
        codes = np.where(colonnes == VIDE, sequences.nombre_etats, colonnes)
        nombres = np.bincount(codes[:, 0] * base + codes[:, 1], weights=sequences.poids, minlength=base * base)
        for paire in np.flatnonzero(nombres):
            de, vers = (NON_OBSERVE if e == base - 1 else int(e) for e in divmod(int(paire), base))
            flots.append(Flux(depart, arrivee, de, vers, float(nombres[paire])))
    return flots
