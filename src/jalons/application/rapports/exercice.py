"""Which amounts belong to an exercice. Pure: an amount for several years is never divided nor multiplied."""

from __future__ import annotations

from enum import StrEnum

from jalons.application.finances.lignes import LigneFinanciere


class Rattachement(StrEnum):
    """How an amount relates to one exercice."""

    EXERCICE = "exercice"
    PLURIANNUEL = "pluriannuel"
    INCONNU = "inconnu"
    AUTRE = "autre"


def rattacher(ligne: LigneFinanciere, exercice: int) -> Rattachement:
    """How ``ligne`` relates to ``exercice``.

    An amount of the year, an amount that returns every year while its period lasts, or one whose whole period falls
    inside the year, counts. One that covers several years is shown apart; one without any period is unknown.
    """
    if ligne.annee is not None:
        return Rattachement.EXERCICE if ligne.annee == exercice else Rattachement.AUTRE
    if ligne.periode is None:
        return Rattachement.EXERCICE if ligne.par_an else Rattachement.INCONNU
    if exercice not in ligne.periode.annees:
        return Rattachement.AUTRE
    if ligne.par_an or len(ligne.periode.annees) == 1:
        return Rattachement.EXERCICE
    return Rattachement.PLURIANNUEL
