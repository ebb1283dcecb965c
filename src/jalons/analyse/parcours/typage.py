"""The types of a population: who is compared, with which costs, what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from jalons.analyse.parcours.cohorte import Cohorte
from jalons.analyse.parcours.sequences import Sequences

if TYPE_CHECKING:  # numba is loaded only when paths are compared
    from jalons.analyse.parcours.demande import Demande
    from jalons.analyse.parcours.distances import Couts
    from jalons.analyse.parcours.typologies import Qualite, Stabilite, Type
    from jalons.analyse.parcours.typologies.representants import Representant


@dataclass(frozen=True, slots=True, eq=False)
class Typologie:
    """Types of those observed over the whole window.

    Attributes:
        observes: children so observed; ``compares``: of them, those compared (drawn when too many).
        couts: what a reader is told of costs.
    """

    observes: int
    compares: int
    ecartes: Mapping[str, int]
    couts: str
    types: list[Type]
    qualite: Qualite
    stabilite: Stabilite | None
    representants: list[Representant]


def typer(population: Cohorte, demande: Demande) -> Typologie | None:
    """The types; ``None`` when fewer different paths were observed whole than types are asked for.

    Two children observed for unequal times are not compared: the one followed longer would only seem to change more.
    """
    entiere = population.sur_toute_la_fenetre()
    sequences = _tirer(entiere.sequences, demande)
    if len(sequences.distinctes()[0]) < max(demande.types, 2):
        return None
    from jalons.analyse.parcours.distances import matrice
    from jalons.analyse.parcours.typologies import classer, decrire, qualite, stabilite
    from jalons.analyse.parcours.typologies.representants import representants

    couts = couts_de(sequences, demande)
    distances = matrice(sequences, demande.distance, couts)
    partition = classer(distances, demande.methode, demande.types, demande.graine)
    return Typologie(
        len(entiere.sequences), len(sequences), entiere.ecartes, couts.nom, decrire(distances, partition),
        qualite(distances, partition),
        stabilite(distances, partition, demande.methode, tirages=demande.tirages, graine=demande.graine),
        representants(distances, partition),
    )  # fmt: skip


def _tirer(sequences: Sequences, demande: Demande) -> Sequences:
    if len(sequences) <= demande.echantillon:
        return sequences
    hasard = np.random.default_rng(demande.graine)
    return sequences.garder(np.sort(hasard.choice(len(sequences), demande.echantillon, replace=False)))


def couts_de(sequences: Sequences, demande: Demande) -> Couts:
    """The costs asked for."""
    from jalons.analyse.parcours import distances

    if demande.matrice is not None:
        return distances.donnes(*demande.matrice)
    etats = sequences.nombre_etats
    if demande.distance == "lcs":
        return distances.constants(etats)
    if isinstance(demande.couts, tuple):
        return distances.constants(etats, *demande.couts)
    if demande.couts == "constants":
        return distances.constants(etats, 1 if demande.distance == "hamming" else 2)
    return distances.taux_dates(sequences) if demande.distance == "dhd" else distances.taux(sequences)
