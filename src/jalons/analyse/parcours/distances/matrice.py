"""All distances, block by block: only the result takes room, and it may be a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jalons.analyse.parcours.distances.couts import Couts, constants, verifier
from jalons.analyse.parcours.distances.moteurs import Moteur, Simples, alignements, produits, sous_suites
from jalons.analyse.parcours.sequences import Entiers, Sequences

METHODES = {
    "om": "appariement optimal",
    "lcs": "plus longue sous-suite commune",
    "hamming": "Hamming (mois par mois)",
    "dhd": "Hamming dynamique (coûts propres à chaque mois)",
}
FILS = min(2, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Distances between different sequences.

    Attributes:
        carree: (sequences, sequences), symmetric; single precision, seven digits.
        distinctes: the different sequences, with the weights of all children who have each.
        places: line of each child.
    """

    carree: Simples
    distinctes: Sequences
    places: Entiers

    def enfants(self) -> Simples:
        """Distances between children: as many lines as children, for those who are few."""
        return self.carree[np.ix_(self.places, self.places)]


def matrice(
    sequences: Sequences, methode: str, couts: Couts, *, fichier: Path | None = None, fils: int = FILS
) -> Distances:
    """Every distance. ``fichier``: written there (n² × 4 bytes) and read as if it were memory.

    Raises:
        ValueError: an unknown method, costs that do not fit, Hamming's on sequences of several lengths.
    """
    distinctes, places = sequences.distinctes()
    n = len(distinctes)
    sortie: Simples = (
        np.zeros((n, n), dtype=np.float32) if fichier is None
        else np.memmap(fichier, dtype=np.float32, mode="w+", shape=(n, n))
    )  # fmt: skip

    def ranger(depart: int, fin: int, valeurs: Simples) -> None:
        sortie[depart:, depart:fin] = valeurs
        sortie[depart:fin, depart:] = valeurs.T

    _tous(_moteur(distinctes, distinctes, methode, couts, fils, depuis_soi=True), n, ranger)
    return Distances(sortie, distinctes, places)


def parcourir(
    distinctes: Sequences, methode: str, couts: Couts, agir: Callable[[int, int, Simples], None], *, fils: int = FILS
) -> None:
    """Every distance once, kept by nobody: ``agir(start, end, block)`` is told each block as soon as it is known.

    ``block[i, j]`` is the distance of line ``start + i`` to line ``start + j``; blocks come in any order, from two
    threads. Memory is that of a few blocks: what a matrix of 50,000 would not fit can be summed or filtered.

    Raises:
        ValueError: as ``matrice``.
    """
    _tous(_moteur(distinctes, distinctes, methode, couts, fils, depuis_soi=True), len(distinctes), agir)


def vers(sequences: Sequences, reperes: Sequences, methode: str, couts: Couts, *, fils: int = FILS) -> Simples:
    """Distances of each sequence (lines) to a few others (columns): what a matrix of all would not hold.

    Raises:
        ValueError: as ``matrice``.
    """
    distinctes, places = sequences.distinctes()
    sortie: Simples = np.zeros((len(distinctes), len(reperes)), dtype=np.float32)

    def ranger(depart: int, fin: int, valeurs: Simples) -> None:
        sortie[depart:fin] = valeurs.T

    _tous(_moteur(reperes, distinctes, methode, couts, fils, depuis_soi=False), len(distinctes), ranger)
    return sortie[places]


def _tous(moteur: Moteur, nombre: int, ranger: Callable[[int, int, Simples], None]) -> None:
    """Every block, each stored as soon as it is known."""

    def faire(depart: int) -> None:
        fin, valeurs = moteur.bloc(depart)
        ranger(depart, fin, valeurs)

    departs = range(0, nombre, moteur.pas)
    if moteur.fils == 1:
        for depart in departs:
            faire(depart)
        return
    with ThreadPoolExecutor(moteur.fils) as executeur:
        for _ in executeur.map(faire, departs):
            pass


def _moteur(
    demandees: Sequences, cibles: Sequences, methode: str, couts: Couts, fils: int, *, depuis_soi: bool
) -> Moteur:
    if methode not in METHODES:
        raise ValueError(f"Unknown method {methode!r}.")
    if methode == "lcs":
        couts = constants(cibles.nombre_etats)
    for sequences in (demandees, cibles):
        verifier(sequences, couts)
    if methode in ("hamming", "dhd"):
        return produits(demandees, cibles, couts, depuis_soi=depuis_soi)
    if couts.plus_longue_sous_suite:
        return sous_suites(demandees, cibles, couts, fils, depuis_soi=depuis_soi)
    return alignements(demandees, cibles, couts, fils, depuis_soi=depuis_soi)
