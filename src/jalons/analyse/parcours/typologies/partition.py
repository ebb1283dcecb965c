"""A partition of paths into types: by medoids, by Ward's hierarchy, or by density."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jalons.analyse.parcours.distances import Distances
from jalons.analyse.parcours.sequences import Entiers

METHODES = {
    "pam": "autour de parcours médians (PAM)",
    "ward": "hiérarchique (Ward)",
    "hdbscan": "par densité (HDBSCAN)",
}
SANS_TYPE = -1
"""Number of the paths that no type holds (density only)."""
PART_MINIMALE = 0.02
"""Smallest type of HDBSCAN, as a share of children: a choice of the statistician."""


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Types of paths, the heaviest first.

    Attributes:
        types: type of each different sequence, from 0; ``SANS_TYPE`` for none.
        medoides: the most central sequence of each type.
    """

    types: Entiers
    medoides: Entiers

    def __len__(self) -> int:
        return len(self.medoides)


def classer(distances: Distances, methode: str, nombre: int, graine: int) -> Partition:
    """The types of these paths; ``nombre`` of them, which density finds by itself and ignores.

    Raises:
        ValueError: an unknown method, or fewer different paths than types.
    """
    if methode not in METHODES:
        raise ValueError(f"Unknown method {methode!r}.")
    if methode != "hdbscan" and not 1 <= nombre <= len(distances.distinctes):
        raise ValueError(f"{nombre} types among {len(distances.distinctes)} different paths.")
    if methode == "pam":
        from jalons.analyse.parcours.typologies.medoides import medoides

        choisis = medoides(distances.carree, distances.distinctes.poids, nombre, graine)
        types = np.argmin(distances.carree[choisis], axis=0).astype(np.int64)
        types[choisis] = np.arange(nombre)
    else:
        types = _des_enfants(distances, _ward(distances, nombre) if methode == "ward" else _densite(distances))
    return _ordonner(distances, types)


def _ward(distances: Distances, nombre: int) -> Entiers:
    import fastcluster
    from scipy.cluster.hierarchy import fcluster
    from scipy.spatial.distance import squareform

    serrees = squareform(distances.enfants().astype(np.float64), checks=False)
    arbre = fastcluster.linkage(serrees, method="ward", preserve_input=False)
    return np.asarray(fcluster(arbre, nombre, criterion="maxclust"), dtype=np.int64) - 1


def _densite(distances: Distances) -> Entiers:
    from sklearn.cluster import HDBSCAN

    minimum = max(5, round(PART_MINIMALE * len(distances.places)))
    moteur = HDBSCAN(metric="precomputed", min_cluster_size=minimum, copy=True)
    return np.asarray(moteur.fit(distances.enfants().astype(np.float64)).labels_, dtype=np.int64)


def _des_enfants(distances: Distances, enfants: Entiers) -> Entiers:
    """Type of each different sequence: that of its children, who are at no distance from each other."""
    types = np.full(len(distances.distinctes), SANS_TYPE, dtype=np.int64)
    types[distances.places[::-1]] = enfants[::-1]
    return types


def _ordonner(distances: Distances, types: Entiers) -> Partition:
    poids = distances.distinctes.poids
    presents = np.unique(types[types != SANS_TYPE])
    lourds = presents[np.argsort([-poids[types == t].sum() for t in presents], kind="stable")]
    nouveaux, centres = np.full(len(types), SANS_TYPE, dtype=np.int64), np.empty(len(lourds), dtype=np.int64)
    for rang, ancien in enumerate(lourds):
        membres = np.flatnonzero(types == ancien)
        nouveaux[membres] = rang
        sommes = distances.carree[np.ix_(membres, membres)] @ poids[membres]
        centres[rang] = membres[int(np.argmin(sommes))]
    return Partition(nouveaux, centres)
