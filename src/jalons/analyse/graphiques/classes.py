"""Classes of a map: at most five, by quantiles or by bounds that one gives; and the marks that are no class."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from jalons.analyse.graphiques.nombres import court

NOMBRE_MAX = 5
"""Classes beyond which an eye no longer tells shades apart."""


class Etat(StrEnum):
    """What a value is, beside a number. A zero is a number, drawn apart."""

    CONNU = "connu"
    SECRET = "secret"  # noqa: S105 - a mark, not a password
    INCONNU = "inconnu"


MOTS = {Etat.SECRET: "secret", Etat.INCONNU: "inconnu"}
"""How a table beside a picture writes what is not a number."""


@dataclass(frozen=True, slots=True)
class Marque:
    """The value of one category: a number, or why there is none."""

    code: str
    nom: str
    valeur: float | None
    etat: Etat = Etat.CONNU

    def __post_init__(self) -> None:
        if (self.valeur is None) == (self.etat is Etat.CONNU):
            raise ValueError(f"{self.code}: a value is known or has a reason not to be, never both.")

    def ecrite(self, unite: str = "") -> str:
        """The value as a reader sees it.

        >>> Marque("62", "Pas-de-Calais", None, Etat.SECRET).ecrite(), Marque("59", "Nord", 1250).ecrite()
        ('secret', '1\\u202f250')
        """
        if self.valeur is None:
            return MOTS[self.etat]
        nombre = f"{self.valeur:,.2f}".rstrip("0").rstrip(".").replace(",", "\u202f").replace(".", ",")
        return f"{nombre}\xa0{unite}" if unite else nombre


@dataclass(frozen=True, slots=True)
class Classes:
    """Bounds from the lowest to the highest: a class holds its lower bound, not the upper one, but for the last."""

    bornes: tuple[float, ...]

    def __post_init__(self) -> None:
        if not 2 <= len(self.bornes) <= NOMBRE_MAX + 1 or any(a >= b for a, b in pairwise(self.bornes)):
            raise ValueError(f"{self.bornes}: two to {NOMBRE_MAX + 1} increasing bounds are needed.")

    @property
    def nombre(self) -> int:
        """How many classes."""
        return len(self.bornes) - 1

    def rang(self, valeur: float) -> int:
        """The class of a value, from 0; what lies outside joins the nearest one.

        >>> c = Classes((0, 10, 20))
        >>> c.rang(9.9), c.rang(10), c.rang(20), c.rang(99)
        (0, 1, 1, 1)
        """
        return min(max(bisect_right(self.bornes, valeur) - 1, 0), self.nombre - 1)

    def libelles(self, unite: str = "") -> list[str]:
        """Words of the legend, in French.

        >>> Classes((1, 10, 20)).libelles()
        ['de 1 à moins de 10', 'de 10 à 20']
        """
        dits = [f"de {court(a)} à moins de {court(b)}" for a, b in pairwise(self.bornes)]
        dits[-1] = f"de {court(self.bornes[-2])} à {court(self.bornes[-1])}"
        return [f"{d}\xa0{unite}" if unite else d for d in dits]


def par_quantiles(valeurs: Iterable[float], nombre: int = NOMBRE_MAX) -> Classes:
    """Classes of about the same number of members; fewer when values are few or equal.

    >>> par_quantiles([1, 2, 3, 4, 5, 6, 7, 8], 4).bornes
    (1.0, 2.75, 4.5, 6.25, 8.0)
    >>> par_quantiles([7, 7]).bornes
    (7.0, 8.0)
    """
    rangees = sorted(map(float, valeurs))
    if not rangees:
        return Classes((0.0, 1.0))
    nombre = max(1, min(nombre, NOMBRE_MAX, len(set(rangees))))
    bornes = sorted({_quantile(rangees, k / nombre) for k in range(nombre + 1)})
    return Classes(tuple(bornes) if len(bornes) > 1 else (bornes[0], bornes[0] + 1))


def _quantile(rangees: Sequence[float], part: float) -> float:
    place = part * (len(rangees) - 1)
    bas = int(place)
    haut = min(bas + 1, len(rangees) - 1)
    return round(rangees[bas] + (place - bas) * (rangees[haut] - rangees[bas]), 2)
