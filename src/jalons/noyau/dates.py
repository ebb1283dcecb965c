"""Civil dates that know how precise they are, and arithmetic on months.

A text says "octobre 2021" or "2022" more often than a full day. Comparing such dates may have no answer:
the comparisons here give ``True``, ``False`` or ``None`` (not checkable), never a guess.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip

_FORME = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Precision(StrEnum):
    """How much of a civil date is known."""

    JOUR = "jour"
    MOIS = "mois"
    ANNEE = "annee"


def ajouter_mois(jour: date, nombre: int) -> date:
    """The same day ``nombre`` months later (earlier if negative), clipped to the end of the month.

    >>> ajouter_mois(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    rang = jour.year * 12 + jour.month - 1 + nombre
    annee, mois = divmod(rang, 12)
    dernier = calendar.monthrange(annee, mois + 1)[1]
    return date(annee, mois + 1, min(jour.day, dernier))


@lru_cache(maxsize=16_384)
def texte_du_jour(jour: date) -> str:
    """The day as a French reader writes it.

    >>> texte_du_jour(date(2021, 9, 1))
    '1er septembre 2021'
    """
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme} {MOIS[jour.month - 1]} {jour.year}"


def impossibilite(annee: int, mois: int, jour: int | None = None) -> str:
    """Why no calendar holds this day or month, in words; empty when one does.

    >>> impossibilite(2025, 2, 29)
    'février 2025 a 28 jours'
    >>> impossibilite(2025, 13)
    "il n'y a pas de mois 13 : le jour s'écrit avant le mois"
    """
    if not 1 <= annee <= MAXYEAR:
        return f"l'année {annee} n'existe pas"
    if not 1 <= mois <= 12:
        return f"il n'y a pas de mois {mois} : le jour s'écrit avant le mois"
    dernier = calendar.monthrange(annee, mois)[1]
    if jour is not None and not 1 <= jour <= dernier:
        return f"{MOIS[mois - 1]} {annee} a {dernier} jours"
    return ""


@lru_cache(maxsize=4096)
def _dernier_jour(annee: int, mois: int) -> date:
    return date(annee, mois, calendar.monthrange(annee, mois)[1])


@dataclass(frozen=True, slots=True)
class DateCivile:
    """A date known to the day, the month or the year."""

    annee: int
    mois: int | None = None
    jour: int | None = None

    def __post_init__(self) -> None:
        if self.jour is not None and self.mois is None:
            raise ValueError("Un jour sans mois ne fait pas une date : indiquez aussi le mois.")
        _ = self.debut  # date() refuses a day or a month that does not exist

    @classmethod
    def lire(cls, texte: str | int | date) -> DateCivile:
        """The date written ``AAAA``, ``AAAA-MM`` or ``AAAA-MM-JJ``.

        Raises:
            ValueError: with a sentence in French that says what was expected.

        >>> DateCivile.lire("2021-10").fin
        datetime.date(2021, 10, 31)
        """
        if isinstance(texte, date):
            return cls(texte.year, texte.month, texte.day)
        return _lue(str(texte))

    @property
    def precision(self) -> Precision:
        """The finest part that is known."""
        if self.jour is not None:
            return Precision.JOUR
        return Precision.ANNEE if self.mois is None else Precision.MOIS

    @property
    def debut(self) -> date:
        """First possible day, inclusive."""
        return date(self.annee, self.mois or 1, self.jour or 1)

    @property
    def fin(self) -> date:
        """Last possible day, inclusive."""
        if self.jour is not None:
            return self.debut
        return _dernier_jour(self.annee, self.mois or 12)

    def avant(self, autre: DateCivile) -> bool | None:
        """Whether this date comes strictly before ``autre``; ``None`` when the precisions do not tell.

        >>> DateCivile(2021).avant(DateCivile(2021, 10)) is None
        True
        """
        if self.fin < autre.debut:
            return True
        return False if self.debut >= autre.fin else None

    def iso(self) -> str:
        """The form that ``lire`` reads."""
        if self.jour is not None:
            return f"{self.annee:04d}-{self.mois:02d}-{self.jour:02d}"
        return f"{self.annee:04d}" if self.mois is None else f"{self.annee:04d}-{self.mois:02d}"

    def __str__(self) -> str:
        if self.mois is None:
            return str(self.annee)
        if self.jour is None:
            return f"{MOIS[self.mois - 1]} {self.annee}"
        return texte_du_jour(self.debut)


@lru_cache(maxsize=4096)
def _lue(texte: str) -> DateCivile:
    """Kept: the same few dates stand on every line of a list, and a date never changes."""
    trouve = _FORME.fullmatch(texte.strip())
    if trouve is None:
        raise ValueError(f"« {texte} » n'est pas une date : écrivez AAAA, AAAA-MM ou AAAA-MM-JJ.")
    annee, mois, jour = (int(g) if g else None for g in trouve.groups())
    assert annee is not None  # noqa: S101 - the pattern always gives the year
    try:
        return DateCivile(annee, mois, jour)
    except ValueError as erreur:
        raise ValueError(f"« {texte} » n'existe pas au calendrier : vérifiez le jour et le mois.") from erreur


def jours_entre(debut: date, fin: date) -> int:
    """Days from ``debut`` to ``fin``: 0 when they are the same, negative when ``fin`` comes first."""
    return (fin - debut).days


def veille(jour: date) -> date:
    """The day before."""
    return jour - timedelta(days=1)
