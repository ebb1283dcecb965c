"""A forecast: quantiles of simulated futures, the date at which each type is full, what it costs."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from jalons.analyse.projection.comptage import simuler
from jalons.analyse.projection.estimation import (
    BORNES_AGE,
    BORNES_DUREE,
    FIN_JEUNE_MAJEUR,
    MAJORITE,
    Modele,
    Tirages,
    tirer,
)  # fmt: skip
from jalons.analyse.projection.grille import fin_de_mois
from jalons.analyse.projection.scenario import Scenario

Reels = npt.NDArray[np.float64]

FUTURS = 400
NIVEAU = 0.90
"""Share of the futures that the interval holds."""

ENSEMBLE = "ensemble"

_UN_A_LA_FOIS = Lock()
"""Two simulations at once in one process would end it where numba only has its own pool of threads."""


@dataclass(frozen=True, slots=True)
class Point:
    """One type at one month-end: half of the futures are under ``median``; ``bas`` and ``haut`` bound 90 % of them."""

    type: str
    le: date
    median: float
    bas: float
    haut: float
    places: int | None = None

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        valeurs = {"median": self.median, "bas": self.bas, "haut": self.haut}
        lus = {nom: round(valeur, 1) for nom, valeur in valeurs.items()}
        return {"type": self.type, "le": self.le.isoformat(), **lus, "places": self.places}


@dataclass(frozen=True, slots=True)
class Saturation:
    """When a type outgrows its places: in half of the futures, in the first tenth of them, and in how many at all."""

    type: str
    le: date | None
    au_plus_tot: date | None
    part_des_futurs: float

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "type": self.type, "le": self.le and self.le.isoformat(),
            "au_plus_tot": self.au_plus_tot and self.au_plus_tot.isoformat(),
            "part_des_futurs": round(self.part_des_futurs, 3),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Projection:
    """A forecast under a scenario.

    Attributes:
        effectifs: futures × months × types.
        premier: index of the first month forecast.
    """

    types: tuple[str, ...]
    effectifs: npt.NDArray[np.int32]
    premier: int
    scenario: Scenario

    @property
    def horizon(self) -> int:
        """Months forecast."""
        return int(self.effectifs.shape[1])

    def serie(self, type_: str = ENSEMBLE) -> npt.NDArray[np.int64]:
        """Children of that type, or of all: futures × months."""
        if type_ == ENSEMBLE:
            return np.asarray(self.effectifs.sum(axis=2), np.int64)
        return self.effectifs[:, :, self.types.index(type_)].astype(np.int64)

    def points(self, niveau: float = NIVEAU) -> Iterator[Point]:
        """Every type then all of them, month after month."""
        for type_ in (*self.types, ENSEMBLE):
            bas, median, haut = intervalle(self.serie(type_), niveau)
            for t in range(self.horizon):
                mois = self.premier + t
                places = None if type_ == ENSEMBLE else self.scenario.autorisees(type_, mois)
                yield Point(type_, fin_de_mois(mois), median[t], bas[t], haut[t], places)

    def saturations(self) -> list[Saturation]:
        """For each type whose places are known, the first month-end with more children than places."""
        return [self._saturation(t) for t in self.types if t in self.scenario.places]

    def _saturation(self, type_: str) -> Saturation:
        places = np.array([self.scenario.autorisees(type_, self.premier + t) or 0 for t in range(self.horizon)])
        pleines = self.serie(type_) > places
        touchees = pleines.any(axis=1)
        premiers = np.sort(np.where(touchees, pleines.argmax(axis=1), self.horizon))

        def au(part: float) -> date | None:
            rang = int(premiers[min(len(premiers) - 1, int(part * len(premiers)))])
            return None if rang >= self.horizon else fin_de_mois(self.premier + rang)

        return Saturation(type_, au(0.5), au(0.1), float(touchees.mean()))

    def couts(self) -> dict[str, tuple[float, float, float]]:
        """Euros over the horizon by type whose cost is known, and all of them: low, median, high.

        The children of a month-end are counted for every day of that month.
        """
        jours = np.array([monthrange(*_annee_mois(self.premier + t))[1] for t in range(self.horizon)])
        connus = [t for t in self.types if t in self.scenario.couts]
        totaux = {t: (self.serie(t) * jours).sum(axis=1) * self.scenario.couts[t] for t in connus}
        if len(connus) > 1:
            totaux[ENSEMBLE] = np.sum(list(totaux.values()), axis=0)
        return {t: _trois(intervalle(v[:, None])) for t, v in totaux.items()}


def _annee_mois(mois: int) -> tuple[int, int]:
    annee, rang = divmod(mois, 12)
    return annee, rang + 1


def _trois(bornes: tuple[Reels, Reels, Reels]) -> tuple[float, float, float]:
    bas, median, haut = (float(b[0]) for b in bornes)
    return bas, median, haut


def intervalle(futurs: npt.NDArray[Any], niveau: float = NIVEAU) -> tuple[Reels, Reels, Reels]:
    """Low bound, median and high bound of each column: the interval holds ``niveau`` of the futures."""
    reste = (1 - niveau) / 2
    bas, median, haut = np.quantile(futurs, [reste, 0.5, 1 - reste], axis=0)
    return np.floor(bas), np.asarray(median), np.ceil(haut)


def projeter(
    modele: Modele, horizon: int, *, scenario: Scenario | None = None, futurs: int = FUTURS, graine: int = 1
) -> Projection:
    """Simulate ``futurs`` futures of ``horizon`` months. Same seed, same answer."""
    voulu = scenario or Scenario()
    alea = np.random.default_rng([graine, modele.dernier])
    tirages = tirer(modele, futurs, horizon, alea)
    sorties = voulu.facteurs(voulu.sorties, modele.types, modele.dernier + 1, horizon)
    freins = tirages.allure * sorties[:, :, None]
    niveau = tirages.niveau * voulu.facteurs(voulu.entrees, modele.types, modele.dernier + 1, horizon)
    transferts = np.zeros((horizon, len(modele.types), len(modele.types)))
    if voulu.ouvertures:
        base = _simuler(modele, tirages, niveau, freins, transferts, graine)
        arrivees, transferts = _ouvrir(modele, voulu.ouvertures, np.median(base, axis=0), horizon)
        niveau = niveau + arrivees
    effectifs = _simuler(modele, tirages, niveau, freins, transferts, graine)
    return Projection(modele.types, effectifs, modele.dernier + 1, voulu)


def _simuler(
    m: Modele, tirages: Tirages, niveau: Reels, freins: Reels, transferts: Reels, graine: int
) -> npt.NDArray[np.int32]:
    debuts = np.concatenate([[0], np.cumsum([len(a) for a in m.ages_entree])]).astype(np.int64)
    ages = np.concatenate([*m.ages_entree, np.zeros(1, np.int64)])
    with _UN_A_LA_FOIS:
        return np.asarray(simuler(
            graine, m.stock_type, m.stock_duree, m.stock_age, niveau, ages, debuts, tirages.depart, tirages.vers,
            tirages.depart_18, tirages.vers_18, tirages.depart_21, transferts, freins, BORNES_DUREE, BORNES_AGE,
            MAJORITE, FIN_JEUNE_MAJEUR,
        ), np.int32)  # fmt: skip


def _ouvrir(m: Modele, ouvertures: Sequence[Any], stock: Reels, horizon: int) -> tuple[Reels, Reels]:
    """Arrivals added each month, and chances of being moved, that fill the new places then keep them filled.

    Once filled, the places that children leave, at the pace of their type, are taken again in the same proportions.
    """
    nombre = len(m.types)
    arrivees, transferts = np.zeros((horizon, nombre)), np.zeros((horizon, nombre, nombre))
    for o in ouvertures:
        k = m.types.index(o.type)
        pace = float(m.partis[k].sum() / max(1, m.exposes[k].sum()))
        for t in range(max(0, o.le - m.dernier - 1), horizon):
            rang = m.dernier + 1 + t - o.le
            remplies = o.places * min(1.0, rang / o.montee_en_charge)
            flux = (o.places / o.montee_en_charge if rang < o.montee_en_charge else 0.0) + remplies * pace
            arrivees[t, k] += flux * (1 - sum(o.depuis.values()))
            for source, part in o.depuis.items():
                j = m.types.index(source)
                transferts[t, j, k] += flux * part / max(1.0, stock[t, j])
    return arrivees, np.minimum(transferts, 0.5)
