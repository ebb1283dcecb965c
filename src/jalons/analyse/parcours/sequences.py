"""Sequences: one line per child, one column per month, a number per state; beyond its length a line is void."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Octets = npt.NDArray[np.uint8]
Entiers = npt.NDArray[np.int64]
Reels = npt.NDArray[np.float64]

VIDE = 255
"""What cells hold beyond the length of their line: nothing was observed there, which is not a state."""


@dataclass(frozen=True, slots=True, eq=False)
class Sequences:
    """Children's months as states.

    Attributes:
        etats: (children, months), numbers below ``nombre_etats``; ``VIDE`` beyond the length.
        longueurs: months observed of each child, from the first column.
        cles: key of each child in the register; never leaves the analysis.
        poids: weight of each line, 1 unless lines were merged or the sample weighted.
        nombre_etats: size of the alphabet.
    """

    etats: Octets
    longueurs: Entiers
    cles: Entiers
    poids: Reels
    nombre_etats: int

    def __post_init__(self) -> None:
        lignes, mois = self.etats.shape
        if not len(self.longueurs) == len(self.cles) == len(self.poids) == lignes:
            raise ValueError("States, lengths, keys and weights must have one line per child.")
        dedans = np.arange(mois) < self.longueurs[:, None]
        if (self.etats[dedans] >= self.nombre_etats).any() or (self.etats[~dedans] != VIDE).any():
            raise ValueError("A state is outside the alphabet, or a month outside the length is not void.")

    def __len__(self) -> int:
        return len(self.etats)

    @property
    def mois(self) -> int:
        """Columns: the longest a child may be observed."""
        return int(self.etats.shape[1])

    def garder(self, lesquelles: npt.NDArray[np.bool_] | Entiers) -> Sequences:
        """The lines of a mask, or of a list of places."""
        return replace(
            self, etats=self.etats[lesquelles], longueurs=self.longueurs[lesquelles], cles=self.cles[lesquelles],
            poids=self.poids[lesquelles],
        )  # fmt: skip

    def distinctes(self) -> tuple[Sequences, Entiers]:
        """Each different line once, in the order of their states, with the sum of weights; and each child's line.

        Months of similar paths stand side by side: two neighbours share their first months, which distances reuse.
        """
        octets = np.ascontiguousarray(self.etats).view(np.dtype((np.void, max(self.mois, 1)))).ravel()
        _, premiers, places = np.unique(octets, return_index=True, return_inverse=True)
        uniques = self.garder(premiers.astype(np.int64))
        poids: Reels = np.bincount(places.ravel(), weights=self.poids, minlength=len(premiers)).astype(np.float64)
        return replace(uniques, poids=poids), places.ravel().astype(np.int64)


def depuis_listes(lignes: Sequence[Sequence[int]], nombre_etats: int, mois: int | None = None) -> Sequences:
    """Sequences from lists of numbers, of different lengths perhaps; keys are their ranks.

    >>> depuis_listes([[0, 0, 1], [1]], 2).longueurs.tolist()
    [3, 1]
    """
    longueurs = np.array([len(ligne) for ligne in lignes], dtype=np.int64)
    etats = np.full((len(lignes), mois if mois is not None else int(longueurs.max(initial=0))), VIDE, dtype=np.uint8)
    for rang, ligne in enumerate(lignes):
        etats[rang, : len(ligne)] = ligne
    return Sequences(etats, longueurs, np.arange(len(lignes)), np.ones(len(lignes)), nombre_etats)
