"""Exact linear algebra (modulo a prime): which hidden cells can be worked out whatever their value.

A cell is found out by additions alone when every change that touches only hidden cells leaves it still. This is quicker
to know than bounds, and necessary: what fails here would fail there. Modulo a prime of 31 bits, a change could wrongly
seem null once in two billion: bounds are checked afterwards anyway.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from jalons.analyse.secret.systeme import Booleens, Entiers, Systeme

_P = 2**31 - 1


def changements(systeme: Systeme, cellules: Entiers) -> Entiers:
    """A basis of the changes of ``cellules`` alone that keep every addition: one column each, modulo a prime."""
    place = np.full(systeme.nombre, -1, np.int64)
    place[cellules] = np.arange(cellules.size)
    lignes, colonnes, signes = systeme.matrice()
    dedans = place[colonnes] >= 0
    utiles, lignes = np.unique(lignes[dedans], return_inverse=True)
    matrice = np.zeros((utiles.size, cellules.size), np.int64)
    matrice[lignes, place[colonnes[dedans]]] = signes[dedans] % _P
    pivots, rangees = _echelonner(matrice)
    libres = np.setdiff1d(np.arange(cellules.size), pivots)
    base = np.zeros((cellules.size, libres.size), np.int64)
    base[libres, np.arange(libres.size)] = 1
    if pivots:
        base[pivots] = -matrice[np.ix_(np.array(rangees), libres)] % _P
    return base


def _echelonner(matrice: Entiers) -> tuple[list[int], list[int]]:
    """Reduce in place; columns that lead, and their rows."""
    pivots, rangees = [], []
    prise = np.zeros(len(matrice), np.bool_)
    for colonne in range(matrice.shape[1]):
        touchees = np.flatnonzero(matrice[:, colonne])
        libres = touchees[~prise[touchees]]
        if not libres.size:
            continue
        choisie = libres[int((matrice[libres] != 0).sum(axis=1).argmin())]  # the emptiest row fills the others least
        matrice[choisie] = matrice[choisie] * pow(int(matrice[choisie, colonne]), -1, _P) % _P
        autres, ici = touchees[touchees != choisie], np.flatnonzero(matrice[choisie])
        bloc = np.ix_(autres, ici)
        matrice[bloc] = (matrice[bloc] - matrice[autres, colonne][:, None] * matrice[choisie, ici][None, :]) % _P
        prise[choisie] = True
        pivots.append(colonne)
        rangees.append(int(choisie))
    return pivots, rangees


class Elagage:
    """Shows hidden cells again, one at a time, as long as no other one of ``tenues`` can be worked out by additions."""

    def __init__(self, systeme: Systeme, caches: Booleens, tenues: Booleens) -> None:
        self.caches = caches.copy()
        cellules = np.flatnonzero(caches)
        self._place = np.full(systeme.nombre, -1, np.int64)
        self._place[cellules] = np.arange(cellules.size)
        self._base = changements(systeme, cellules)
        self._tenues = tenues[cellules]

    def montrer(self, cellule: int) -> bool:
        """Show ``cellule`` if nothing is lost; whether it was."""
        ici = int(self._place[cellule])
        colonnes = np.flatnonzero(self._base[ici])
        if colonnes.size:
            pivot = int(colonnes[0])
            facteurs = self._base[ici] * pow(int(self._base[ici, pivot]), -1, _P) % _P
            lignes = np.flatnonzero(self._base[:, pivot])
            bloc = (self._base[lignes] - self._base[lignes, pivot][:, None] * facteurs[None, :]) % _P
            perdues = self._tenues[lignes] & ~bloc.any(axis=1)
            perdues &= lignes != ici  # what is shown is not held any more
            if perdues.any():
                return False
            self._base[lignes] = bloc
            self._base = np.delete(self._base, pivot, axis=1)
        self.caches[cellule] = False
        return True


def elaguer(systeme: Systeme, caches: Booleens, tenues: Booleens, ordre: Iterable[int]) -> Booleens:
    """What stays hidden once every cell of ``ordre`` that additions can spare is shown, in that order."""
    elagage = Elagage(systeme, caches, tenues)
    for cellule in ordre:
        elagage.montrer(int(cellule))
    return elagage.caches
