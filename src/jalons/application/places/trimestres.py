"""Missing places by quarter: how many, of what type, where, how long children waited, what was refused. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from jalons.application.places.listes import MANQUE, RETIREE, SATISFAITE


@dataclass(frozen=True, slots=True)
class Cherchee:
    """A request; ``fin_le`` is the day it was closed."""

    cle: int
    enfant: int
    type: str
    territoire: str
    demandee_le: date
    fin_le: date | None
    issue: str


@dataclass(frozen=True, slots=True)
class Refusee:
    """A refusal of one of them."""

    demande: int
    le: date
    motif: str


@dataclass(frozen=True, slots=True)
class Trimestre:
    """Its first and last days, both included; the one that runs ends on the day of the reading."""

    annee: int
    rang: int
    debut: date
    fin: date
    entier: bool = True

    @property
    def nom(self) -> str:
        """As a reader says it.

        >>> Trimestre(2026, 4, date(2026, 10, 1), date(2026, 11, 26), False).nom
        'T4 2026 (en cours)'
        """
        return f"T{self.rang} {self.annee}" + ("" if self.entier else " (en cours)")


@dataclass(slots=True)
class Bilan:
    """What a quarter shows for a type and a territory.

    Attributes:
        attendaient: requests open on its last day; ``attentes``: for how many days each.
        placees: days that those satisfied in the quarter had waited.
        evitables: refusals that another offer would have answered; ``enfants``: children so refused.
        motifs: refusals by reason, whatever the reason.
    """

    nouvelles: int = 0
    retirees: int = 0
    placees: list[int] = field(default_factory=list)
    attentes: list[int] = field(default_factory=list)
    refus: int = 0
    evitables: int = 0
    enfants: set[int] = field(default_factory=set)
    motifs: Counter[str] = field(default_factory=Counter)

    @property
    def attendaient(self) -> int:
        """How many waited on the last day."""
        return len(self.attentes)

    @property
    def attente(self) -> float | None:
        """Median days waited by those who waited still; ``None`` when nobody did."""
        return median(self.attentes) if self.attentes else None

    @property
    def plus_longue(self) -> int | None:
        """Days of the one who had waited most."""
        return max(self.attentes, default=None)

    @property
    def satisfaites(self) -> int:
        """Requests that ended by an arrival."""
        return len(self.placees)

    @property
    def delai(self) -> float | None:
        """Median days from the request to the arrival."""
        return median(self.placees) if self.placees else None

    @property
    def vide(self) -> bool:
        """Whether nothing happened and nobody waited."""
        return not (self.nouvelles or self.retirees or self.placees or self.attentes or self.refus)

    def cumuler(self, autre: Bilan) -> None:
        """Add another type or territory of the same quarter."""
        self.nouvelles += autre.nouvelles
        self.retirees += autre.retirees
        self.placees += autre.placees
        self.attentes += autre.attentes
        self.refus += autre.refus
        self.evitables += autre.evitables
        self.enfants |= autre.enfants
        self.motifs += autre.motifs


Cle = tuple[str, str]
"""Type and territory."""


def trimestres(au: date, nombre: int) -> list[Trimestre]:
    """The last ``nombre`` quarters, the one of ``au`` included, in order.

    >>> [t.nom for t in trimestres(date(2026, 2, 3), 2)]
    ['T4 2025', 'T1 2026 (en cours)']
    """
    lus = []
    annee, rang = au.year, (au.month - 1) // 3 + 1
    for _ in range(nombre):
        debut = date(annee, 3 * rang - 2, 1)
        suivant = date(annee + 1, 1, 1) if rang == 4 else date(annee, 3 * rang + 1, 1)
        fin = min(suivant - timedelta(days=1), au)
        lus.append(Trimestre(annee, rang, debut, fin, fin == suivant - timedelta(days=1)))
        annee, rang = (annee, rang - 1) if rang > 1 else (annee - 1, 4)
    return lus[::-1]


def bilans(
    demandes: Iterable[Cherchee], refus: Iterable[Refusee], periodes: Sequence[Trimestre]
) -> list[dict[Cle, Bilan]]:
    """For each quarter, what it shows by type and territory; groups where nothing happened are left out."""
    lues = {d.cle: d for d in demandes}
    par: list[dict[Cle, Bilan]] = [defaultdict(Bilan) for _ in periodes]
    for d in lues.values():
        for periode, groupes in zip(periodes, par, strict=True):
            _compter(d, periode, groupes)
    for r in refus:
        for periode, groupes in zip(periodes, par, strict=True):
            if periode.debut <= r.le <= periode.fin and r.demande in lues:
                _refuser(lues[r.demande], r, groupes)
    return [dict(sorted(groupes.items())) for groupes in par]


def _compter(d: Cherchee, periode: Trimestre, groupes: dict[Cle, Bilan]) -> None:
    cle = d.type, d.territoire
    if periode.debut <= d.demandee_le <= periode.fin:
        groupes[cle].nouvelles += 1
    if d.demandee_le <= periode.fin and (d.fin_le is None or d.fin_le > periode.fin):
        groupes[cle].attentes.append((periode.fin - d.demandee_le).days)
    if d.fin_le is not None and periode.debut <= d.fin_le <= periode.fin:
        if d.issue == SATISFAITE:
            groupes[cle].placees.append((d.fin_le - d.demandee_le).days)
        elif d.issue == RETIREE:
            groupes[cle].retirees += 1


def _refuser(d: Cherchee, r: Refusee, groupes: dict[Cle, Bilan]) -> None:
    bilan = groupes[d.type, d.territoire]
    bilan.refus += 1
    bilan.motifs[r.motif] += 1
    if r.motif in MANQUE:
        bilan.evitables += 1
        bilan.enfants.add(d.enfant)


def somme(groupes: Iterable[Bilan]) -> Bilan:
    """Several types or territories of one quarter; a child refused in two of them counts once."""
    tout = Bilan()
    for bilan in groupes:
        tout.cumuler(bilan)
    return tout
