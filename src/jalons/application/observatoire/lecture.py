"""What is read of a run: waits narrowed by the filters, then measured. Kept by content, so that a page is quick.

The waits are given by whoever has just read them under her perimeter: an answer kept is found by their bytes only.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from jalons.analyse.graphiques import PointDeCourbe
from jalons.analyse.parcours.delais import ATTEND, AXES, LIENS, Repere, Resultat, croiser, mesurer_attentes, reperes
from jalons.analyse.parcours.delais.mesure import courbe
from jalons.application.faits.locaux import regles_de

POINTS_AU_PLUS = 400
"""Steps of a curve on a page: beyond, the eye sees no difference."""


@dataclass(frozen=True, slots=True)
class Filtres:
    """What a page is narrowed to; empty: nothing.

    Attributes:
        permises: units that the agent may read; ``None``: the whole collectivité.
        du, jusqua: quarters ("2024-T1"), both included.
    """

    permises: frozenset[str] | None = None
    territoire: str = ""
    du: str = ""
    jusqua: str = ""
    age: str = ""
    origine: str = ""

    def garder(self, lignes: pl.DataFrame) -> pl.DataFrame:
        """The waits that pass."""
        conditions = []
        if self.permises is not None:
            conditions.append(pl.col("territoire").is_in(sorted(self.permises)))
        conditions += [
            pl.col(nom) == valeur for nom in ("territoire", "age", "origine") if (valeur := getattr(self, nom))
        ]
        if self.du:
            conditions.append(pl.col("trimestre") >= self.du)
        if self.jusqua:
            conditions.append(pl.col("trimestre") <= self.jusqua)
        return lignes.filter(*conditions) if conditions else lignes


@lru_cache(maxsize=4)
def attentes(octets: bytes) -> pl.DataFrame:
    """The waits of a run."""
    return pl.read_parquet(io.BytesIO(octets))


@lru_cache(maxsize=32)
def resultats(octets: bytes, filtres: Filtres, au: date, code: str, par: str = "") -> tuple[Resultat, ...]:
    """Every link for everybody, or for each group of the axis ``par``, against the delays of the collectivité."""
    return tuple(
        mesurer_attentes(filtres.garder(attentes(octets)), au, par=par or None, reperes=reperes(regles_de(code), au))
    )


CROISES = ("trimestre", "territoire")
"""What the table of quarters crosses."""


def trimestres(octets: bytes, filtres: Filtres) -> list[str]:
    """Quarters in which a chain that passes the filters began, the latest first."""
    return sorted(filtres.garder(attentes(octets))["trimestre"].unique().to_list(), reverse=True)


@lru_cache(maxsize=16)
def croisement(
    octets: bytes, filtres: Filtres, au: date, code: str, retenus: tuple[str, ...]
) -> list[tuple[tuple[str, str], list[Resultat]]]:
    """Every link for each of these quarters and each unit, and for the whole of each quarter, under ``""``."""
    lignes = filtres.garder(attentes(octets)).filter(pl.col("trimestre").is_in(retenus))
    dus = reperes(regles_de(code), au)
    ensembles: dict[str, list[Resultat]] = {}
    for r in mesurer_attentes(lignes, au, par=CROISES[0], reperes=dus):
        ensembles.setdefault(r.groupe, []).append(r)
    return [*croiser(lignes, au, CROISES, reperes=dus), *(((t, ""), lus) for t, lus in ensembles.items())]


@lru_cache(maxsize=32)
def points(octets: bytes, filtres: Filtres, lien: str) -> list[PointDeCourbe]:
    """The curve of those who still wait, thinned when it has many steps."""
    return _points(filtres.garder(attentes(octets)), lien)


def _points(lignes: pl.DataFrame, lien: str) -> list[PointDeCourbe]:
    tous = [PointDeCourbe(j, reste, bas, haut) for j, reste, bas, haut, _ in courbe(lignes, lien)]
    pas = 1 + len(tous) // POINTS_AU_PLUS
    return tous if pas == 1 else [*tous[:-1:pas], tous[-1]]


@lru_cache(maxsize=32)
def valeurs(octets: bytes, permises: frozenset[str] | None) -> dict[str, list[str]]:
    """Values that each axis takes, for the filters: only those that the agent may read."""
    return _valeurs(Filtres(permises).garder(attentes(octets)))


def _valeurs(lignes: pl.DataFrame) -> dict[str, list[str]]:
    return {axe: sorted(lignes[axe].unique().to_list()) for axe in AXES}


def preparer(lignes: pl.DataFrame, au: date, retenus: Mapping[str, Repere]) -> dict[str, Any]:
    """What a page without a filter shows, JSON-ready: values of each axis, results by axis, curve of each link."""
    return {
        "valeurs": _valeurs(lignes),
        "par": {axe: [r.en_json() for r in mesurer_attentes(lignes, au, par=axe, reperes=retenus)] for axe in AXES},
        "points": {x.code: [[p.jour, p.reste, p.bas, p.haut] for p in _points(lignes, x.code)] for x in LIENS},
    }


def qui_attendent(octets: bytes, filtres: Filtres, lien: str) -> pl.DataFrame:
    """Those who wait for the next step of a link, the longest first."""
    lignes = filtres.garder(attentes(octets)).filter(pl.col("lien") == lien, pl.col("etat") == ATTEND)
    return lignes.sort("jours", "enfant", "situation", "mesure", descending=[True, False, False, False])
