"""Which cells give somebody away by themselves (primary), and how wide the doubt on a hidden cell must be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from jalons.analyse.secret.tableaux import Contributions

SEUIL = 11
"""Smallest published number of persons, a proposal that each département changes: none of the texts read sets it for
these tables (the survey of clients of social establishments refuses ten persons or fewer)."""


@dataclass(frozen=True, slots=True)
class Regles:
    """What is hidden first, and what an attacker must not find out.

    Attributes:
        seuil: smallest number of persons that is shown; 1 to ``seuil - 1`` are hidden.
        zeros: what becomes of a zero. ``publies`` (default): always shown, since nobody is in it; readers then know
            that a hidden cell is at least 1. ``masquables``: shown unless it helps to hide others. ``masques``: hidden
            like a small number. The rule holds for earlier editions too.
        largeur: what an attacker must at least leave between the bounds of a hidden count; ``None``: half the seuil,
            rounded down. His bounds may be narrower when both reach the seuil: such a count gives nobody away.
        dominance: (n, k): an amount is hidden when its n largest contributors make more than k % of it; n is 1 or 2.
        p_pour_cent: an amount is hidden when its second contributor can estimate the first within p %.
        marge: for amounts, share of the value by which each bound of an attacker must stay away from it.
    """

    seuil: int = SEUIL
    zeros: str = "publies"
    largeur: int | None = None
    dominance: tuple[int, float] | None = None
    p_pour_cent: float | None = None
    marge: float = 0.1

    @property
    def largeur_exigee(self) -> int:
        """Width, in persons, that a hidden count keeps.

        >>> Regles().largeur_exigee, Regles(seuil=5).largeur_exigee, Regles(largeur=1).largeur_exigee
        (5, 2, 1)
        """
        return max(1, self.seuil // 2) if self.largeur is None else self.largeur

    @property
    def plancher(self) -> int:
        """What everybody knows of a hidden count, from the rule on zeros: 0 or 1."""
        return 1 if self.zeros == "publies" else 0


def motif_effectif(regles: Regles, valeur: int) -> str | None:
    """Why a number of persons is hidden by itself; ``None``: it is not.

    >>> motif_effectif(Regles(), 10), motif_effectif(Regles(), 11), motif_effectif(Regles(), 0)
    ('effectif de moins de 11', None, None)
    """
    premier = 0 if regles.zeros == "masques" else 1
    return f"effectif de moins de {regles.seuil}" if premier <= valeur < regles.seuil else None


def motif_montant(regles: Regles, montant: int, qui: Contributions) -> str | None:
    """Why an amount is hidden by itself; ``None``: it is not. Without contributors, nothing can be said: it is shown.

    >>> r = Regles(seuil=3, dominance=(1, 85), p_pour_cent=10)
    >>> motif_montant(r, 1000, Contributions(2, 600, 400))
    'moins de 3 contributeurs'
    >>> motif_montant(r, 1000, Contributions(5, 900, 20))
    'dominance : 1 contributeur fait plus de 85 %'
    >>> motif_montant(r, 1000, Contributions(5, 700, 280))
    'le second contributeur estime le premier à 10 % près'
    """
    if montant == 0 and regles.zeros != "masques":
        return None
    if qui.nombre is not None and qui.nombre < regles.seuil:
        return f"moins de {regles.seuil} contributeurs"
    if regles.dominance is not None and qui.premier is not None:
        n, k = regles.dominance
        if qui.premier + (qui.second or 0 if n > 1 else 0) > k / 100 * montant:
            mots = "1 contributeur fait" if n == 1 else f"{n} contributeurs font"
            return f"dominance : {mots} plus de {k:g} %"
    if regles.p_pour_cent is None or qui.premier is None or qui.second is None:
        return None
    if montant - qui.premier - qui.second >= regles.p_pour_cent / 100 * qui.premier:
        return None
    return f"le second contributeur estime le premier à {regles.p_pour_cent:g} % près"


def ecart_exige(regles: Regles, montant: int, qui: Contributions) -> int:
    """By how much each bound of an attacker must stay away from a hidden amount, in its smallest unit.

    The margin of the rules; more when the p % rule asks it: what the second contributor lacks to be p % off the first
    (the usual protection level of that rule), or what brings the largest below k %.

    >>> ecart_exige(Regles(p_pour_cent=20), 1000, Contributions(5, 900, 50))
    130
    """
    exiges = [regles.marge * montant]
    if regles.p_pour_cent is not None and qui.premier is not None and qui.second is not None:
        exiges.append(regles.p_pour_cent / 100 * qui.premier - (montant - qui.premier - qui.second))
    if regles.dominance is not None and qui.premier is not None:
        n, k = regles.dominance
        exiges.append(100 / k * (qui.premier + (qui.second or 0 if n > 1 else 0)) - montant)
    return max(1, min(math.ceil(max(exiges) - 1e-9), max(montant, 1)))
