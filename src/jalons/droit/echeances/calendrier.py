"""Calendar arithmetic: months clipped, days whole, public holidays of each territory, working days, hours.

Holidays and time zones are data (``catalogue/nomenclatures/jours_feries.yaml``), with their texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jalons.noyau.dates import DateCivile, ajouter_mois

JOURS = {"jour": 1, "semaine": 7}
MOIS = {"mois": 1, "an": 12}
SAMEDI, DIMANCHE = 5, 6
NOMS_UNITES = {
    "heure": ("heure", "heures"), "jour": ("jour", "jours"), "jour_ouvrable": ("jour ouvrable", "jours ouvrables"),
    "jour_ouvre": ("jour ouvré", "jours ouvrés"), "semaine": ("semaine", "semaines"), "mois": ("mois", "mois"),
    "an": ("an", "ans"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Duree:
    """A number of units; negative: before. Units: ``heure``, ``jour``, ``jour_ouvrable`` (Monday to Saturday without
    public holidays), ``jour_ouvre`` (Monday to Friday without them), ``semaine``, ``mois``, ``an``."""

    valeur: int
    unite: str

    def __str__(self) -> str:
        nombre = abs(self.valeur)
        return f"{nombre}\xa0{NOMS_UNITES[self.unite][nombre > 1]}"


@dataclass(frozen=True, slots=True)
class Ferie:
    """A public holiday: a day of the year, or a number of days after Easter; from ``depuis`` to ``jusqua`` included."""

    nom: str
    jour_mois: tuple[int, int] | None = None
    apres_paques: int | None = None
    depuis: int = 0
    jusqua: int = 9999

    def dans(self, annee: int) -> date | None:
        """The day of that year, or ``None`` when it was not a holiday."""
        if not self.depuis <= annee <= self.jusqua:
            return None
        if self.jour_mois is not None:
            jour, mois = self.jour_mois
            return date(annee, mois, jour)
        return paques(annee) + timedelta(days=self.apres_paques or 0)


@dataclass(frozen=True)
class Territoire:
    """Where days are counted: its holidays and its time zone."""

    code: str
    libelle: str
    fuseau: str
    feries: tuple[Ferie, ...] = field(default=())

    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.fuseau)

    def est_ferie(self, jour: date) -> bool:
        """Whether ``jour`` is a public holiday there."""
        return jour in jours_feries(self, jour.year)

    def jour_local(self, instant: datetime) -> date:
        """The day on which ``instant`` falls there."""
        return instant.astimezone(self.zone()).date()


METROPOLE = Territoire("metropole", "France métropolitaine", "Europe/Paris")
"""Placeholder without holidays for a set of rules built by hand; ``territoire("metropole")`` gives the real one."""


def paques(annee: int) -> date:
    """Easter Sunday of the Gregorian year (anonymous algorithm of 1876).

    >>> paques(2024), paques(2025)
    (datetime.date(2024, 3, 31), datetime.date(2025, 4, 20))
    """
    a, (b, c) = annee % 19, divmod(annee, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rang = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rang) // 451
    mois, jour = divmod(h + rang - 7 * m + 114, 31)
    return date(annee, mois, jour + 1)


@cache
def _feries(feries: tuple[Ferie, ...], annee: int) -> frozenset[date]:
    return frozenset(jour for f in feries if (jour := f.dans(annee)) is not None)


def jours_feries(territoire: Territoire, annee: int) -> frozenset[date]:
    """The public holidays of that year in that territory."""
    return _feries(territoire.feries, annee)


def lire_territoires(donnees: Mapping[str, Any]) -> dict[str, Territoire]:
    """The territories of the catalogue's file, by code; each adds its own holidays to the common ones."""
    communs = tuple(_ferie(f) for f in donnees["communs"])
    return {
        t["code"]: Territoire(t["code"], t["libelle"], t["fuseau"], communs + tuple(_ferie(f) for f in t["feries"]))
        for t in donnees["territoires"]
    }


def _ferie(d: Mapping[str, Any]) -> Ferie:
    jour_mois = None
    if "le" in d:
        jour, mois = d["le"].split("-")
        jour_mois = (int(jour), int(mois))
    return Ferie(d["nom"], jour_mois, d.get("apres_paques"), d.get("depuis", 0), d.get("jusqua", 9999))


def ajouter(jour: date, duree: Duree, territoire: Territoire) -> date:
    """The day ``duree`` later: same day of the month clipped to its end, weeks of seven days, working days counted.

    >>> ajouter(date(2024, 11, 30), Duree(3, "mois"), METROPOLE)
    datetime.date(2025, 2, 28)
    """
    if duree.unite in MOIS:
        return ajouter_mois(jour, duree.valeur * MOIS[duree.unite])
    if duree.unite in JOURS:
        return jour + timedelta(days=duree.valeur * JOURS[duree.unite])
    return _ajouter_travailles(jour, duree.valeur, territoire, samedi=duree.unite == "jour_ouvrable")


def _ajouter_travailles(jour: date, nombre: int, territoire: Territoire, *, samedi: bool) -> date:
    pas, reste = timedelta(days=1 if nombre > 0 else -1), abs(nombre)
    while reste:
        jour += pas
        reste -= travaille(jour, territoire, samedi=samedi)
    return jour


def travaille(jour: date, territoire: Territoire, *, samedi: bool) -> bool:
    """Whether ``jour`` is worked; ``samedi``: whether Saturdays are."""
    repos = jour.weekday() == DIMANCHE or (jour.weekday() == SAMEDI and not samedi)
    return not repos and not territoire.est_ferie(jour)


def ajouter_heures(instant: datetime, heures: int) -> datetime:
    """The instant that many hours later, in UTC: a change of clock in between moves nothing."""
    return instant.astimezone(UTC) + timedelta(hours=heures)


def reporter(jour: date, territoire: Territoire) -> date:
    """``jour``, or the first following day that is neither Saturday, Sunday nor a public holiday (CPC, art. 642)."""
    while not travaille(jour, territoire, samedi=False):
        jour += timedelta(days=1)
    return jour


def jour_de_l_annee(annee: int, jour_mois: tuple[int, int]) -> date:
    """That day of that year; 29 February becomes the 28th in a common year.

    >>> jour_de_l_annee(2025, (29, 2))
    datetime.date(2025, 2, 28)
    """
    jour, mois = jour_mois
    return date(annee, mois, min(jour, DateCivile(annee, mois).fin.day))
