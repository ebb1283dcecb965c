"""Every cell of every table, once, and every addition between them: what a reader with a pencil knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from jalons.analyse.secret.tableaux import Cle

Entiers = npt.NDArray[np.int64]
Booleens = npt.NDArray[np.bool_]


@dataclass
class Systeme:
    """Cells and additions.

    Attributes:
        cles: the cells; their rank is their number everywhere below.
        valeurs: value of each; where unknown, one that the additions allow.
        planchers: smallest value that everybody would believe of it, were it hidden.
        sommes: additions: rank of the total, ranks of its detail.
        connues: shown by an earlier edition: whatever is done now, readers know them.
        inconnues: never shown, and nothing asks that they stay so.
        primaires: must be hidden, with the reason.
        largeurs: width that bounds must keep, were the cell hidden; 0: none.
        ecarts: distance that each bound must keep from the value, were the cell hidden; 0: none.
        seuil: a hidden cell whose lower bound reaches it needs no width; ``None``: it always does.
        intouchables: cells that may not be hidden to help others (zeros that are always shown).
        poids: cost of hiding each cell.
    """

    cles: list[Cle]
    valeurs: Entiers
    planchers: Entiers
    sommes: list[tuple[int, tuple[int, ...]]]
    connues: Booleens
    inconnues: Booleens
    intouchables: Booleens
    largeurs: Entiers
    ecarts: Entiers
    primaires: dict[int, str] = field(default_factory=dict)
    seuil: int | None = None
    poids: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    @property
    def nombre(self) -> int:
        """How many cells."""
        return len(self.cles)

    def depart(self) -> Booleens:
        """What is hidden whatever is decided: primary and unknown cells."""
        caches = self.inconnues.copy()
        caches[list(self.primaires)] = True
        return caches & ~self.connues

    def masquables(self) -> Booleens:
        """Cells that may be hidden to help others."""
        return ~(self.connues | self.intouchables)

    def matrice(self) -> tuple[Entiers, Entiers, Entiers]:
        """The additions as coordinates (row, cell, sign): detail 1, total -1; each row sums to 0."""
        lignes, colonnes, signes = [], [], []
        for rang, (total, termes) in enumerate(self.sommes):
            lignes += [rang] * (len(termes) + 1)
            colonnes += [*termes, total]
            signes += [1] * len(termes) + [-1]
        return np.array(lignes, np.int64), np.array(colonnes, np.int64), np.array(signes, np.int64)


def sans_doublon(sommes: Iterable[tuple[int, Sequence[int]]]) -> list[tuple[int, tuple[int, ...]]]:
    """Each addition once; "a cell is the sum of itself alone" says nothing and goes."""
    vues: dict[tuple[int, tuple[int, ...]], None] = {}
    for total, termes in sommes:
        detail = tuple(sorted(termes))
        if detail != (total,):
            vues[total, detail] = None
    return list(vues)
