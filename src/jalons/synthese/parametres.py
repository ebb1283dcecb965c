"""The hypotheses of the model, read from ``parametres.yaml`` and ``noms.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from jalons.noyau.yaml_simple import charger
from jalons.synthese.hasard import Reels


@dataclass(frozen=True, slots=True)
class Profil:
    """A way of being followed: one measure of the law, with its length and the ages at which it begins.

    Attributes:
        duree: median length in months; ``etendue``: spread of its logarithm.
        age_min: first age in years, included; ``age_max``: age at which it ends at the latest.
        entree: knots of age (years) and weight of the entries, linear between.
        precede: code of an earlier profile → probability that it comes just before.
        ip: share of the first measures that an information préoccupante opened.
        attente: median days from notification to the effective start.
    """

    code: str
    mesure: str
    mandat: str
    cadre: str
    groupe: str
    part: float | None
    duree: float
    etendue: float
    age_min: int
    age_max: int
    entree: tuple[tuple[float, float], ...]
    precede: dict[str, float]
    ip: float
    attente: float
    motif: str

    def poids_entree(self, ages: Reels) -> Reels:
        """Weight of an entry at each age in years; none outside the bounds of the profile."""
        noeuds, poids = zip(*self.entree, strict=True)
        vus = np.interp(ages, noeuds, poids)
        return np.where((ages >= self.age_min) & (ages < self.age_max), vus, 0.0)


@dataclass(frozen=True, slots=True)
class Parametres:
    """Every hypothesis: the profiles as objects, the rest as the file says it."""

    profils: tuple[Profil, ...]
    reste: dict[str, Any]
    noms: dict[str, list[str]]

    def rang(self, code: str) -> int:
        """The place of a profile in the list."""
        return next(i for i, p in enumerate(self.profils) if p.code == code)

    def __getitem__(self, cle: str) -> Any:
        return self.reste[cle]


@cache
def parametres() -> Parametres:
    """The hypotheses that this version ships."""
    brut = _lire("parametres.yaml")
    profils = tuple(_profil(p) for p in brut.pop("profils"))
    return Parametres(profils, brut, _lire("noms.yaml"))


def _lire(nom: str) -> dict[str, Any]:
    contenu: dict[str, Any] = charger((resources.files("jalons.synthese") / nom).read_bytes())
    return contenu


def _profil(brut: dict[str, Any]) -> Profil:
    age_min, age_max = brut["ages"]
    return Profil(
        **{cle: v for cle, v in brut.items() if cle not in ("ages", "entree")},
        age_min=age_min,
        age_max=age_max,
        entree=tuple((float(a), float(p)) for a, p in brut["entree"].items()),
    )
