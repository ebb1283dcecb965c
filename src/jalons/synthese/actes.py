"""Acts that open, renew and end measures: decisions, notifications, entries that an information opened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jalons.synthese.calendrier import LOIN, plus_mois
from jalons.synthese.episodes import Episodes, reunir
from jalons.synthese.fratries import Enfants
from jalons.synthese.hasard import Booleens, Entiers, Hasard, Reels, delais
from jalons.synthese.parametres import Parametres
from jalons.synthese.signalements import Origines
from jalons.synthese.taux import JOURS_PAR_MOIS


@dataclass(slots=True)
class Dates:
    """Days of the acts that open each episode: decided ≤ notified ≤ effective start."""

    decision: Entiers
    notification: Entiers
    affaire: Entiers
    """Number shared by siblings for whom one decision was taken."""


def mener(champ: str, episodes: Episodes, affaire: Entiers) -> Entiers:
    """The value of a column for the first episode of each affair, given to all of it."""
    _, premiers, inverse = np.unique(affaire, return_index=True, return_inverse=True)
    return np.asarray(getattr(episodes, champ)[premiers][inverse], dtype=np.int64)


def dater(episodes: Episodes, famille: Entiers, effet: Reels, parametres: Parametres, hasard: Hasard, au: int) -> Dates:
    """Days of decision and notification; ``effet`` is the factor of the child's local unit on the wait."""
    flux = hasard.flux("dates")
    attend = episodes.debut > au
    # siblings who begin the same day under one profile share their acts; those who wait keep their own
    cle = (famille * 64 + episodes.profil) * 2**22 + (episodes.debut + 2**20)
    cle = np.where(attend, 2**62 + np.arange(len(episodes)), cle)
    _, affaire = np.unique(cle, return_inverse=True)
    attente = mener("attente", episodes, affaire)
    attente = np.where(attend, attente, (attente * effet).astype(np.int64))
    mediane, etendue = parametres["delais"]["notification"]
    nombre = int(affaire.max(initial=-1)) + 1
    pas = delais(flux, mediane, etendue, nombre).astype(np.int64)[affaire]
    immediat = np.array([p.attente == 0 for p in parametres.profils])[episodes.profil]
    pas[immediat] = 0
    notification = np.maximum(episodes.debut - attente, episodes.naissance)
    decision = np.maximum(notification - pas, episodes.naissance)
    return Dates(decision, notification, affaire.astype(np.int64))


def ouvertures(
    episodes: Episodes, dates: Dates, enfants: Enfants, effet_famille: Reels, parametres: Parametres,
    hasard: Hasard, bornes: tuple[int, int],
) -> Origines:  # fmt: skip
    """The entries of the window that an information opened; ``bornes``: its first and last days, both included."""
    flux, reglages = hasard.flux("ouvertures"), parametres["delais"]
    premiers = np.flatnonzero(episodes.premier)
    _, uns, entree = np.unique(dates.affaire[premiers], return_index=True, return_inverse=True)
    tetes = premiers[uns]
    nombre = tetes.size
    profils = parametres.profils
    chance = np.array([p.ip for p in profils])[episodes.profil[tetes]]
    judiciaire = np.array([p.mandat == "judiciaire" for p in profils])[episodes.profil[tetes]]
    direct = np.array([p.attente == 0 for p in profils])[episodes.profil[tetes]]
    famille = enfants.famille[episodes.enfant[tetes]]
    apres = np.where(
        judiciaire,
        _delais(flux, reglages["decision_judiciaire"], nombre),
        _delais(flux, reglages["decision_administrative"], nombre),
    )
    apres = np.where(direct, _delais(flux, reglages["signalement"], nombre), apres)
    duree = _delais(flux, reglages["evaluation"], nombre) * effet_famille[famille]
    duree = np.where(direct, 0, duree)
    ainee = np.full(nombre, LOIN)
    np.minimum.at(ainee, entree, episodes.naissance[premiers])
    rapport = np.maximum(dates.decision[tetes] - 1 - apres.astype(np.int64), ainee)
    reception = np.maximum(rapport - duree.astype(np.int64), ainee)
    retenues = (flux.random(nombre) < chance) & (reception >= bornes[0]) & (rapport <= bornes[1])
    numero = np.where(retenues, np.cumsum(retenues) - 1, -1)
    lies = numero[entree] >= 0
    return Origines(
        famille[retenues], reception[retenues], rapport[retenues], judiciaire[retenues], direct[retenues],
        episodes.enfant[premiers][lies], numero[entree][lies],
    )  # fmt: skip


def _delais(flux: np.random.Generator, loi: list[float], nombre: int) -> Reels:
    return delais(flux, loi[0], loi[1], nombre)


def annexes(episodes: Episodes, parametres: Parametres, hasard: Hasard, au: int) -> tuple[Episodes, Entiers]:
    """Measures that go along with an episode; their episodes (profile of the main one) and their kind."""
    flux = hasard.flux("annexes")
    cadres = np.array([p.cadre for p in parametres.profils])[episodes.profil]
    mineurs = np.array([not p.groupe.startswith("majeurs") for p in parametres.profils])[episodes.profil]
    lots, genres = [], []
    for genre, annexe in enumerate(parametres["annexes"]):
        voulus = mineurs & np.isin(cadres, annexe["cadres"]) & (flux.random(len(episodes)) < annexe["part"])
        fin = np.minimum(episodes.fin, au)
        lot = episodes.garder(voulus & (fin - episodes.debut > 150))
        place = np.minimum(lot.fin, au) - lot.debut - 60
        lot.debut = lot.debut + 20 + (flux.random(len(lot)) * place).astype(np.int64)
        duree = delais(flux, annexe["duree"] * JOURS_PAR_MOIS, 0.5, len(lot)).astype(np.int64)
        fin = lot.debut + np.maximum(duree, 20)
        # it does not outlive the measure that it goes along with
        lot.fin = np.where(lot.fin <= au, np.minimum(fin, lot.fin), np.where(fin > au, LOIN, fin))
        lot.attente = np.minimum(lot.attente, 20)
        lot.premier = np.zeros(len(lot), dtype=np.bool_)
        lots.append(lot)
        genres.append(np.full(len(lot), genre))
    return reunir(lots), np.concatenate(genres)


@dataclass(slots=True)
class Renouvellements:
    """Renewals of measures: ``mesure`` is a place, ``rang`` counts from 1; ``du`` included, ``au`` the planned end."""

    mesure: Entiers
    rang: Entiers
    decision: Entiers
    du: Entiers
    au: Entiers


def renouveler(
    depart: Entiers, fin: Entiers, periode: Entiers, limite: Entiers, hasard: Hasard, au: int
) -> tuple[Renouvellements, Entiers]:
    """Renewals up to the last day, and the planned end of the decision that holds last.

    ``depart``: day from which the decision counts; ``periode``: months of one decision; ``limite``: day that no
    decision passes.
    """
    flux = hasard.flux("renouvellements")
    mois = (np.minimum(fin, au) - depart) / JOURS_PAR_MOIS
    nombre = np.maximum(0, np.floor((mois - 0.3) / periode)).astype(np.int64)
    mesure = np.repeat(np.arange(depart.size), nombre)
    rang = 1 + np.arange(mesure.size) - np.repeat(np.cumsum(nombre) - nombre, nombre)
    du = plus_mois(depart[mesure], rang * periode[mesure])
    jusque = np.minimum(plus_mois(depart[mesure], (rang + 1) * periode[mesure]), limite[mesure])
    avance = np.minimum(delais(flux, 18.0, 0.6, mesure.size).astype(np.int64), 120)
    garde = du < limite[mesure]
    terme = np.minimum(plus_mois(depart, (nombre + 1) * periode), limite)
    return (
        Renouvellements(mesure[garde], rang[garde], (du - avance)[garde], du[garde], jusque[garde]),
        terme,
    )


def vivants(debut: Entiers, fin: Entiers, au: int) -> Booleens:
    """Those running on the day ``au``: begun on it or before, not left."""
    return np.asarray((debut <= au) & (fin > au), dtype=np.bool_)
