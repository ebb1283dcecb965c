"""Families: brothers and sisters followed together, the other children at home, twins.

Children who enter a neighbouring profile at about the same time are put together; siblings then enter, and leave, the
same day more often than chance. Two births less than nine months apart are twins, or not of one family.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jalons.synthese.calendrier import anniversaire
from jalons.synthese.episodes import Episodes
from jalons.synthese.hasard import Entiers, Hasard, tirer
from jalons.synthese.parametres import Parametres

ECART_MINIMAL = 280
"""Days between two births of one mother."""
VOISINAGE = 120
"""Days, more or less, between the entries of those put in one family."""
RAPPROCHEMENT = 540
"""Days by which an entry or a leaving may move to be that of a sibling."""


@dataclass(slots=True)
class Enfants:
    """Children by columns; a number is a place. ``profil``: the last one followed, -1 for none."""

    naissance: Entiers
    famille: Entiers
    profil: Entiers
    familles: int

    def ajouter(self, naissance: Entiers, famille: Entiers) -> None:
        """More children, never followed; new families have numbers from ``familles``."""
        self.naissance = np.concatenate([self.naissance, naissance])
        self.famille = np.concatenate([self.famille, famille])
        self.profil = np.concatenate([self.profil, np.full(naissance.size, -1)])
        self.familles = max(self.familles, int(famille.max(initial=-1)) + 1)


def former(episodes: Episodes, nombre: int, parametres: Parametres, hasard: Hasard, au: int) -> Enfants:
    """The families of the children followed, other children at home included.

    Entries, ends and births in ``episodes`` are moved so that siblings resemble each other.
    """
    flux = hasard.flux("fratries")
    dernier, premier = _bornes(episodes, nombre)
    profil = episodes.profil[dernier]
    naissance = episodes.naissance[dernier].copy()
    famille = _grouper(episodes, profil, premier, parametres, flux)
    famille = _separer(naissance, famille, parametres, flux, au)
    _rapprocher(episodes, naissance, famille, premier, dernier, parametres, flux, au)
    enfants = Enfants(naissance, famille, profil, int(famille.max(initial=-1)) + 1)
    _autres(enfants, parametres, flux, au)
    return enfants


def _bornes(episodes: Episodes, nombre: int) -> tuple[Entiers, Entiers]:
    """Place of the last and of the first episode of each child."""
    ordre = np.lexsort((episodes.debut, episodes.enfant))
    premier, dernier = np.zeros(nombre, dtype=np.int64), np.zeros(nombre, dtype=np.int64)
    dernier[episodes.enfant[ordre]] = ordre
    premier[episodes.enfant[ordre[::-1]]] = ordre[::-1]
    return dernier, premier


def _grouper(
    episodes: Episodes, profil: Entiers, premier: Entiers, parametres: Parametres, flux: np.random.Generator
) -> Entiers:
    """Number of the family of each child: neighbours by kind of help and day of entry, cut into sizes."""
    nombre = profil.size
    seuls = episodes.profil[premier] == parametres.rang("mineur_non_accompagne")
    cadres = np.array([0 if p.cadre == "domicile" else 1 for p in parametres.profils])
    cle = episodes.debut[premier] + VOISINAGE * flux.standard_normal(nombre)
    ordre = np.lexsort((cle, cadres[profil], seuls))
    tailles = 1 + tirer(flux, np.array(parametres["fratries"]["suivies"]), nombre)
    groupe = np.repeat(np.arange(nombre), tailles)[:nombre]
    libres = int((~seuls).sum())
    groupe[libres:] = (groupe[libres - 1] if libres else -1) + 1 + np.arange(nombre - libres)
    famille = np.empty(nombre, dtype=np.int64)
    famille[ordre] = groupe
    return famille


def _separer(
    naissance: Entiers, famille: Entiers, parametres: Parametres, flux: np.random.Generator, au: int
) -> Entiers:
    """Births too close become twins (the day of birth is then that of the elder), or two families."""
    famille = famille.copy()
    suivante = int(famille.max(initial=-1)) + 1
    for _ in range(20):
        ordre = np.lexsort((naissance, famille))
        ecart = np.diff(naissance[ordre], prepend=-(10**6))
        meme = np.diff(famille[ordre], prepend=-1) == 0
        proches = np.flatnonzero(meme & (ecart > 0) & (ecart < ECART_MINIMAL))
        if not proches.size:
            break
        cadet, aine = ordre[proches], ordre[proches - 1]
        # a twin keeps the age it had, in whole years on the last day
        memes_ages = anniversaire(naissance[aine], 1 + (au - naissance[cadet]) // 366) > au
        memes_ages &= (ecart[proches] < 180) & ~np.isin(proches - 1, proches)
        jumeaux = memes_ages & (flux.random(cadet.size) < parametres["fratries"]["jumeaux"])
        naissance[cadet[jumeaux]] = naissance[aine[jumeaux]]
        partent = cadet[~jumeaux]
        famille[partent] = suivante + np.arange(partent.size)
        suivante += partent.size
    return famille


def _rapprocher(
    episodes: Episodes, naissance: Entiers, famille: Entiers, premier: Entiers, dernier: Entiers,
    parametres: Parametres, flux: np.random.Generator, au: int,
) -> None:  # fmt: skip
    """Siblings enter, and leave, on the day of one of them; never across the last day, nor beyond an age limit."""
    episodes.naissance = naissance[episodes.enfant]
    limite = anniversaire(episodes.naissance, np.array([p.age_max for p in parametres.profils])[episodes.profil])
    episodes.fin = np.where(
        episodes.fin > au, episodes.fin, np.maximum(np.minimum(episodes.fin, limite), episodes.debut + 1)
    )
    ordre = np.argsort(famille, kind="stable")
    _, debuts = np.unique(famille[ordre], return_index=True)
    meneur = np.repeat(ordre[debuts], np.diff(np.append(debuts, famille.size)))[np.argsort(ordre, kind="stable")]
    age_min = np.array([p.age_min for p in parametres.profils])[episodes.profil]
    age_max = np.array([p.age_max for p in parametres.profils])[episodes.profil]
    meme = flux.random(famille.size) < parametres["fratries"]["ensemble"]
    ici, la = premier, premier[meneur]
    jour = episodes.debut[la]
    possible = meme & (ici != la) & (np.abs(jour - episodes.debut[ici]) < RAPPROCHEMENT)
    possible &= (jour >= anniversaire(naissance, age_min[ici])) & (jour <= au) & (episodes.debut[ici] <= au)
    possible &= (jour < episodes.fin[ici] - 15) & (age_min[ici] == 0)
    episodes.debut[ici[possible]] = jour[possible]
    meme = flux.random(famille.size) < parametres["fratries"]["ensemble"]
    ici, la = dernier, dernier[meneur]
    jour = episodes.fin[la]
    possible = meme & (ici != la) & (np.abs(jour - episodes.fin[ici]) < RAPPROCHEMENT)
    possible &= (jour > episodes.debut[ici] + 15) & (jour <= anniversaire(naissance, age_max[ici])) & (jour <= au)
    possible &= (episodes.fin[ici] <= au) & ~episodes.majorite[ici] & ~episodes.majorite[la]
    episodes.fin[ici[possible]] = jour[possible]


def _autres(enfants: Enfants, parametres: Parametres, flux: np.random.Generator, au: int) -> None:
    """Children at home who were never followed."""
    seuls = np.unique(enfants.famille[enfants.profil == parametres.rang("mineur_non_accompagne")])
    nombre = flux.poisson(parametres["fratries"]["autres"], enfants.familles)
    nombre[seuls] = 0
    famille = np.repeat(np.arange(enfants.familles), nombre)
    rang_connu = np.empty(enfants.familles, dtype=np.int64)
    rang_connu[enfants.famille] = np.arange(enfants.famille.size)
    ecart = flux.integers(ECART_MINIMAL + 40, 2300, famille.size) * np.where(flux.random(famille.size) < 0.5, -1, 1)
    naissance = enfants.naissance[rang_connu[famille]] + ecart
    nes = naissance < au - 20
    toutes = np.concatenate([enfants.naissance, naissance[nes]])
    familles = np.concatenate([enfants.famille, famille[nes]])
    bons = _espaces(toutes, familles)[enfants.naissance.size :]
    enfants.ajouter(naissance[nes][bons], famille[nes][bons])


def _espaces(naissance: Entiers, famille: Entiers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each birth is nine months or more from the one before and the one after it in the family."""
    ordre = np.lexsort((naissance, famille))
    ecart = np.diff(naissance[ordre], prepend=-(10**6))
    autre = np.diff(famille[ordre], prepend=-1) != 0
    avant = autre | (ecart >= ECART_MINIMAL)
    apres = np.append(avant[1:], True)
    bons = np.empty(naissance.size, dtype=np.bool_)
    bons[ordre] = avant & apres
    return bons


def nouvelles(enfants: Enfants, ouvertures: Entiers, parametres: Parametres, flux: np.random.Generator) -> Entiers:
    """New families with at least one minor on each day of ``ouvertures``; gives their numbers."""
    familles = enfants.familles + np.arange(ouvertures.size)
    nombre = 1 + tirer(flux, np.array(parametres["fratries"]["signalees"]), ouvertures.size)
    famille = np.repeat(familles, nombre)
    rang = np.arange(famille.size) - np.repeat(np.cumsum(nombre) - nombre, nombre)
    aine = ouvertures - flux.integers(60, 17 * 365, ouvertures.size)
    pas = flux.integers(ECART_MINIMAL + 30, 1300, famille.size)
    pas[rang == 0] = 0
    depuis = np.cumsum(pas) - np.repeat(np.cumsum(pas)[np.cumsum(nombre) - nombre], nombre)
    naissance = np.repeat(aine, nombre) + depuis
    jumeau = (rang > 0) & (flux.random(famille.size) < 0.02)
    naissance[jumeau] = naissance[np.flatnonzero(jumeau) - 1]
    nes = naissance <= np.repeat(ouvertures, nombre) - 15
    espaces = (np.diff(naissance, prepend=-(10**6)) >= ECART_MINIMAL) | jumeau | (rang == 0)
    enfants.ajouter(naissance[nes & espaces], famille[nes & espaces])
    return familles
