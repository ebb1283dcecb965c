"""Series by territory and year, as a comparison reads them; what contradicts itself is not chosen for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from jalons.analyse.indicateurs.familles.series import Lire
from jalons.analyse.indicateurs.lecture import indicateurs, module
from jalons.analyse.indicateurs.modele import Indicateur
from jalons.analyse.sources.drees import FRANCE, NOM_FRANCE
from jalons.analyse.sources.etats import Etat
from jalons.analyse.sources.insee import Population
from jalons.analyse.sources.territoires import sans_double_compte

POPULATION = "population_0_19"
"""Name by which an indicator divides by the population; the ages that INSEE's bands give."""
AGES = (0, 19)
CONTRADICTOIRE = "contradictoire"

Millesime = tuple[str, str]
"""Edition and status (provisional, definitive, not said) of figures: never mixed."""


@dataclass(frozen=True, slots=True)
class Lieu:
    """A territory: ``niveau`` is departement, region or nation."""

    niveau: str
    code: str
    nom: str


@dataclass(frozen=True, slots=True)
class Lue:
    """A figure of one territory and year; ``valeur`` is ``None`` when ``raison`` says why.

    Attributes:
        haut, bas: what was divided; ``bas`` is ``None`` for a plain value.
        estimee: one of its terms is an estimate of DREES.
    """

    valeur: float | None
    haut: float | None
    bas: float | None
    estimee: bool
    raison: str


class Series:
    """Figures of one vintage, and the population to divide them by."""

    def __init__(self, series: pl.DataFrame, millesime: Millesime, population: Population | None = None) -> None:
        self.millesime, self.population = millesime, population
        edition, statut = millesime
        self._table = series.filter(edition=edition, statut=statut)
        self._lues: dict[tuple[str, str, int, str], list[tuple[float | None, str, bool]]] = {}
        self._lieux: dict[str, tuple[str, str]] = {}
        colonnes = ("niveau", "code", "annee", "indicateur", "valeur", "etat", "estimee", "territoire", "region")
        for niveau, code, annee, serie, valeur, etat, estimee, nom, region in self._table.select(*colonnes).iter_rows():
            self._lues.setdefault((niveau, code, annee, serie), []).append((valeur, etat, estimee))
            if niveau == "departement" and (region or code not in self._lieux):
                self._lieux[code] = (nom, region)
        regions = self._table.filter(niveau="region").select("code", "territoire").unique()
        self._regions: dict[str, str] = dict(regions.iter_rows())

    def departements(self, annee: int, pour: str = "") -> list[Lieu]:
        """Those that have figures that year, so that nobody is counted twice (``pour``: one that must be there)."""
        codes = {c for niveau, c, a, _ in self._lues if niveau == "departement" and a == annee}
        return [Lieu("departement", c, self._lieux[c][0]) for c in sans_double_compte(codes, annee, pour)]

    def departement(self, code: str) -> Lieu | None:
        """The département of this code, when the files know it."""
        return Lieu("departement", code, self._lieux[code][0]) if code in self._lieux else None

    def region_de(self, code: str) -> Lieu | None:
        """The région of a département, when the files say it."""
        region = self._lieux.get(code, ("", ""))[1]
        return Lieu("region", region, self._regions[region]) if region in self._regions else None

    def annees(self) -> list[int]:
        """Every year that has a figure."""
        return sorted({a for _, _, a, _ in self._lues})

    def lire(self, indicateur: Indicateur, lieu: Lieu, annee: int) -> Lue:
        """What the indicator is worth for a territory and a year."""
        manques: list[str] = []
        estimees: list[bool] = []
        lire = self._lecteur(lieu, annee, manques, estimees)
        haut, bas = getattr(module("series"), indicateur.fonction)(lire, indicateur.parametres)
        raison = "" if haut is not None else " ; ".join(dict.fromkeys(manques))
        if bas == 0:
            return Lue(None, haut, bas, any(estimees), "rien au dénominateur")
        pour = indicateur.parametres.get("pour", 1)
        valeur = haut if haut is None or bas is None else pour * haut / bas
        return Lue(valeur, haut, bas, any(estimees), raison)

    def _lecteur(self, lieu: Lieu, annee: int, manques: list[str], estimees: list[bool]) -> Lire:
        def lire(serie: str) -> float | None:
            if serie == POPULATION:
                habitants = self._habitants(lieu, annee)
                if habitants is None:
                    manques.append("population des 0-19 ans inconnue")
                return habitants
            valeur, etat, estimee = self._une(lieu, annee, serie)
            estimees.append(estimee)
            if valeur is None:
                manques.append(f"{_libelle(serie)} : {etat}")
            return valeur

        return lire

    def _une(self, lieu: Lieu, annee: int, serie: str) -> tuple[float | None, str, bool]:
        lues = self._lues.get((lieu.niveau, lieu.code, annee, serie), [])
        if not lues:
            return None, Etat.ABSENTE.phrase, False
        if len({v for v, _, _ in lues}) > 1:
            dites = " ou ".join(f"{v:.15g}".replace(".", ",") for v, _, _ in lues if v is not None)
            return None, f"{CONTRADICTOIRE} ({dites})", False
        valeur, etat, estimee = lues[0]
        return valeur, Etat(etat).phrase, estimee

    def _habitants(self, lieu: Lieu, annee: int) -> float | None:
        """On 1 January that follows the 31 December of the figures."""
        if self.population is None:
            return None
        if lieu.niveau != "region":
            return self.population.habitants(annee + 1, lieu.code, *AGES)
        dedans = [d for d in self.departements(annee) if self._lieux[d.code][1] == lieu.code]
        parties = [self.population.habitants(annee + 1, d.code, *AGES) for d in dedans]
        return None if not parties or any(p is None for p in parties) else sum(p for p in parties if p is not None)


@cache
def _libelles() -> dict[str, str]:
    lus = [i for i in indicateurs().values() if i.base == "series" and i.fonction == "valeur"]
    return {i.parametres["de"][0]: i.libelle.lower() for i in lus if len(i.parametres["de"]) == 1}


def _libelle(serie: str) -> str:
    return _libelles().get(serie, serie)


NATION = Lieu("nation", FRANCE, NOM_FRANCE)


def millesimes(series: pl.DataFrame, code: str, annee: int) -> Iterator[Millesime]:
    """Vintages that hold figures of this département that year."""
    siens: Any = series.filter(niveau="departement", code=code, annee=annee).select("edition", "statut").unique()
    yield from sorted(siens.iter_rows())
