"""Secondary suppression: what else to hide so that no addition gives a hidden cell back.

Several times, from different orders: hide the cheapest simple change around each cell (``mouvements``), or the
cheapest of any shape (``elargissement``); show again all that exact algebra can spare (``algebre``); bound every
hidden cell as an attacker would (``bornes``), and hide around those that he finds out. The best answer whose every
cell is proved in doubt is kept. Nothing depends on the clock: same input, same output.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from jalons.analyse.secret.algebre import elaguer
from jalons.analyse.secret.bornes import Doutes, Reels, cassees, restent_etroites
from jalons.analyse.secret.elargissement import Elargissement
from jalons.analyse.secret.mouvements import Treillis
from jalons.analyse.secret.systeme import Booleens, Entiers, Systeme

TOURS_DE_REPARATION = 30
PARTS = 4
BEAUCOUP = 20
"""Cells in doubt beyond which they are not asked one by one."""


@dataclass
class Motif:
    """What is hidden.

    Attributes:
        caches: every hidden or unknown cell.
        doutes: proof that each is in doubt.
        pour: for each cell hidden to help, the cell that it was first hidden for.
        impossibles: cells that cannot be protected, earlier editions being what they are.
    """

    caches: Booleens
    doutes: Doutes
    pour: dict[int, int] = field(default_factory=dict)
    impossibles: list[int] = field(default_factory=list)


def supprimer(systeme: Systeme, treillis: Treillis | None, *, essais: int = 4) -> Motif:
    """The best of ``essais`` answers."""
    meilleur: Motif | None = None
    for graine in range(essais):
        motif = _Essai(systeme, treillis, graine).chercher()
        if motif.impossibles:
            return motif
        if meilleur is None or cout(systeme, motif) < cout(systeme, meilleur):
            meilleur = motif
        if cout(systeme, meilleur) == cout(systeme, None):
            break
    assert meilleur is not None  # noqa: S101 - essais is at least 1
    return meilleur


def cout(systeme: Systeme, motif: Motif | None) -> float:
    """What an answer costs; ``None``: what must be hidden anyway."""
    caches = systeme.depart() if motif is None else motif.caches
    return float(np.where(np.isfinite(systeme.poids), systeme.poids, 0.0)[caches].sum())


def reparer(systeme: Systeme, treillis: Treillis | None, motif: Motif) -> Motif:
    """Hide around every cell that is found out, until none is."""
    essai = _Essai(systeme, treillis, 0)
    essai.motif = motif
    essai.reparer()
    return essai.motif


class _Essai:
    def __init__(self, systeme: Systeme, treillis: Treillis | None, graine: int) -> None:
        self.systeme, self.treillis = systeme, treillis
        self.hasard = np.random.default_rng(graine)
        bruit = 1 + 0.02 * self.hasard.random(systeme.nombre)
        self.couts: Reels = np.append(np.where(systeme.masquables(), systeme.poids * bruit, np.inf), 0.0)
        self.exigeantes = (systeme.largeurs > 0) | (systeme.ecarts > 0)
        self.depart = systeme.depart()
        self.motif = Motif(self.depart.copy(), Doutes(systeme.nombre))
        self.general: Elargissement | None = None

    def chercher(self) -> Motif:
        """Hide, show again, check, until nothing is found out."""
        primaires = np.flatnonzero(self.depart & self.exigeantes)
        self._cacher(self.hasard.permutation(primaires))
        plein = self.motif
        if plein.impossibles:
            return plein
        maigre = self._elaguee(plein)
        self.motif = Motif(maigre, plein.doutes.pour(maigre), plein.pour)
        self.general = None  # what was shown again costs again
        self.reparer()
        return self.motif

    def _elaguee(self, motif: Motif) -> Booleens:
        secondaires = np.flatnonzero(motif.caches & ~self.depart)
        ordre = secondaires[np.argsort(-self.systeme.poids[secondaires] - 0.01 * self.hasard.random(secondaires.size))]
        return elaguer(self.systeme, motif.caches, self.depart & self.exigeantes, ordre)

    def reparer(self) -> None:
        """Hide around those that an attacker finds out, until he finds out none."""
        systeme = self.systeme
        for _ in range(TOURS_DE_REPARATION):
            caches = self.motif.caches
            douteuses = restent_etroites(systeme, caches, self.motif.doutes, np.flatnonzero(caches & self.exigeantes))
            if (
                douteuses.size > BEAUCOUP
            ):  # most are found out indeed: asking each would cost more than hiding around it
                self._par_lots(douteuses.tolist())
            else:
                decouvertes = cassees(systeme, caches, self.motif.doutes)
                if not decouvertes:
                    return
                self._par_lots(decouvertes)
            if self.motif.impossibles:
                return
        raise RuntimeError("The repair of a protection does not end.")

    def _par_lots(self, decouvertes: list[int]) -> None:
        """Hide around a part of them; what is hidden then often protects others, which are asked again."""
        while decouvertes:
            lot = max(1, len(decouvertes) // PARTS)
            self._cacher(decouvertes[:lot])
            reste = np.array(decouvertes[lot:], np.int64)
            decouvertes = restent_etroites(self.systeme, self.motif.caches, self.motif.doutes, reste).tolist()

    def _cacher(self, cellules: Iterable[int] | Entiers) -> None:
        """Hide enough around each of ``cellules``, whatever was proved before."""
        motif = self.motif
        for cellule in map(int, cellules):
            if not motif.doutes.manquent(self.systeme, (cellule,)).size:
                continue
            trouve = self.treillis and self.treillis.meilleur(cellule, motif.caches, self.couts)
            if trouve:
                nouvelles = trouve.cellules[~motif.caches[trouve.cellules]]
                self._retenir(nouvelles, cellule)
                for pas in (trouve.monte, -trouve.descend):
                    motif.doutes.ajouter(trouve.cellules, (trouve.signes * min(pas, 10**6)).astype(np.float64))
                continue
            autres = self._elargissement().elargir(cellule, motif.caches, motif.doutes)
            if autres is None:
                motif.impossibles.append(cellule)
            else:
                self._retenir(autres, cellule)

    def _elargissement(self) -> Elargissement:
        if self.general is None:
            self.general = Elargissement(self.systeme, self.motif.caches, self.couts)
        return self.general

    def _retenir(self, nouvelles: Entiers, cellule: int) -> None:
        self.motif.caches[nouvelles] = True
        for autre in nouvelles:
            self.motif.pour.setdefault(int(autre), cellule)
