"""What is asked of the computation of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalons.analyse.sources.insee import Population

ENSEMBLE = "ensemble"
"""Name of the group that holds everybody."""


@dataclass(frozen=True, slots=True, eq=False)
class Demande:
    """What to compute.

    Attributes:
        depuis: the period of flows begins after that day; ``None``: one year before ``au``.
        par_territoire: one answer for each local unit besides the whole.
        bornes: first age of each band of the département; empty: those of Jalons.
        departement: code for the population; empty: the one that the rows bear.
    """

    au: date
    depuis: date | None = None
    codes: tuple[str, ...] = ()
    par_territoire: bool = False
    bornes: tuple[int, ...] = ()
    departement: str = ""
    population: Population | None = None

    @property
    def debut(self) -> date:
        """Last day before the period."""
        return self.depuis or _un_an_avant(self.au)


def _un_an_avant(jour: date) -> date:
    """The same day of the year before; 28 February for a 29th."""
    try:
        return jour.replace(year=jour.year - 1)
    except ValueError:
        return jour.replace(year=jour.year - 1, day=28)
