"""The leaving curve: how old the carers are, how many reach an age each year, how many will leave. Pure.

Two readings side by side. The first is a count: who reaches the age chosen, and when. The second supposes that carers
leave as those of the last years did, band of age by band of age; it is given with an interval when enough departures
were seen, and not at all otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from jalons.application.accueil_familial.rules import age

TRANCHES = ((0, 39), (40, 49), (50, 54), (55, 59), (60, 61), (62, 63), (64, 66), (67, 120))
"""Bands of age, both ends included: narrow where departures gather."""
AGE_DE_DEPART = 64
"""What the form proposes; the reader changes it. A hypothesis, not a rule."""
OBSERVEES = 5
"""Past years in which departures are counted."""
ANNEES = 10
DEPARTS_MINIMUM = 10
"""Fewer departures seen, and no rate is told."""
LARGEUR = 1.2816
"""Half-width of an interval of 80 %, in standard deviations."""
ANNEE = 365.25


@dataclass(frozen=True, slots=True)
class Carriere:
    """When a carer was born, began and left; ``None``: not known, or still there (``sorti_le``)."""

    naissance: date | None
    entre_le: date | None = None
    sorti_le: date | None = None

    def presente(self, au: date) -> bool:
        """Whether he was a carer on that day; a beginning that is not known counts as past."""
        return (self.entre_le is None or self.entre_le <= au) and (self.sorti_le is None or self.sorti_le >= au)


@dataclass(frozen=True, slots=True)
class Tranche:
    """How many carers of a band of age."""

    libelle: str
    nombre: int


@dataclass(frozen=True, slots=True)
class Annee:
    """What a year brings.

    Attributes:
        atteignent: carers of today who reach the age chosen that year.
        cumul: carers of today who have reached it at its end.
        prevus: departures expected; ``None`` when too few were seen.
        bas, haut: their interval of 80 %.
    """

    annee: int
    atteignent: int
    cumul: int
    prevus: float | None = None
    bas: float | None = None
    haut: float | None = None


@dataclass(frozen=True, slots=True)
class Courbe:
    """The curve of a group of carers.

    Attributes:
        presents: carers on that day.
        sans_naissance: those whose birth is not known: in no band, in no year.
        deja: those who have reached the age chosen already.
        departs: departures seen in the last ``OBSERVEES`` years.
    """

    presents: int
    sans_naissance: int
    deja: int
    departs: int
    tranches: tuple[Tranche, ...]
    annees: tuple[Annee, ...]


def courbe(carrieres: Iterable[Carriere], au: date, *, ans: int = AGE_DE_DEPART, annees: int = ANNEES) -> Courbe:
    """The leaving curve on ``au``.

    Args:
        ans: the age chosen.
        annees: how many calendar years, the current one (from ``au``) first.
    """
    toutes = list(carrieres)
    presents = [c for c in toutes if c.presente(au)]
    nes = [c.naissance for c in presents if c.naissance is not None]
    ages = [a for n in nes if (a := age(n, au)) is not None]
    tranches = tuple(Tranche(libelle(t), sum(t[0] <= a <= t[1] for a in ages)) for t in TRANCHES)
    deja = sum(a >= ans for a in ages)
    vus = observer(toutes, au)
    attendus = prevoir(nes, vus, au, annees) if sum(d for d, _ in vus) >= DEPARTS_MINIMUM else [None] * annees
    lignes, cumul = [], deja
    for rang in range(annees):
        an = au.year + rang
        atteignent = sum(_anniversaire(n, ans).year == an and _anniversaire(n, ans) > au for n in nes)
        cumul += atteignent
        lignes.append(Annee(an, atteignent, cumul, *(attendus[rang] or ())))
    return Courbe(
        len(presents), len(presents) - len(nes), deja, sum(d for d, _ in vus), tranches, tuple(lignes)
    )  # fmt: skip


def libelle(tranche: tuple[int, int]) -> str:
    """A band in words.

    >>> libelle((0, 39)), libelle((60, 61)), libelle((67, 120))
    ('moins de 40 ans', '60 et 61 ans', '67 ans et plus')
    """
    bas, haut = tranche
    if bas == 0:
        return f"moins de {haut + 1} ans"
    if haut >= 120:
        return f"{bas} ans et plus"
    return f"{bas} et {haut} ans" if haut == bas + 1 else f"{bas} à {haut} ans"


def observer(carrieres: Iterable[Carriere], au: date) -> list[tuple[int, float]]:
    """Departures, and years of presence, of each band in the ``OBSERVEES`` years that end on ``au``.

    A carer whose birth or beginning is not known is left out: nobody knows how long he was seen.
    """
    depuis = _anniversaire(au, -OBSERVEES)
    vus = [[0, 0.0] for _ in TRANCHES]
    for c in carrieres:
        if c.naissance is None or c.entre_le is None:
            continue
        debut, fin = max(depuis, c.entre_le), min(au, c.sorti_le or au)
        if fin < debut:
            continue
        for rang, (bas, haut) in enumerate(TRANCHES):
            la = max(debut, _anniversaire(c.naissance, bas))
            jusque = min(fin, _anniversaire(c.naissance, haut + 1) - timedelta(days=1))
            vus[rang][1] += max((jusque - la).days + 1, 0) / ANNEE
        if c.sorti_le is not None and depuis <= c.sorti_le <= au:
            vus[_rang(age(c.naissance, c.sorti_le) or 0)][0] += 1
    return [(int(departs), presence) for departs, presence in vus]


def prevoir(
    naissances: Sequence[date], vus: Sequence[tuple[int, float]], au: date, annees: int
) -> list[tuple[float, float, float] | None]:
    """Departures expected each year among those present on ``au``, with their interval.

    The interval counts two doubts: that of chance (each leaves or not) and that of rates measured on few departures.
    A band in which nobody was seen takes the rate of the band before it.
    """
    taux, doutes = [], []
    for rang, (departs, presence) in enumerate(vus):
        if presence > 0:
            taux.append(min((departs + 0.5) / (presence + 1), 1.0))
            doutes.append((departs + 0.5) / (presence + 1) ** 2)
        else:
            taux.append(taux[rang - 1] if rang else 0.0)
            doutes.append(doutes[rang - 1] if rang else 0.0)
    restent = [1.0] * len(naissances)
    attendus: list[tuple[float, float, float] | None] = []
    for k in range(annees):
        debut, fin = (au if k == 0 else date(au.year + k, 1, 1)), date(au.year + k, 12, 31)
        part = ((fin - debut).days + 1) / ANNEE
        milieu = debut + (fin - debut) / 2
        exposes, moyenne, hasard = [0.0] * len(TRANCHES), 0.0, 0.0
        for i, naissance in enumerate(naissances):
            rang = _rang(age(naissance, milieu) or 0)
            sort = restent[i] * min(taux[rang] * part, 1.0)
            exposes[rang] += restent[i] * part
            moyenne, hasard = moyenne + sort, hasard + sort * (1 - sort)
            restent[i] -= sort
        doute = sum(e * e * d for e, d in zip(exposes, doutes, strict=True))
        ecart = LARGEUR * sqrt(hasard + doute)
        attendus.append((moyenne, max(moyenne - ecart, 0.0), min(moyenne + ecart, float(len(naissances)))))
    return attendus


def _rang(ans: int) -> int:
    return next(rang for rang, (bas, haut) in enumerate(TRANCHES) if bas <= ans <= haut or haut == TRANCHES[-1][1])


def _anniversaire(jour: date, ans: int) -> date:
    """That day, so many years later; the first of March for one born on a leap day."""
    try:
        return jour.replace(year=jour.year + ans)
    except ValueError:
        return date(jour.year + ans, 3, 1)
