"""Episodes: one child followed under one profile from a day to another, the elements of every path."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from jalons.synthese.hasard import Booleens, Entiers


@dataclass(slots=True)
class Episodes:
    """Columns of the same length; days are numbers (see ``calendrier``), the end is the day of leaving, excluded.

    Attributes:
        enfant: number of the child; ``naissance``: day of birth.
        profil: place of the profile in the list.
        attente: days between the notification and the effective start.
        fin: ``LOIN`` when it has not come; ``majorite``: the age limit is what ended it.
        premier: nothing came before it in the path.
    """

    enfant: Entiers
    naissance: Entiers
    profil: Entiers
    debut: Entiers
    fin: Entiers
    attente: Entiers
    majorite: Booleens
    premier: Booleens

    def __len__(self) -> int:
        return len(self.enfant)

    def garder(self, lesquels: Booleens | Entiers) -> Episodes:
        """The episodes of a mask or of a list of places."""
        return Episodes(*(getattr(self, f.name)[lesquels] for f in fields(self)))


def reunir(parties: list[Episodes]) -> Episodes:
    """One after the other."""
    return Episodes(*(np.concatenate([getattr(p, f.name) for p in parties]) for f in fields(Episodes)))
