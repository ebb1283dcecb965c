"""Each type in a line of plain French: what fills its months, how much it changes, its most central path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jalons.analyse.parcours.distances import Distances
from jalons.analyse.parcours.etats import ETATS, Etat
from jalons.analyse.parcours.mesures import changements, episodes, mois_par_etat
from jalons.analyse.parcours.sequences import Sequences
from jalons.analyse.parcours.typologies.partition import SANS_TYPE, Partition

RAYON = 0.1
"""Share of the greatest distance within which a path resembles the most central one."""
MINIMUM = 11
"""Fewest children whom a path may stand for; a threshold of prudence: publication goes through disclosure control."""


@dataclass(frozen=True, slots=True)
class Type:
    """One type: an aggregate; nothing tells which child belongs to it.

    Attributes:
        numero: from 1; 0 for those that no type holds.
        nombre: children, weights included; ``part``: of all, 0 to 1.
        mois: mean months in each state.
        changements: mean changes of state.
        median: most central path, as states and months; empty for those without type, and for fewer than ``MINIMUM``
            children, whose path would be one child's.
        couverture: share of the type's children who resemble it, 0 to 1.
    """

    numero: int
    nombre: float
    part: float
    mois: tuple[float, ...]
    changements: float
    median: tuple[tuple[int, int], ...]
    couverture: float | None
    phrase: str


def decrire(distances: Distances, partition: Partition, etats: Sequence[Etat] = ETATS) -> list[Type]:
    """Every type, the heaviest first, then those without type."""
    rayon = RAYON * float(distances.carree.max(initial=0))
    poids = distances.distinctes.poids
    types = []
    for rang in [*range(len(partition)), SANS_TYPE]:
        membres = np.flatnonzero(partition.types == rang)
        if not membres.size:
            continue
        couverture: float | None = None
        median: tuple[tuple[int, int], ...] = ()
        if rang != SANS_TYPE:
            centre = int(partition.medoides[rang])
            proches = distances.carree[centre, membres] <= rayon
            couverture = float(poids[membres][proches].sum() / poids[membres].sum())
            if poids[membres].sum() >= MINIMUM:
                n = int(distances.distinctes.longueurs[centre])
                median = tuple(zip(*episodes(distances.distinctes.etats[centre, :n]), strict=True))
        types.append(resumer(distances.distinctes.garder(membres), rang + 1, poids.sum(), median, couverture, etats))
    return types


def resumer(
    sequences: Sequences, numero: int, total: float, median: tuple[tuple[int, int], ...], couverture: float | None,
    etats: Sequence[Etat],
) -> Type:  # fmt: skip
    """The figures and the sentence of these paths, which are a type."""
    nombre = float(sequences.poids.sum())
    mois = np.average(mois_par_etat(sequences), axis=0, weights=sequences.poids)
    bouge = float(np.average(changements(sequences), weights=sequences.poids))
    type_ = Type(numero, nombre, nombre / total, tuple(map(float, mois)), bouge, median, couverture, "")
    phrase = _phrase(type_, etats)
    return Type(numero, nombre, nombre / total, type_.mois, bouge, median, couverture, phrase)


def _phrase(type_: Type, etats: Sequence[Etat]) -> str:
    observes = sum(type_.mois)
    rangs = [r for r in np.argsort(-np.array(type_.mois), kind="stable") if type_.mois[r] >= 0.1 * observes][:3]
    parties = [f"{etats[r].phrase} ({_nombre(type_.mois[r])} mois)" for r in rangs]
    qui = "Parcours qu'aucun type ne réunit" if type_.numero == 0 else f"Type {type_.numero}"
    debut = f"{qui}, {round(100 * type_.part)}\xa0% des parcours : surtout {parties[0]}" if parties else qui
    suite = f", aussi {' et '.join(parties[1:])}" if len(parties) > 1 else ""
    return (
        f"{debut}{suite}, sur {_nombre(observes)} mois observés en moyenne ; "
        f"{_nombre(type_.changements)} changement{'s' if type_.changements >= 2 else ''} d'état en moyenne."
    )


def _nombre(valeur: float) -> str:
    return f"{valeur:.1f}".rstrip("0").rstrip(".").replace(".", ",") if valeur < 10 else f"{valeur:.0f}"
