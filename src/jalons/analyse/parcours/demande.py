"""What is asked of a study of paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalons.analyse.parcours.sequences import Reels


@dataclass(frozen=True, slots=True)
class Demande:
    """What to study.

    Attributes:
        age: years of the first month, when counting by age.
        couts: "taux", "constants", or a substitution and an insertion.
        matrice: substitution costs given for each pair of states, which win over ``couts``.
        echantillon: children compared two by two at most; more are drawn.
        tirages: draws of the stability; 0: none.
    """

    au: date
    depuis: date
    origine: str = "entree"
    mois: int = 60
    age: int = 0
    distance: str = "om"
    couts: str | tuple[float, float] = "taux"
    matrice: tuple[Reels, float] | None = None
    types: int = 5
    methode: str = "pam"
    graine: int = 1
    echantillon: int = 2500
    tirages: int = 10
