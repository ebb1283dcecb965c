"""Places month after month, from stays and acts: what was authorised, opened, taken on each day asked. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jalons.application.etablissements.rules import ActeConnu, capacite
from jalons.application.places.listes import INDISPONIBILITE, RESERVATION, SEJOUR

RANGS = {SEJOUR: 0, RESERVATION: 1, INDISPONIBILITE: 2}
"""A place that is taken twice is counted once: by the first of these."""
LIBRE = len(RANGS)


@dataclass(frozen=True, slots=True)
class Prise:
    """What takes a place, from ``du`` to ``au`` (not included; ``None``: no end known)."""

    unite: int
    rang: int
    nature: str
    du: date
    au: date | None


@dataclass(slots=True)
class Jour:
    """Places of some units on a day.

    Attributes:
        sans_acte: units that are taken and have no act that day: their places are in neither capacity.
    """

    unites: int = 0
    sans_acte: int = 0
    autorisees: int = 0
    ouvertes: int = 0
    occupees: int = 0
    reservees: int = 0
    indisponibles: int = 0
    libres: int = 0

    @property
    def connu(self) -> bool:
        """Whether a unit at least has a capacity."""
        return self.unites > self.sans_acte

    def cumuler(self, autre: Jour) -> None:
        """Add the units of another."""
        self.unites += autre.unites
        self.sans_acte += autre.sans_acte
        self.autorisees += autre.autorisees
        self.ouvertes += autre.ouvertes
        self.occupees += autre.occupees
        self.reservees += autre.reservees
        self.indisponibles += autre.indisponibles
        self.libres += autre.libres


def fins_de_mois(au: date, mois: int) -> list[date]:
    """The last day of each of the ``mois`` months before the one of ``au``, then ``au``.

    >>> [str(j) for j in fins_de_mois(date(2025, 3, 10), 2)]
    ['2025-01-31', '2025-02-28', '2025-03-10']
    """
    jours, courant = [au], au
    for _ in range(mois):
        courant = courant.replace(day=1) - timedelta(days=1)
        jours.append(courant)
    return jours[::-1]


def par_unite(
    actes: Mapping[int, Sequence[ActeConnu]], prises: Iterable[Prise], jours: Sequence[date]
) -> dict[int, list[Jour]]:
    """Each unit on each of ``jours`` (in order): units that have an act or are taken once.

    Closed or not yet opened, a unit counts for none; it has no act known before its first one only in words: an
    establishment whose first act is to come has simply no place yet.
    """
    comptes = _compter(prises, jours)
    return {
        unite: [_jour(actes.get(unite, ()), pris, jour) for pris, jour in zip(comptes[unite], jours, strict=True)]
        if unite in comptes
        else [_jour(actes[unite], (0, 0, 0), jour) for jour in jours]
        for unite in {*actes, *comptes}
    }


def _compter(prises: Iterable[Prise], jours: Sequence[date]) -> dict[int, list[list[int]]]:
    """For each unit and each day, how many places are held by each nature."""
    places: dict[tuple[int, int], list[int]] = {}
    for prise in prises:
        debut = bisect_left(jours, prise.du)
        fin = len(jours) if prise.au is None else bisect_left(jours, prise.au)
        if debut >= fin:
            continue
        place = places.setdefault((prise.unite, prise.rang), [LIBRE] * len(jours))
        rang = RANGS[prise.nature]
        for numero in range(debut, fin):
            place[numero] = min(place[numero], rang)
    comptes: dict[int, list[list[int]]] = defaultdict(lambda: [[0, 0, 0] for _ in jours])
    for (unite, _), place in places.items():
        for numero, rang in enumerate(place):
            if rang != LIBRE:
                comptes[unite][numero][rang] += 1
    return dict(comptes)


def _jour(actes: Sequence[ActeConnu], pris: Sequence[int], jour: date) -> Jour:
    lue = capacite(actes, jour)
    toutes = sum(pris)
    if lue.autorisees is None or lue.ouvertes is None:
        return Jour(1, 1, occupees=pris[0], reservees=pris[1], indisponibles=pris[2]) if toutes else Jour()
    if not lue.plafond and not toutes:
        return Jour()
    return Jour(1, 0, lue.autorisees, lue.ouvertes, pris[0], pris[1], pris[2], max(lue.ouvertes - toutes, 0))


def sommer(lignes: Iterable[Sequence[Jour]], nombre: int) -> list[Jour]:
    """The sum of several units, day by day.

    Args:
        nombre: how many days, even without any unit.
    """
    sommes = [Jour() for _ in range(nombre)]
    for ligne in lignes:
        for somme, jour in zip(sommes, ligne, strict=True):
            somme.cumuler(jour)
    return sommes
