"""Stays: where each child in care lives, from place to place, and the places themselves.

The kinds of place of the last day follow the targets: a table of ages and kinds is fitted to both margins (preferences
by age, then iterative proportional fitting), and the children of each age are dealt accordingly. Earlier stays are
drawn from the same table. A stay ends on the day the next one begins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jalons.synthese.calendrier import ages
from jalons.synthese.cibles import Cibles
from jalons.synthese.episodes import Episodes
from jalons.synthese.hasard import Booleens, Entiers, Hasard, Reels, choisir, repartir, tirer
from jalons.synthese.parametres import Parametres

DERNIERS_MOIS = 600
"""Days before leaving among which a past last stay is looked at."""

TIERS = "tiers"
"""Kind of place of a child entrusted to a relative or a trusted person."""


@dataclass(slots=True)
class Sejours:
    """Stays by columns: ``episode`` is a place in the episodes, ``genre`` in ``genres``, ``lieu`` a number."""

    episode: Entiers
    debut: Entiers
    fin: Entiers
    genre: Entiers
    lieu: Entiers


def genres(parametres: Parametres) -> list[str]:
    """The kinds of place; the last one is that of direct placements."""
    return [lieu["genre"] for lieu in parametres["lieux"]] + [TIERS]


def loger(
    episodes: Episodes, famille: Entiers, mds: Entiers, nombre_mds: int, cibles: Cibles, enfants: int,
    parametres: Parametres, hasard: Hasard, au: int,
) -> tuple[Sejours, pl.DataFrame]:  # fmt: skip
    """Every stay of the episodes of care, and the table ``lieux``; ``mds``: unit of each episode's family."""
    flux = hasard.flux("sejours")
    cadres = np.array([p.cadre for p in parametres.profils])[episodes.profil]
    accueils = np.flatnonzero((cadres != "domicile") & (episodes.debut <= au))
    direct = cadres[accueils] == "direct"
    presents = episodes.fin[accueils] > au
    table = _table(episodes, accueils[presents & ~direct], cibles, enfants, parametres, au)
    dernier = _derniers(episodes, accueils, direct, presents, table, famille, cibles, parametres, flux, au)
    sejours = _decouper(episodes, accueils, dernier, direct, table, cibles, parametres, flux, au)
    lieux = _lieux(sejours, mds, nombre_mds, parametres, flux, au)
    _attribuer(sejours, famille, mds, lieux, flux, au)
    noms = genres(parametres)
    return sejours, lieux.with_columns(pl.Series("genre", noms)[lieux["genre"].to_numpy()].alias("genre"))


def _table(
    episodes: Episodes, presents: Entiers, cibles: Cibles, enfants: int, parametres: Parametres, au: int
) -> Reels:
    """Children in care on the last day, by class of age and kind of place: both margins hold."""
    classe = _classe(ages(episodes.naissance[presents], au), cibles)
    lignes = np.bincount(classe, minlength=cibles.parts.size).astype(np.float64)
    fixes = [cibles.compte(g["cible"], enfants) if "cible" in g else 0.0 for g in parametres["lieux"]]
    reste = max(0.0, lignes.sum() - sum(fixes))
    parts = [g.get("part") for g in parametres["lieux"]]
    nommees = sum(p for p in parts if p is not None)
    colonnes = np.array(
        [
            f if "cible" in g else reste * (1 - nommees if p is None else p)
            for g, f, p in zip(parametres["lieux"], fixes, parts, strict=True)
        ]
    )
    colonnes *= lignes.sum() / max(colonnes.sum(), 1e-9)
    table = np.array([parametres["preferences"][g["genre"]] for g in parametres["lieux"]]).T * lignes[:, None]
    for _ in range(200):
        table *= colonnes / np.maximum(table.sum(axis=0), 1e-9)
        table *= (lignes / np.maximum(table.sum(axis=1), 1e-9))[:, None]
    return table


def _classe(age: Entiers, cibles: Cibles) -> Entiers:
    return np.searchsorted(cibles.bornes, age, side="right").clip(0, cibles.parts.size - 1).astype(np.int64)


def _derniers(
    episodes: Episodes, accueils: Entiers, direct: Booleens, presents: Booleens, table: Reels, famille: Entiers,
    cibles: Cibles, parametres: Parametres, flux: np.random.Generator, au: int,
) -> Entiers:  # fmt: skip
    """Kind of the last stay of each episode: dealt by the table for those still there, drawn for the others.

    The table tells who lives where on any day. For those who left, that day is one of their last months, not the day
    they left: else the past would hold more minors in the kinds of place of young adults than the last day does.
    """
    fin = episodes.fin[accueils]
    derniers_mois = np.minimum(fin - episodes.debut[accueils], DERNIERS_MOIS) * flux.random(accueils.size)
    vu = np.where(fin > au, au, fin - derniers_mois.astype(np.int64))
    classe = _classe(ages(episodes.naissance[accueils], vu), cibles)
    genre = np.full(accueils.size, table.shape[1])
    report = np.zeros(table.shape[1])
    for c in range(table.shape[0]):
        ici = np.flatnonzero(presents & ~direct & (classe == c))
        if ici.size:
            parts = repartir(ici.size, np.maximum(table[c] + report, 0) * (table[c] > 0))
            report += table[c] - parts
            # siblings of one age are dealt one after the other: they often get the same kind
            ordre = ici[np.argsort(famille[accueils[ici]] * 0.61803 % 1, kind="stable")]
            genre[ordre] = np.repeat(np.arange(parts.size), parts)
        ici = np.flatnonzero(~presents & ~direct & (classe == c))
        genre[ici] = tirer(flux, table[c] + 1e-9 * (table.sum(axis=0) > 0) * (c > 3), ici.size)
    return genre


def _decouper(
    episodes: Episodes, accueils: Entiers, dernier: Entiers, direct: Booleens, table: Reels, cibles: Cibles,
    parametres: Parametres, flux: np.random.Generator, au: int,
) -> Sejours:  # fmt: skip
    """Cut each episode into stays: as many moves as its length makes likely."""
    reglages = parametres["sejours"]
    debut, fin = episodes.debut[accueils], episodes.fin[accueils]
    jours = np.minimum(fin, au) - debut
    coupes = flux.poisson(reglages["par_an"] * jours / 365.25)
    urgence = flux.random(accueils.size) < reglages["urgence"]
    coupes = np.where(direct, 0, np.minimum(coupes, 7) + (urgence & (jours > 120)))
    coupes = np.minimum(coupes, jours // 8)
    combien = coupes + 1
    place = np.repeat(np.arange(accueils.size), combien)
    rang = np.arange(place.size) - np.repeat(np.cumsum(combien) - combien, combien)
    # the moves of an episode: ordered draws, spread over its length so that a stay lasts three days or more
    tirage = np.sort(place + flux.random(place.size)) - place
    tirage[rang == 0] = 0
    depart = debut[place] + np.where(rang > 0, (tirage * (jours[place] - 4 * combien[place])), 0).astype(np.int64)
    depart += 4 * rang
    urgent = (rang == 1) & urgence[place] & (combien[place] > 1)
    suivant = np.append(depart[1:], 0)
    tot = debut[place] + 5 + (flux.random(place.size) ** 2 * 100).astype(np.int64)
    depart = np.where(urgent & (tot < np.where(rang == combien[place] - 1, depart, suivant)), tot, depart)
    bout = np.where(rang == combien[place] - 1, fin[place], np.append(depart[1:], 0))
    genre = _genres(episodes, accueils[place], depart, dernier[place], rang, combien[place], urgence[place], table,
                    cibles, flux)  # fmt: skip
    return Sejours(accueils[place], depart, bout, genre, np.full(place.size, -1))


def _genres(
    episodes: Episodes, episode: Entiers, depart: Entiers, dernier: Entiers, rang: Entiers, combien: Entiers,
    urgence: Booleens, table: Reels, cibles: Cibles, flux: np.random.Generator,
) -> Entiers:  # fmt: skip
    """Kind of each stay: the last is known; an urgent first one is an establishment; others follow their age."""
    classe = _classe(ages(episodes.naissance[episode], depart), cibles)
    genre = dernier.copy()
    libres = (rang < combien - 1) & (dernier < table.shape[1])
    for c in range(table.shape[0]):
        ici = np.flatnonzero(libres & (classe == c))
        tires = tirer(flux, table[c] + 1e-12, ici.size)
        garde = (flux.random(ici.size) < 0.55) & (table[c][genre[ici]] > 0.5)
        genre[ici] = np.where(garde, genre[ici], tires)
    genre[libres & (rang == 0) & urgence] = 1
    return genre


def _lieux(
    sejours: Sejours, mds: Entiers, nombre_mds: int, parametres: Parametres, flux: np.random.Generator, au: int
) -> pl.DataFrame:
    """Places enough for the children of the last day, in every unit that has some; ``genre`` is still a number."""
    presents = (sejours.debut <= au) & (sejours.fin > au)
    colonnes: list[tuple[Entiers, Entiers, Entiers]] = []
    tailles = [*(lieu["places"] for lieu in parametres["lieux"]), (1, 2)]
    occupations = [*(lieu["occupation"] for lieu in parametres["lieux"]), 0.95]
    for genre, ((bas, haut), occupation) in enumerate(zip(tailles, occupations, strict=True)):
        ici = presents & (sejours.genre == genre)
        besoin = int(np.ceil(ici.sum() / occupation)) + 1
        capacite = flux.integers(bas, haut + 1, besoin // max(bas, 1) + 2)
        capacite = capacite[: int(np.searchsorted(np.cumsum(capacite), besoin)) + 1]
        charge = 0.05 + np.bincount(mds[sejours.episode[ici]], minlength=nombre_mds).astype(np.float64)
        unites = np.sort(choisir(flux, charge, capacite.size))
        colonnes.append((np.full(capacite.size, genre), capacite, unites))
    numeros, places, unites = (np.concatenate(c) for c in zip(*colonnes, strict=True))
    return pl.DataFrame({"lieu": np.arange(numeros.size), "genre": numeros, "capacite": places, "mds": unites})


def _attribuer(
    sejours: Sejours, famille: Entiers, mds: Entiers, lieux: pl.DataFrame, flux: np.random.Generator, au: int
) -> None:
    """A place for each stay. On the last day no place holds more children than it has seats, and siblings of one kind
    sit side by side; earlier stays draw one of the kind, without a count of seats.
    """
    genre_lieu, capacite = lieux["genre"].to_numpy(), lieux["capacite"].to_numpy()
    presents = (sejours.debut <= au) & (sejours.fin > au)
    for genre in np.unique(sejours.genre):
        la = np.flatnonzero(genre_lieu == genre)
        sieges = np.repeat(la, capacite[la])
        ici = np.flatnonzero(presents & (sejours.genre == genre))
        ordre = ici[np.lexsort((famille[sejours.episode[ici]], mds[sejours.episode[ici]]))]
        vides = np.sort(flux.permutation(sieges.size)[: ordre.size])
        sejours.lieu[ordre] = sieges[vides]
        autres = np.flatnonzero(~presents & (sejours.genre == genre))
        sejours.lieu[autres] = sieges[flux.integers(0, sieges.size, autres.size)]
