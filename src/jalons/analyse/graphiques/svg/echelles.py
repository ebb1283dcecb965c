"""Scales and their round graduations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Echelle:
    """Straight line from data to points: ``bas`` is drawn at ``depart``, ``haut`` at ``arrivee``."""

    bas: float
    haut: float
    depart: float
    arrivee: float

    def __call__(self, valeur: float | Decimal) -> float:
        """Place of ``valeur``, in points."""
        part = (float(valeur) - self.bas) / (self.haut - self.bas) if self.haut != self.bas else 0.5
        return self.depart + part * (self.arrivee - self.depart)


def graduations(bas: float, haut: float, nombre: int = 5) -> list[float]:
    """About ``nombre`` round values (1, 2 or 5 times a power of ten) that cover from ``bas`` to ``haut``.

    >>> graduations(0, 93)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    if haut <= bas:
        haut = bas + (abs(bas) or 1)
    brut = (haut - bas) / max(nombre, 1)
    puissance = 10.0 ** math.floor(math.log10(brut))
    pas = next(m * puissance for m in (1, 2, 5, 10) if m * puissance >= brut * 0.999999)
    premier, dernier = math.floor(bas / pas + 1e-9), math.ceil(haut / pas - 1e-9)
    return [round(rang * pas, 10) for rang in range(premier, dernier + 1)]


def etendue(valeurs: Sequence[float], *, depuis_zero: bool = False) -> tuple[float, float]:
    """Lowest and highest graduation around ``valeurs``; (0, 1) when there is none."""
    if not valeurs:
        return 0.0, 1.0
    marques = graduations(min(0.0, *valeurs) if depuis_zero else min(valeurs), max(valeurs))
    return marques[0], marques[-1]


def annees_decimales(jour: date) -> float:
    """A day as a year and its fraction: 1 July 2022 is about 2022.5.

    >>> annees_decimales(date(2022, 1, 1))
    2022.0
    """
    debut, fin = date(jour.year, 1, 1), date(jour.year + 1, 1, 1)
    return jour.year + (jour - debut).days / (fin - debut).days


def ecarter(hauteurs: Sequence[float], minimum: float, bas: float, haut: float) -> list[float]:
    """Heights of labels pushed apart so that neighbours are at least ``minimum`` from each other, inside [bas, haut].

    The order is kept. When they cannot all hold they are spread evenly.
    """
    if not hauteurs:
        return []
    ordre = sorted(range(len(hauteurs)), key=lambda rang: hauteurs[rang])
    places = [0.0] * len(hauteurs)
    courant = bas - minimum
    for rang in ordre:
        courant = max(hauteurs[rang], courant + minimum)
        places[rang] = courant
    if courant > haut:
        courant = haut + minimum
        for rang in reversed(ordre):
            courant = min(places[rang], courant - minimum)
            places[rang] = courant
    if min(places) < bas:
        pas = (haut - bas) / max(len(ordre) - 1, 1)
        for position, rang in enumerate(ordre):
            places[rang] = bas + position * pas
    return places
