"""Informations préoccupantes: those that opened a measure, then enough others for the yearly figures.

An information is one message received on one family; it names children of the home; several may fall on one situation.
The number of informations, of distinct children and of distinct families of the last twelve months are targets, and
earlier years follow with the growth. The families of a year are those whose measure began that way, then families
already known, then new ones. Children named and further informations are shared among them so that the totals come out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jalons.synthese.calendrier import mois, ouvrable, plus_mois
from jalons.synthese.cibles import Cibles
from jalons.synthese.fratries import Enfants, nouvelles
from jalons.synthese.hasard import Booleens, Entiers, Hasard, tirer
from jalons.synthese.parametres import Parametres

SITUATION = 90
"""Days during which a further information joins the situation that is open."""
MINEUR = 17.9 * 365.25


@dataclass(slots=True)
class Origines:
    """Entries that an information opened: one row per family and day of entry.

    Attributes:
        reception: day of the information; ``rapport``: day of the evaluation's report, or of the referral.
        direct: sent to the prosecutor without evaluation.
        membres: children of the entries; ``entree``: the entry of each one of them.
    """

    famille: Entiers
    reception: Entiers
    rapport: Entiers
    judiciaire: Booleens
    direct: Booleens
    membres: Entiers
    entree: Entiers


@dataclass(slots=True)
class Informations:
    """Informations by columns, sorted by family and day; ``noms_*`` are the pairs information, child.

    ``origine``: entry that it opened, -1 for none; ``situation``: number, the same for informations joined.
    """

    famille: Entiers
    reception: Entiers
    origine: Entiers
    situation: Entiers
    nom_ip: Entiers
    nom_enfant: Entiers


@dataclass(slots=True)
class _Annee:
    """One period of twelve months: what it must hold."""

    debut: int
    fin: int
    familles: int
    enfants: int
    informations: int


def informer(
    enfants: Enfants, origines: Origines, cibles: Cibles, suivis: int, annees: int,
    parametres: Parametres, hasard: Hasard, au: int,
) -> Informations:  # fmt: skip
    """Every information of the window; ``enfants`` receives the new families."""
    flux = hasard.flux("informations")
    lots = []
    for periode in range(annees - 1, -1, -1):
        bornes = plus_mois(np.array([au + 1, au + 1]), np.array([-12 * (periode + 1), -12 * periode]))
        elan = (1 + parametres["croissance"]["ip"]) ** -periode
        annee = _Annee(
            int(bornes[0]),
            int(bornes[1]) - 1,
            *(
                round(cibles.compte(code, suivis) * elan)
                for code in ("familles_en_ip", "enfants_en_ip", "informations_preoccupantes")
            ),
        )
        lots.append(_annee(annee, enfants, origines, parametres, flux))
    famille, reception, origine, nom_ip, nom_enfant = _empiler(lots)
    ordre = np.lexsort((reception, famille))
    place = np.empty(ordre.size, dtype=np.int64)
    place[ordre] = np.arange(ordre.size)
    situation = _situations(famille[ordre], reception[ordre], origine[ordre])
    return Informations(famille[ordre], reception[ordre], origine[ordre], situation, place[nom_ip], nom_enfant)


def _empiler(lots: list[tuple[Entiers, Entiers, Entiers, Entiers, Entiers]]) -> list[Entiers]:
    decalage = np.cumsum([0, *(lot[0].size for lot in lots[:-1])])
    colonnes = list(zip(*lots, strict=True))
    colonnes[3] = tuple(c + d for c, d in zip(colonnes[3], decalage, strict=True))
    return [np.concatenate(c) for c in colonnes]


def _annee(
    annee: _Annee, enfants: Enfants, origines: Origines, parametres: Parametres, flux: np.random.Generator
) -> tuple[Entiers, Entiers, Entiers, Entiers, Entiers]:
    """Families, days and children of one period: informations (family, day, entry) and pairs (information, child)."""
    liees = np.flatnonzero((origines.reception >= annee.debut) & (origines.reception <= annee.fin))
    deja = np.unique(origines.famille[liees])
    manque = max(0, annee.familles - deja.size)
    jours = _jours(annee, manque, parametres, flux)
    connues = _connues(enfants, deja, jours[: round(manque * parametres["ip"]["connues"])], flux)
    neuves = nouvelles(enfants, jours[connues.size :], parametres, flux)
    famille = np.concatenate([origines.famille[liees], connues, neuves])
    jour = np.concatenate([origines.reception[liees], jours])
    origine = np.concatenate([liees, np.full(jours.size, -1)])
    f_nom, e_nom = _nommes(annee, enfants, origines, liees, np.concatenate([connues, neuves]), jours, flux)
    autres = _autres_informations(annee, famille, jour, parametres, flux)
    famille, jour = np.concatenate([famille, famille[autres[0]]]), np.concatenate([jour, autres[1]])
    origine = np.concatenate([origine, np.full(autres[0].size, -1)])
    nom_ip, nom_enfant = _paires(famille, origine, jour, f_nom, e_nom, enfants, flux)
    return famille, jour, origine, nom_ip, nom_enfant


def _jours(annee: _Annee, nombre: int, parametres: Parametres, flux: np.random.Generator) -> Entiers:
    """Days of the period, in season."""
    jours = np.arange(annee.debut, annee.fin + 1)
    poids = np.array(parametres["saisons"]["ip"])[mois(jours)]
    return np.minimum(ouvrable(jours[tirer(flux, poids, nombre)]), annee.fin)


def _connues(enfants: Enfants, deja: Entiers, jours: Entiers, flux: np.random.Generator) -> Entiers:
    """Families already there with a minor born before the earliest day, none of ``deja``; at most one per day."""
    if not jours.size:
        return np.zeros(0, dtype=np.int64)
    age_debut, age_fin = jours.min() - enfants.naissance, jours.max() - enfants.naissance
    candidates = np.setdiff1d(enfants.famille[(age_debut > 15) & (age_fin < MINEUR)], deja)
    return flux.permutation(candidates)[: jours.size]


def _nommes(
    annee: _Annee, enfants: Enfants, origines: Origines, liees: Entiers, familles: Entiers, jours: Entiers,
    flux: np.random.Generator,
) -> tuple[Entiers, Entiers]:  # fmt: skip
    """Children named in the period: all those of an entry; elsewhere one, then others up to the target."""
    lies = np.unique(origines.membres[np.isin(origines.entree, liees)])
    rang = np.full(enfants.familles, -1)
    rang[familles] = np.arange(familles.size)
    possibles = np.flatnonzero(rang[enfants.famille] >= 0)
    age = jours[rang[enfants.famille[possibles]]] - enfants.naissance[possibles]
    possibles = flux.permutation(possibles[(age >= 0) & (age < MINEUR)])
    _, premiers = np.unique(enfants.famille[possibles], return_index=True)
    un = possibles[premiers]
    reste = flux.permutation(np.setdiff1d(possibles, un))
    choisis = np.concatenate([lies, un, reste[: max(0, annee.enfants - lies.size - un.size)]])
    return enfants.famille[choisis], choisis


def _autres_informations(
    annee: _Annee, famille: Entiers, jour: Entiers, parametres: Parametres, flux: np.random.Generator
) -> tuple[Entiers, Entiers]:
    """Further informations, in season, each on a family that has one already, more often a recent one."""
    nombre = max(0, annee.informations - famille.size) if famille.size else 0
    ordre = np.argsort(jour, kind="stable")
    jours = _jours(annee, nombre, parametres, flux)
    avant = np.maximum(1, np.searchsorted(jour[ordre], jours, side="right"))
    sur = ordre[(avant * flux.random(nombre) ** 0.3).astype(np.int64)]
    return sur, np.maximum(jours, jour[sur])


def _paires(
    famille: Entiers, origine: Entiers, jour: Entiers, f_nom: Entiers, e_nom: Entiers, enfants: Enfants,
    flux: np.random.Generator,
) -> tuple[Entiers, Entiers]:  # fmt: skip
    """Pairs (information, child): the first of a family names them all, the following ones some, one at least."""
    ordre = np.lexsort((origine < 0, jour, famille))
    premiere = np.ones(famille.size, dtype=np.bool_)
    premiere[ordre[1:]] = famille[ordre[1:]] != famille[ordre[:-1]]
    tri = np.argsort(f_nom, kind="stable")
    debut = np.searchsorted(f_nom[tri], famille, side="left")
    nombre = np.searchsorted(f_nom[tri], famille, side="right") - debut
    ip = np.repeat(np.arange(famille.size), nombre)
    rang = np.arange(ip.size) - np.repeat(np.cumsum(nombre) - nombre, nombre)
    enfant = e_nom[tri][debut[ip] + rang]
    nes = enfants.naissance[enfant] <= jour[ip]
    nes_jusque_la = np.concatenate([[0], np.cumsum(nes)])
    premier_ne = nes & (nes_jusque_la[1:] - nes_jusque_la[(np.cumsum(nombre) - nombre)[ip]] == 1)
    garde = nes & (premiere[ip] | (origine[ip] >= 0) | premier_ne | (flux.random(ip.size) < 0.7))
    return ip[garde], enfant[garde]


def _situations(famille: Entiers, reception: Entiers, origine: Entiers) -> Entiers:
    """Number of the situation of each information, sorted by family and day."""
    neuve = (np.diff(famille, prepend=-1) != 0) | (np.diff(reception, prepend=-(10**6)) > SITUATION)
    return np.asarray(np.cumsum(neuve | (origine >= 0)) - 1, dtype=np.int64)
