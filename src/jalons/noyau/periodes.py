"""Periods with both ends included, whose ends may be known to the month or the year only."""

from __future__ import annotations

from dataclasses import dataclass

from jalons.noyau.dates import DateCivile, Precision


@dataclass(frozen=True, slots=True)
class Periode:
    """From ``debut`` to ``fin``, both included."""

    debut: DateCivile
    fin: DateCivile

    def __post_init__(self) -> None:
        if self.fin.fin < self.debut.debut:
            raise ValueError(
                f"La période finit ({self.fin}) avant de commencer ({self.debut}) : corrigez l'une des dates."
            )

    @property
    def duree_mois(self) -> int | None:
        """Whole calendar months covered, or ``None`` when an end falls inside a month.

        An end known to the year counts from 1 January or to 31 December.

        >>> Periode(DateCivile(2021, 10), DateCivile(2022, 12)).duree_mois
        15
        >>> Periode(DateCivile(2021, 10, 15), DateCivile(2022, 12)).duree_mois is None
        True
        """
        debut, fin = self.debut.debut, self.fin.fin
        if debut.day != 1 or fin != DateCivile(fin.year, fin.month).fin:
            return None
        return (fin.year - debut.year) * 12 + fin.month - debut.month + 1

    @property
    def annees(self) -> tuple[int, ...]:
        """Calendar years touched, in order."""
        return tuple(range(self.debut.annee, self.fin.annee + 1))

    def chevauche(self, autre: Periode) -> bool:
        """Whether at least one possible day is common to both."""
        return self.debut.debut <= autre.fin.fin and autre.debut.debut <= self.fin.fin

    def __str__(self) -> str:
        if self.debut == self.fin:
            return str(self.debut)
        if self.debut.precision is Precision.ANNEE and self.fin.precision is Precision.ANNEE:
            return f"{self.debut}-{self.fin}"
        return f"{_depuis(self.debut)} {'au' if self.fin.precision is Precision.JOUR else 'à'} {self.fin}"


def _depuis(date: DateCivile) -> str:
    if date.precision is Precision.JOUR:
        return f"du {date}"
    return f"d'{date}" if str(date)[0] in "ao" else f"de {date}"
