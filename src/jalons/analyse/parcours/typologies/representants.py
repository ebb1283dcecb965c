"""Paths to draw: each line stands for a group of children near each other, so that none is one child's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jalons.analyse.parcours.distances import Distances
from jalons.analyse.parcours.mesures import episodes
from jalons.analyse.parcours.typologies.description import MINIMUM
from jalons.analyse.parcours.typologies.partition import Partition

LIGNES = 40
"""Most lines of one type."""


@dataclass(frozen=True, slots=True)
class Representant:
    """The most central path of ``nombre`` children of one type (from 0), as states and months."""

    type: int
    nombre: float
    suite: tuple[tuple[int, int], ...]


def representants(distances: Distances, partition: Partition, *, lignes: int = LIGNES) -> list[Representant]:
    """Lines of every type in the order of their months; a type of fewer than ``MINIMUM`` children has none.

    Children are taken in the order of their states and cut into groups of equal sizes (relative frequency plot: Fasang
    and Liao, Sociological Methods and Research 43, 2014). Those without type are not drawn.
    """
    dessines = []
    for type_ in range(len(partition)):
        enfants = np.sort(distances.places[partition.types[distances.places] == type_])
        groupes = min(lignes, len(enfants) // MINIMUM)
        for groupe in np.array_split(enfants, groupes) if groupes else []:
            places, comptes = np.unique(groupe, return_counts=True)
            centre = places[int(np.argmin(distances.carree[np.ix_(places, places)] @ comptes))]
            n = int(distances.distinctes.longueurs[centre])
            suite = tuple(zip(*episodes(distances.distinctes.etats[centre, :n]), strict=True))
            dessines.append(Representant(type_, float(len(groupe)), suite))
    return dessines
