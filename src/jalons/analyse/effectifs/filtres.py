"""What a count is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

GROUPES = {
    "confie": "Confiés à l'aide sociale à l'enfance", "direct": "Placements directs par le juge",
    "action_educative": "Actions éducatives (AED, AEMO)", "jeune_majeur": "Aides de jeunes majeurs",
    "autre": "Autres aides", "non_classe": "Natures non classées",
}  # fmt: skip
"""Types of care, as ``analyse.indicateurs`` classes kinds of measures; the last one is not known, never zero."""
ACCUEIL = ("confie", "direct")
"""Types by which a child is in care."""


@dataclass(frozen=True, slots=True)
class Filtres:
    """Nothing given: nothing narrowed.

    Attributes:
        territoires: local units kept; ``None``: all of them.
        groupe: a key of ``GROUPES``; empty: all.
        ages: first and last age kept, both included, on the day of what is counted; last ``None``: open.
    """

    territoires: frozenset[str] | None = None
    groupe: str = ""
    ages: tuple[int, int | None] | None = None

    @property
    def cle(self) -> str:
        """One name for one choice, to keep its answer under."""
        lieux = "" if self.territoires is None else "+".join(sorted(self.territoires)) or "aucun"
        ages = "" if self.ages is None else f"{self.ages[0]}-{'' if self.ages[1] is None else self.ages[1]}"
        return "|".join((lieux, self.groupe, ages))


TOUT = Filtres()


def cle_du_jour(jour: date) -> int:
    """A day as a whole number that sorts: comparing two needs no calendar.

    >>> cle_du_jour(date(2026, 11, 25))
    20261125
    """
    return jour.year * 10000 + jour.month * 100 + jour.day
