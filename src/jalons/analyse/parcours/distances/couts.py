"""What it costs to turn a sequence into another: substitutions between states, insertions and deletions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jalons.analyse.parcours.mesures import transitions
from jalons.analyse.parcours.sequences import VIDE, Reels, Sequences
from jalons.noyau.saisie import EntreeRefusee, Faute


@dataclass(frozen=True, slots=True, eq=False)
class Couts:
    """Costs, without unit; the greater, the more different.

    Attributes:
        substitution: (states, states), symmetric, zero on the diagonal; (months, states, states) when costs depend on
            the month (dynamic Hamming).
        indel: cost of inserting or deleting a month; of no use to Hamming's distances.
        nom: what a reader is told, in French.
    """

    substitution: Reels
    indel: float
    nom: str

    @property
    def plus_longue_sous_suite(self) -> bool:
        """Whether a substitution never costs less than a deletion and an insertion: only common months count."""
        hors = ~np.eye(self.substitution.shape[-1], dtype=np.bool_)
        return self.substitution.ndim == 2 and bool((self.substitution[hors] >= 2 * self.indel).all())


def constants(etats: int, substitution: float = 2.0, indel: float = 1.0) -> Couts:
    """The same cost for every substitution."""
    nom = f"coûts constants (substitution {substitution:g}, insertion {indel:g})".replace(".", ",")
    return donnes(substitution * (1 - np.eye(etats)), indel, nom=nom)


def taux(sequences: Sequences) -> Couts:
    """Two minus the rates of passing from one state to the other, both ways; an insertion costs half the greatest.

    What often follows is near: Gabadinho and others, Journal of Statistical Software 40(4), 2011.
    """
    p = transitions(sequences)
    couts = 2 - p - p.T
    np.fill_diagonal(couts, 0)
    return donnes(couts, float(couts.max(initial=0)) / 2 or 1.0, nom="coûts tirés des taux de passage")


def taux_dates(sequences: Sequences) -> Couts:
    """Costs of each month for dynamic Hamming: four minus the rates of passing before and after it, both ways.

    The first and the last month have one side only: it counts twice. Source: Lesnard, Sociological Methods and
    Research 38(3), 2010.
    """
    s, mois = sequences.nombre_etats, sequences.mois
    passages = [transitions(sequences, depart=t, arrivee=t + 2) for t in range(mois - 1)] or [np.zeros((s, s))]
    avant, apres = [passages[0], *passages], [*passages, passages[-1]]
    couts = np.stack([4 - a - a.T - b - b.T for a, b in zip(avant, apres, strict=True)])[:mois]
    couts[:, np.arange(s), np.arange(s)] = 0
    return Couts(couts, float("nan"), "coûts tirés des taux de passage de chaque mois")


def donnes(substitution: npt.ArrayLike, indel: float, *, nom: str = "coûts donnés") -> Couts:
    """Costs chosen by the reader.

    Raises:
        EntreeRefusee: every fault: not square, negative or unknown, not symmetric, a state that differs from itself.
    """
    couts = np.asarray(substitution, dtype=np.float64)
    fautes = list(_fautes(couts, indel))
    if fautes:
        raise EntreeRefusee([Faute("coûts", phrase) for phrase in fautes], quoi="les coûts")
    return Couts(couts, float(indel), nom)


def _fautes(couts: Reels, indel: float) -> Sequence[str]:
    if couts.ndim != 2 or couts.shape[0] != couts.shape[1]:
        return [f"La table a la forme {couts.shape} : donnez une ligne et une colonne par état."]
    fautes = []
    if not np.isfinite(couts).all() or (couts < 0).any():
        fautes.append("Un coût est négatif ou n'est pas un nombre : donnez des nombres positifs ou nuls.")
    elif not np.allclose(couts, couts.T):
        fautes.append("La table n'est pas symétrique : aller d'un état à l'autre coûte autant dans les deux sens.")
    if (np.diag(couts) != 0).any():
        fautes.append("Un état ne diffère pas de lui-même : mettez 0 sur la diagonale.")
    if not (np.isfinite(indel) and indel > 0):
        fautes.append(f"L'insertion coûte {indel:g} : donnez un nombre positif.")
    return fautes


def verifier(sequences: Sequences, couts: Couts) -> None:
    """Nothing when costs fit these sequences.

    Raises:
        ValueError: they have another number of states, or of months.
    """
    attendu: tuple[int, ...] = (sequences.nombre_etats,) * 2
    if couts.substitution.ndim == 3:
        attendu = (sequences.mois, *attendu)
    if couts.substitution.shape != attendu:
        raise ValueError(f"Costs have the shape {couts.substitution.shape}, expected {attendu}.")
    if (sequences.etats == VIDE).any() and couts.substitution.ndim == 3:
        raise ValueError("Costs of each month need sequences of one length.")
