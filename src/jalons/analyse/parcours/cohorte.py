"""Sequences of a population: whose months, counted from when, until when they were observed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from jalons.analyse.parcours.etats import ETATS, PLACES
from jalons.analyse.parcours.periodes import mois_de, mois_des_enfants, periodes, rang_du_mois
from jalons.analyse.parcours.sequences import VIDE, Entiers, Sequences

ORIGINES = {
    "entree": "mois écoulés depuis le premier mois de suivi",
    "age": "âge, en mois",
    "calendrier": "mois civils, jusqu'au dernier mois entier connu",
}

TROP_COURTS = "observés moins longtemps que la période"
TRONQUES = "non observés au début de la période, avant les registres"


@dataclass(frozen=True, slots=True, eq=False)
class Cohorte:
    """A population and its sequences.

    Attributes:
        premiers: calendar month of the first column of each child, as a number.
        ecartes: followed children left out, by reason told in French.
    """

    sequences: Sequences
    premiers: Entiers
    origine: str
    ecartes: Mapping[str, int]

    def sur_toute_la_fenetre(self) -> Cohorte:
        """Only those observed from the first to the last column; the others are counted among those left out.

        A path that the registers began too late to see would resemble the others that they did not see.
        """
        courts = self.sequences.longueurs < self.sequences.mois
        tronques = (self.sequences.etats == PLACES["non_observe"]).any(axis=1) & ~courts
        gardes, ecartes = ~(courts | tronques), dict(self.ecartes)
        for raison, lesquels in ((TROP_COURTS, courts), (TRONQUES, tronques)):
            if lesquels.any():
                ecartes[raison] = int(lesquels.sum())
        return Cohorte(self.sequences.garder(gardes), self.premiers[gardes], self.origine, ecartes)


def cohorte(
    tables: Mapping[str, pl.DataFrame], *, origine: str, mois: int, depuis: date, au: date, age: int = 0
) -> Cohorte:
    """Children followed, month by month.

    Args:
        mois: columns at most.
        depuis: first day of the registers: before it, a month without state was not observed.
        au: last day known; months after the last whole one are not observed.
        age: age in years of the first column, when counting by age.

    Raises:
        ValueError: an unknown origin.
    """
    if origine not in ORIGINES:
        raise ValueError(f"Unknown origin {origine!r}.")
    lus = mois_des_enfants(periodes(tables, au))
    dernier = mois_de(au + timedelta(days=1)) - 1
    enfants = _premiers(lus, tables["enfants"], origine, mois, dernier, age)
    ecartes: dict[str, int] = {}
    if origine == "entree":
        anciens = enfants.filter(pl.col("premier") < mois_de(depuis))
        ecartes = {"suivis dès avant le début des registres": anciens.height} if anciens.height else {}
        enfants = enfants.filter(pl.col("premier") >= mois_de(depuis))
    enfants = enfants.with_columns(longueur=(dernier + 1 - pl.col("premier")).clip(0, mois))
    vus = lus.join(enfants, on="enfant").with_columns(colonne=pl.col("mois") - pl.col("premier"))
    vus = vus.filter(pl.col("colonne") >= 0, pl.col("colonne") < pl.col("longueur"))
    enfants = enfants.join(vus.select("enfant").unique(), on="enfant", how="semi").sort("enfant")
    sequences = _remplir(enfants, vus, mois, mois_de(depuis))
    return Cohorte(sequences, enfants["premier"].to_numpy().astype(np.int64), origine, ecartes)


def _premiers(
    lus: pl.DataFrame, enfants: pl.DataFrame, origine: str, mois: int, dernier: int, age: int
) -> pl.DataFrame:
    """Calendar month of each child's first column, and of the first month followed."""
    entrees = lus.group_by("enfant").agg(pl.col("mois").min().alias("entree"), pl.col("mois").max().alias("fin"))
    if origine == "entree":
        return entrees.with_columns(premier=pl.col("entree"))
    if origine == "calendrier":
        return entrees.with_columns(premier=pl.lit(dernier + 1 - mois, dtype=pl.Int32))
    naissances = enfants.unique("enfant", keep="first", maintain_order=True).drop_nulls("naissance")
    naissances = naissances.select("enfant", premier=rang_du_mois("naissance") + 12 * age)
    return entrees.join(naissances, on="enfant")


def _remplir(enfants: pl.DataFrame, vus: pl.DataFrame, mois: int, debut: int) -> Sequences:
    """The table of states: before the first month followed, after the last one, and between, each has its own."""
    premiers, longueurs, entrees = (
        enfants[nom].to_numpy().astype(np.int64) for nom in ("premier", "longueur", "entree")
    )
    civils = premiers[:, None] + np.arange(mois)
    etats = np.full((enfants.height, mois), PLACES["sorti"], dtype=np.uint8)
    etats[civils < entrees[:, None]] = PLACES["pas_encore"]
    etats[civils < debut] = PLACES["non_observe"]
    lignes = np.searchsorted(enfants["enfant"].to_numpy(), vus["enfant"].to_numpy())
    etats[lignes, vus["colonne"].to_numpy()] = vus["etat"].to_numpy()
    etats[np.arange(mois) >= longueurs[:, None]] = VIDE
    cles = enfants["enfant"].to_numpy().astype(np.int64)
    return Sequences(etats, longueurs, cles, np.ones(len(cles)), len(ETATS))
