"""A whole study of paths from tables: description first, then types, durations, returns, siblings. Aggregates only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from jalons.analyse.parcours import fratries
from jalons.analyse.parcours.cohorte import Cohorte, cohorte
from jalons.analyse.parcours.demande import Demande
from jalons.analyse.parcours.flux import Flux, flux
from jalons.analyse.parcours.mesures import (
    changements,
    complexite,
    effectifs,
    entropie_longitudinale,
    entropie_transversale,
    transitions,
    turbulence,
)
from jalons.analyse.parcours.periodes import inconnus
from jalons.analyse.parcours.sequences import Reels, Sequences
from jalons.analyse.parcours.survie.accueils import accueils, durees, retours
from jalons.analyse.parcours.survie.incidence import Incidence
from jalons.analyse.parcours.survie.kaplan_meier import Survie
from jalons.analyse.parcours.typage import Typologie, typer

AVERTISSEMENT = (
    "Chiffres de travail : avant de les publier, passez-les par le contrôle de la confidentialité (module « secret »), "
    "qui masque les petits groupes. Une typologie décrit des parcours ; elle ne juge ni ne prévoit celui d'un enfant."
)


@dataclass(frozen=True, slots=True, eq=False)
class Etude:
    """What was found. ``mesures``: means of one child's path; ``passages``: months at which flows are read."""

    demande: Demande
    enfants: int
    differents: int
    ecartes: Mapping[str, int]
    effectifs: Reels
    entropies: Reels
    mesures: Mapping[str, float]
    transitions: Reels
    flux: Sequence[Flux]
    typologie: Typologie | None
    duree: tuple[Survie, Incidence] | None
    retours: Incidence | None
    fratries: Mapping[str, fratries.Ensemble]
    inconnus: Sequence[str]


def etudier(tables: Mapping[str, pl.DataFrame], demande: Demande) -> Etude:
    """The study of these tables; everything that cannot be computed is ``None``, and said."""
    au, depuis = demande.au, demande.depuis
    population = cohorte(tables, origine=demande.origine, mois=demande.mois, depuis=depuis, au=au, age=demande.age)
    sequences = population.sequences
    sejours = accueils(tables, au)
    return Etude(
        demande, len(sequences), len(sequences.distinctes()[0]), population.ecartes, effectifs(sequences),
        entropie_transversale(sequences), _moyennes(sequences), transitions(sequences),
        flux(sequences, _jalons(population, demande.mois)), typer(population, demande), durees(sejours, depuis, au),
        retours(sejours, depuis, au),
        {"au_jour": fratries.au_jour(tables, sejours, au), "entree": fratries.a_l_entree(tables, sejours, depuis, au)},
        inconnus(tables),
    )  # fmt: skip


def _moyennes(sequences: Sequences) -> dict[str, float]:
    if not len(sequences):
        return {}
    colonnes = {
        "changements": changements(sequences), "entropie": entropie_longitudinale(sequences),
        "turbulence": turbulence(sequences), "complexite": complexite(sequences),
    }  # fmt: skip
    return {nom: float(np.average(valeurs, weights=sequences.poids)) for nom, valeurs in colonnes.items()}


def _jalons(population: Cohorte, mois: int) -> list[int]:
    """First month, then every year, the last month of the window: six at most."""
    if not len(population.sequences) or mois < 2:
        return []
    pas = 12 * max(1, -(-mois // 60))
    return sorted({*range(0, mois, pas), mois - 1})
