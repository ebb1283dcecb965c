"""What computes one block of distances: rapidfuzz, our kernel, or a product of matrices.

A block starts at a target and holds distances of the sequences asked for (lines) to some targets (columns). When both
lists are the same one, only lines from the block's start on are computed: the others are their mirror.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from jalons.analyse.parcours.distances.couts import Couts
from jalons.analyse.parcours.sequences import VIDE, Entiers, Sequences

Simples = npt.NDArray[np.float32]
LIGNES = 512
"""Targets of one block where the engine is not our kernel."""
ECHELLES = (1, 2, 4, 5, 10, 20, 50, 100)
"""By what costs are multiplied, if that makes them whole."""


@dataclass(frozen=True, slots=True)
class Moteur:
    """Blocks of ``pas`` targets; ``bloc(start)`` gives their end and distances; ``fils`` blocks may run at once."""

    pas: int
    bloc: Callable[[int], tuple[int, Simples]]
    fils: int


def produits(demandees: Sequences, cibles: Sequences, couts: Couts, *, depuis_soi: bool) -> Moteur:
    """Hamming's distances, dynamic or not: months as columns of zeros and ones, times the costs of each target.

    Raises:
        ValueError: sequences of several lengths, which these distances do not compare.
    """
    mois, etats = cibles.mois, cibles.nombre_etats
    if any((s.longueurs != mois).any() for s in (demandees, cibles)):
        raise ValueError("Hamming's distances need sequences of one length.")
    substitution = np.broadcast_to(couts.substitution, (mois, etats, etats)).astype(np.float32)
    presences = np.zeros((len(demandees), mois, etats), dtype=np.float32)
    np.put_along_axis(presences, demandees.etats[:, :, None].astype(np.int64), 1, axis=2)
    a_plat = presences.reshape(len(demandees), -1)

    def bloc(depart: int) -> tuple[int, Simples]:
        fin = min(depart + LIGNES, len(cibles))
        # the cost of each state with that of the target, month by month
        poses = substitution[np.arange(mois), cibles.etats[depart:fin]].reshape(fin - depart, -1)
        return fin, a_plat[depart if depuis_soi else 0 :] @ poses.T

    return Moteur(LIGNES, bloc, 1)  # the product of matrices has its own threads


def sous_suites(demandees: Sequences, cibles: Sequences, couts: Couts, fils: int, *, depuis_soi: bool) -> Moteur:
    """Only common months count: rapidfuzz counts them by words of 64 bits."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    lignes, colonnes = _octets(demandees), _octets(cibles)

    def bloc(depart: int) -> tuple[int, Simples]:
        fin = min(depart + LIGNES, len(cibles))
        vues = lignes[depart if depuis_soi else 0 :]
        nombres = cdist(vues, colonnes[depart:fin], scorer=Indel.distance, dtype=np.uint16, workers=fils)
        return fin, nombres.astype(np.float32) * np.float32(couts.indel)

    return Moteur(LIGNES, bloc, 1)  # rapidfuzz has its own threads


def _octets(sequences: Sequences) -> list[bytes]:
    return [etats[:n].tobytes() for etats, n in zip(sequences.etats, sequences.longueurs, strict=True)]


def alignements(demandees: Sequences, cibles: Sequences, couts: Couts, fils: int, *, depuis_soi: bool) -> Moteur:
    """Any costs: our kernel, on whole numbers of one or two bytes when costs allow, else in single precision."""
    from jalons.analyse.parcours.distances.noyau import comparer, voies

    gains, echelle = _gains(couts, min(int(demandees.longueurs.max(initial=0)), cibles.mois))
    pas, communs = voies(gains.dtype), _mois_communs(demandees)

    def bloc(depart: int) -> tuple[int, Simples]:
        fin, debut = min(depart + pas, len(cibles)), depart if depuis_soi else 0
        longueurs = np.zeros(pas, dtype=np.int64)
        longueurs[: fin - depart] = cibles.longueurs[depart:fin]
        cellules = int(longueurs.max(initial=0))
        voisins = np.full((cellules, pas), VIDE, dtype=np.uint8)
        voisins[:, : fin - depart] = cibles.etats[depart:fin, :cellules].T
        profil = gains[:, np.minimum(voisins, cibles.nombre_etats).ravel()]
        lignes = np.zeros((demandees.mois + 1, max(cellules, 1) * pas), dtype=gains.dtype)
        sortie = np.empty((len(demandees) - debut, pas), dtype=np.float32)
        comparer(
            demandees.etats[debut:], demandees.longueurs[debut:], communs[debut:], np.ascontiguousarray(profil),
            longueurs, cellules, couts.indel, float(echelle), lignes, sortie,
        )  # fmt: skip
        return fin, sortie[:, : fin - depart]

    return Moteur(pas, bloc, fils)


def _gains(couts: Couts, mois: int) -> tuple[npt.NDArray[Any], int]:
    """What a pair of states spares, with a last column for what is not observed; and the scale of whole numbers."""
    brut = np.maximum(2 * couts.indel - couts.substitution, 0)
    gains = np.hstack([brut, np.zeros((len(brut), 1))])
    for echelle in ECHELLES:
        entiers = np.round(gains * echelle)
        if np.allclose(entiers, gains * echelle, rtol=0, atol=1e-9):
            plafond = entiers.max(initial=0) * mois
            for type_ in (np.uint8, np.uint16):
                if plafond <= np.iinfo(type_).max:
                    return entiers.astype(type_), echelle
    return gains.astype(np.float32), 1


def _mois_communs(sequences: Sequences) -> Entiers:
    """Months that each sequence shares with the one before it, from the first."""
    communs = np.zeros(len(sequences), dtype=np.int64)
    if len(sequences) > 1:
        memes = sequences.etats[1:] == sequences.etats[:-1]
        premiers = np.where(memes.all(axis=1), sequences.mois, np.argmin(memes, axis=1))
        communs[1:] = np.minimum(premiers, np.minimum(sequences.longueurs[1:], sequences.longueurs[:-1]))
    return communs
