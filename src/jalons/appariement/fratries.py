"""What a group of siblings chooses when places have prices: who goes with whom, exactly, for groups of ordinary size.

A group is cut into blocks; a block lives in one home that has room for it; each home beyond the first costs the points
of a separation; a child may be left without a proposal. All cuts are tried, by subsets.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jalons.appariement.terrain import Entiers

EXCLU = 10**11
"""Stands for the cost of what may not be: above the sum of everything else."""

TAILLE_EXACTE = 6
"""Children of the largest group whose cuts are all tried; beyond, a bound that is lower but never wrong."""


class Fratrie:
    """One group under given prices.

    Attributes:
        valeur: the least that the group costs.
    """

    def __init__(
        self, maisons: Entiers, places: Entiers, sans: Entiers, separation: int, *, oblige: bool,
        fuient: Sequence[int] = (),
    ) -> None:  # fmt: skip
        """``maisons``: price of each home for each child; ``places``: room of each home.

        ``fuient``: pairs of the group, as subsets, who may not share a home.
        """
        self.maisons, self.sans, self.separation, self.oblige = maisons, sans, separation, oblige
        self._fuient = fuient
        self.taille = len(sans)
        self.tous = (1 << self.taille) - 1
        self.laisses = int(sans.sum())
        self._places = places
        self.sommes: dict[int, Entiers] = {}
        if oblige:
            self._bloc_entier()
        elif self.taille <= TAILLE_EXACTE:
            self._tous_les_blocs()
        else:
            self._trop_grande()

    def _bloc_entier(self) -> None:
        somme = np.where(self._places >= self.taille, self.maisons.sum(axis=0), EXCLU)
        if self._fuient:
            somme[:] = EXCLU
        self.sommes[self.tous] = somme
        self.meilleure = {self.tous: int(somme.argmin()) if somme.size else -1}
        ensemble = int(somme.min(initial=EXCLU))
        self.valeur = min(ensemble, self.laisses)
        self.coupe = [(self.tous, self.meilleure[self.tous])] if ensemble < self.laisses else []

    def _tous_les_blocs(self) -> None:
        """Best home of each block, then the best cut by dynamic programming over subsets."""
        bruts: dict[int, Entiers] = {0: np.zeros(self.maisons.shape[1], dtype=np.int64)}
        self.meilleure = {}
        prix_du_bloc: dict[int, int] = {}
        for bloc in range(1, self.tous + 1):
            bas = (bloc & -bloc).bit_length() - 1
            bruts[bloc] = bruts[bloc & (bloc - 1)] + self.maisons[bas]
            nombre = bloc.bit_count()
            somme = bruts[bloc] if nombre == 1 else np.where(self._places >= nombre, bruts[bloc], EXCLU)
            self.sommes[bloc] = somme
            m = int(somme.argmin()) if somme.size else -1
            self.meilleure[bloc] = m
            fuient = any(paire & bloc == paire for paire in self._fuient)
            prix_du_bloc[bloc] = int(somme[m]) if m >= 0 and not fuient else EXCLU
            if fuient:
                self.sommes[bloc] = np.full_like(somme, EXCLU)
        self.reste, choix = self._couper(prix_du_bloc)
        self.valeur = min(self.laisses, self.reste[self.tous] - self.separation)
        self.coupe = []
        if self.valeur < self.laisses:
            q = self.tous
            while q:
                bloc = choix[q]
                if bloc > 0:
                    self.coupe.append((bloc, self.meilleure[bloc]))
                q &= ~(bloc if bloc > 0 else -bloc)

    def _couper(self, prix: dict[int, int]) -> tuple[dict[int, int], dict[int, int]]:
        """Least cost of each subset, a separation for each block; the block of its first child (below 0: left out)."""
        reste, choix = {0: 0}, {0: 0}
        for q in range(1, self.tous + 1):
            bas = q & -q
            meilleur, bloc_choisi = reste[q ^ bas] + int(self.sans[bas.bit_length() - 1]), -bas
            autres = sous = q ^ bas
            while True:
                bloc = sous | bas
                cout = prix[bloc] + self.separation + reste[q ^ bloc]
                if cout < meilleur:
                    meilleur, bloc_choisi = cout, bloc
                if not sous:
                    break
                sous = (sous - 1) & autres
            reste[q], choix[q] = meilleur, bloc_choisi
        return reste, choix

    def _trop_grande(self) -> None:
        """Together anywhere, or one separation and each for itself: never more than the true cost."""
        ou_sans = np.minimum(self.maisons, self.sans[:, None])
        self.ensemble = ou_sans.sum(axis=0)
        self.seuls = ou_sans.min(axis=1, initial=EXCLU)
        ensemble = int(self.ensemble.min(initial=self.laisses))
        chacun = int(self.seuls.sum()) + self.separation
        self.valeur = min(ensemble, chacun)
        if ensemble <= chacun and self.ensemble.size:
            self.coupe = [(self.tous, int(self.ensemble.argmin()))]
        else:
            self.coupe = [(1 << c, int(self.maisons[c].argmin())) for c in range(self.taille) if self.maisons.size]

    def exces_des_blocs(self) -> dict[int, Entiers] | None:
        """By block, then by home: what the group costs at least above its best when that block lives there.

        ``None`` for a group too large for its cuts to be tried.
        """
        if self.oblige:
            return {self.tous: self.sommes[self.tous] - self.valeur}
        if self.taille > TAILLE_EXACTE:
            return None
        return {b: s + self.reste[self.tous ^ b] - self.valeur for b, s in self.sommes.items()}

    def exces(self, enfant: int) -> Entiers:
        """By home, the same when ``enfant`` lives there."""
        blocs = self.exces_des_blocs()
        if blocs is None:
            autres = int(self.seuls.sum() - self.seuls[enfant]) + self.separation
            ensemble = self.ensemble - np.minimum(self.maisons[enfant], self.sans[enfant])
            return np.asarray(np.minimum(ensemble, autres) + self.maisons[enfant] - self.valeur, dtype=np.int64)
        return np.asarray(np.min([e for b, e in blocs.items() if b >> enfant & 1], axis=0), dtype=np.int64)


def membres_du_bloc(bloc: int, membres: Sequence[int]) -> list[int]:
    """Children of a block, by ranks.

    >>> membres_du_bloc(0b101, (7, 8, 9))
    [7, 9]
    """
    return [m for i, m in enumerate(membres) if bloc >> i & 1]
