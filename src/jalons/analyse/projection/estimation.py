"""What the past says: chances of leaving, of going where, of coming, each with how well it is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jalons.analyse.projection.comptage import compter
from jalons.analyse.projection.grille import Grille

Reels = npt.NDArray[np.float64]
Entiers = npt.NDArray[np.int64]

BORNES_DUREE = np.array([1, 3, 6, 12, 24, 36, 60], np.int64)
"""Months spent in the type, as seen at a month-end: bands begin at 0 and at each bound."""

BORNES_AGE = np.array([3, 6, 11, 15, 18], np.int64) * 12
"""Ages, in months, at which the bands of age begin; the first begins at birth."""

MAJORITE, FIN_JEUNE_MAJEUR = 18 * 12, 21 * 12
"""Months of age of the two birthdays after which children leave together: a shape of the counts, not a rule applied."""

FENETRE_MOIS = 36
"""Months of the past on which the chances are counted."""

NIVEAU_MOIS = 12
"""Last months that give the level of arrivals."""

FORCE = 40.0
"""Weight of what the whole says in the chance of one type, band of duration and band of age, in children × months."""

DEPARTS = 2.0
"""Departures that draw a ratio of departures seen to those expected towards 1."""

AJUSTEMENTS = 5
"""Rounds of the fit of types, durations and ages."""

SAGESSE = 20.0
"""Departures that the pace of the window weighs against those of the last year."""

PLAFOND = 0.95
"""Greatest chance of leaving in a month, before the cell itself is looked at."""

RIEN = 0.05
"""Arrivals that a type is given beside those seen: one that nobody entered is not closed for ever."""

ANNEES = 8
"""Last years whose wandering is looked at."""

ECART_MINIMAL = 0.03
"""Least yearly wandering of a level, in logarithm: a short past that did not move proves little."""


@dataclass(frozen=True, slots=True)
class Sorties:
    """Departures of each of the last years, the latest last, and those that the counts of the window would have given.

    Attributes:
        vues, attendues: years × (minor, adult).
    """

    vues: Reels
    attendues: Reels

    def niveau(self, futurs: int, alea: np.random.Generator) -> Reels:
        """Pace of the last year against that of the window, as well as it is known: futures × (minor, adult)."""
        return np.asarray(
            alea.gamma(self.vues[-1] + SAGESSE, 1 / (self.attendues[-1] + SAGESSE), (futurs, 2)), np.float64
        )

    def errance(self) -> tuple[float, int]:
        """Yearly wandering of the pace of departures, minors and adults together (see ``errance``)."""
        vues, attendues = self.vues.sum(axis=1), self.attendues.sum(axis=1)
        return errance(vues[attendues > 0] / attendues[attendues > 0], vues[attendues > 0])


def errance(niveaux: Reels, nombres: Reels) -> tuple[float, int]:
    """Yearly wandering of a level (standard deviation of its logarithm), and changes seen.

    What chance alone explains is taken away: the relative variance of a count is about one over it.
    """
    connus = (niveaux > 0) & (nombres > 0)
    if len(niveaux) < 3 or not connus.all():
        return 3 * ECART_MINIMAL, 1
    pas = np.diff(np.log(niveaux))
    hasard = 1 / nombres[1:] + 1 / nombres[:-1]
    return float(np.sqrt(max(float(np.mean(pas**2 - hasard)), ECART_MINIMAL**2))), len(pas)


@dataclass(frozen=True, slots=True)
class Modele:
    """Counts over the window and the state of the last month-end.

    Attributes:
        types: names.
        exposes, partis: children × months exposed and departures, type × band of duration × band of age.
        vers: departures by type, band of age and destination (0: outside).
        anniversaires: (18, 21) × type × (exposed, left), for the months of those birthdays.
        vers_18: departures of the eighteenth birthday, by type and destination.
        sorties: the departures of each of the last years.
        entrees: arrivals from outside, months × types, over the whole past.
        ages_entree: for each type, ages in months at arrival in the window.
        stock_type, stock_duree, stock_age: of each child present at the last month-end.
        dernier: index of that month.
    """

    types: tuple[str, ...]
    exposes: Entiers
    partis: Entiers
    vers: Entiers
    anniversaires: Entiers
    vers_18: Entiers
    sorties: Sorties
    entrees: Entiers
    ages_entree: tuple[Entiers, ...]
    stock_type: npt.NDArray[np.int8]
    stock_duree: npt.NDArray[np.int32]
    stock_age: npt.NDArray[np.int32]
    dernier: int

    @property
    def niveau(self) -> Reels:
        """Arrivals a month in each type, over the last ``NIVEAU_MOIS``."""
        return np.asarray(self.entrees[-NIVEAU_MOIS:].mean(axis=0), np.float64)

    @property
    def saison(self) -> Reels:
        """Shape of the year, all types together: 12 factors of mean 1, from January; all 1 under 2 years of past."""
        mois = np.arange(len(self.entrees)) + self.dernier - len(self.entrees) + 1
        entiers = len(self.entrees) // 12 * 12
        if entiers < 24:
            return np.ones(12)
        total, quand = self.entrees[-entiers:].sum(axis=1), mois[-entiers:] % 12
        facteurs = np.array([total[quand == m].mean() for m in range(12)]) + 1.0
        return np.asarray(facteurs / facteurs.mean(), np.float64)

    def errance(self) -> tuple[float, int]:
        """Yearly wandering of the level of arrivals, the whole département together (see ``errance``)."""
        annees = min(len(self.entrees) // 12, ANNEES)
        totaux = (
            self.entrees[len(self.entrees) - 12 * annees :].sum(axis=1).reshape(annees, 12).sum(axis=1).astype(float)
        )
        return errance(totaux, totaux)


def estimer(grille: Grille, fenetre: int = FENETRE_MOIS) -> Modele:
    """Count the last ``fenetre`` months of ``grille``.

    Raises:
        ValueError: the past is shorter than a year.
    """
    mois = grille.etats.shape[1]
    if mois < 13:
        raise ValueError(f"Il faut au moins 13 fins de mois connues pour projeter ; il y en a {mois}.")
    nombre = len(grille.types)
    ages = grille.premier - grille.naissances
    depuis = max(1, mois - fenetre)
    exposes, partis, vers, anniversaires, vers_18, entrees, entrants, durees = compter(
        grille.etats, ages.astype(np.int64), depuis, nombre, BORNES_DUREE, BORNES_AGE,
        np.array([MAJORITE, FIN_JEUNE_MAJEUR], np.int64),
    )  # fmt: skip
    presents = grille.etats[:, -1] > 0
    arrivees = tuple(entrants[entrants[:, 0] == k, 1] for k in range(1, nombre + 1))
    return Modele(
        grille.types, exposes[depuis:].sum(axis=0), partis[depuis:].sum(axis=0), vers, anniversaires, vers_18,
        _sorties(exposes[1:], partis[1:], depuis - 1), entrees[1:], arrivees, grille.etats[presents, -1],
        durees[presents].astype(np.int32), (ages[presents] + mois - 1).astype(np.int32), grille.dernier,
    )  # fmt: skip


def _chances(partis: Entiers, exposes: Entiers) -> Reels:
    """Chance of leaving by type × duration × age before the cell itself is looked at.

    A product of four: the whole, the type, the duration and the age, each fitted in turn until departures add up
    (indirect standardisation); then what the duration of this very type says beside. Each is drawn towards 1 by a few
    departures: a type that few enter borrows the shape of the others, never their level alone.
    """
    ensemble = (partis.sum() + 0.5) / (exposes.sum() + 20.0)
    chances = np.full(partis.shape, ensemble)
    for _ in range(AJUSTEMENTS):
        for axes in ((1, 2), (0, 2), (0, 1)):
            chances *= _rapport(partis, exposes * chances, axes)
    chances *= _rapport(partis, exposes * chances, (2,))
    return np.asarray(np.minimum(chances, PLAFOND), np.float64)


def _rapport(partis: Entiers, attendus: Reels, axes: tuple[int, ...]) -> Reels:
    """Departures seen for one expected, drawn towards 1."""
    return np.asarray(
        (partis.sum(axis=axes, keepdims=True) + DEPARTS) / (attendus.sum(axis=axes, keepdims=True) + DEPARTS),
        np.float64,
    )


def _sorties(exposes: Entiers, partis: Entiers, depuis: int) -> Sorties:
    a_priori = _chances(partis[depuis:].sum(axis=0), exposes[depuis:].sum(axis=0))
    chances = (partis[depuis:].sum(axis=0) + FORCE * a_priori) / (exposes[depuis:].sum(axis=0) + FORCE)
    annees = min(len(exposes) // 12, ANNEES)
    majeur = int(np.searchsorted(BORNES_AGE, MAJORITE, side="right"))

    def par_an(comptes: Reels) -> Reels:
        mensuels = np.stack(
            [comptes[..., :majeur].sum(axis=(1, 2, 3)), comptes[..., majeur:].sum(axis=(1, 2, 3))], axis=1
        )
        return np.asarray(mensuels[len(mensuels) - 12 * annees :].reshape(annees, 12, 2).sum(axis=1), np.float64)

    return Sorties(par_an(partis.astype(np.float64)), par_an(exposes * chances))


@dataclass(frozen=True, slots=True)
class Tirages:
    """Chances of each simulated future: first axis, the futures.

    Attributes:
        depart: type × duration × age.
        vers, vers_18: cumulated chances of the destinations, the first by band of age.
        depart_18, depart_21: type.
        niveau: arrivals expected, months × types.
        allure: factor of the chances of leaving, birthdays aside: months × types × (minor, adult).
    """

    depart: Reels
    vers: Reels
    depart_18: Reels
    vers_18: Reels
    depart_21: Reels
    niveau: Reels
    allure: Reels


def tirer(modele: Modele, futurs: int, horizon: int, alea: np.random.Generator) -> Tirages:
    """Draw the chances of ``futurs`` futures of ``horizon`` months from what the counts leave possible."""
    a_priori = _chances(modele.partis, modele.exposes)
    attendu = a_priori * FORCE
    depart = alea.beta(
        modele.partis + attendu, modele.exposes - modele.partis + FORCE - attendu, (futurs, *modele.partis.shape)
    )
    (exposes_18, partis_18), (exposes_21, partis_21) = (modele.anniversaires[i].T for i in (0, 1))
    allure = modele.sorties.niveau(futurs, alea)[:, None, None, :]
    marche = _marche(modele.sorties.errance(), futurs, horizon, alea)[:, :, None, None]
    return Tirages(
        depart,
        _cumules(modele.vers, futurs, alea, _proches(modele.vers)),
        _parts(partis_18, exposes_18, _commune(partis_18, exposes_18), futurs, alea),
        _cumules(modele.vers_18[:, None, :], futurs, alea)[:, :, 0, :],
        _parts(partis_21, exposes_21, _commune(partis_21, exposes_21), futurs, alea),
        _niveaux(modele, futurs, horizon, alea),
        np.ascontiguousarray(np.broadcast_to(allure * marche, (futurs, horizon, len(modele.types), 2))),
    )


def _commune(partis: Entiers, exposes: Entiers) -> Reels:
    """What the birthdays of all types say before those of one type do; nine in ten when none was seen."""
    return np.full(len(partis), (partis.sum() + 0.9) / (exposes.sum() + 1.0))


def _parts(partis: Entiers, exposes: Entiers, attendu: Reels, futurs: int, alea: np.random.Generator) -> Reels:
    return alea.beta(partis + 2 * attendu, exposes - partis + 2 * (1 - attendu), (futurs, len(partis)))


def _proches(vers: Entiers) -> Reels:
    """What the destinations of all minors, or of all adults, of a type say before those of one age do."""
    majeur = int(np.searchsorted(BORNES_AGE, MAJORITE, side="right"))
    sommes = np.empty(vers.shape)
    for ages in (slice(0, majeur), slice(majeur, None)):
        sommes[:, ages] = vers[:, ages].sum(axis=1, keepdims=True)
    return np.asarray(DEPARTS * sommes / np.maximum(sommes.sum(axis=-1, keepdims=True), 1.0), np.float64)


def _cumules(vers: Entiers, futurs: int, alea: np.random.Generator, connus: Reels | float = 0.0) -> Reels:
    """Cumulated Dirichlet draws over the last axis; never back to the same type, unless nothing else is possible."""
    poids = vers + connus + 0.02
    poids[..., 0] += 0.3
    tires = alea.gamma(np.broadcast_to(poids, (futurs, *poids.shape)))
    for k in range(vers.shape[0]):
        tires[:, k, ..., k + 1] = 0.0
    return np.asarray(np.cumsum(tires / tires.sum(axis=-1, keepdims=True), axis=-1), np.float64)


def _niveaux(modele: Modele, futurs: int, horizon: int, alea: np.random.Generator) -> Reels:
    """Arrivals expected each month: the last level, as well as it is known, that wanders, times the season.

    The level is that of all types together in the last year; its share of each type is that of the window, since a
    type that few enter says little in a year.
    """
    connus = min(NIVEAU_MOIS, len(modele.entrees))
    ensemble = alea.gamma(modele.entrees[-connus:].sum() + 1 / 3, 1 / connus, (futurs, 1))
    vues = modele.entrees[-FENETRE_MOIS:].sum(axis=0)
    parts = alea.gamma(vues + RIEN, 1.0, (futurs, len(modele.types)))
    base = ensemble * parts / parts.sum(axis=1, keepdims=True)
    errance_ = _marche(modele.errance(), futurs, horizon, alea)
    saison = modele.saison[(modele.dernier + 1 + np.arange(horizon)) % 12]
    return np.asarray(base[:, None, :] * (errance_ * saison)[:, :, None], np.float64)


def _marche(errance_: tuple[float, int], futurs: int, horizon: int, alea: np.random.Generator) -> Reels:
    """A level that wanders from 1, futures × months. Few changes were seen: the spread itself is uncertain."""
    ecart, vus = errance_
    propre = ecart * np.sqrt(vus / alea.chisquare(vus + 1, futurs))
    pas = alea.normal(0.0, 1.0, (futurs, horizon)) * (propre / np.sqrt(12))[:, None]
    return np.asarray(np.exp(np.cumsum(pas, axis=1)), np.float64)
