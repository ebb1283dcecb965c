"""The ground: local units (MDS), communes, teams and their workers, all invented, on an invented map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jalons.synthese.hasard import Entiers, Hasard, Reels
from jalons.synthese.parametres import Parametres


@dataclass(slots=True)
class Territoire:
    """Local units and communes by columns.

    Attributes:
        poids: share of the families in each unit; ``effet``: factor on its delays, around 1.
        commune_mds: unit of each commune.
    """

    noms: list[str]
    latitude: Reels
    longitude: Reels
    poids: Reels
    effet: Reels
    commune_noms: list[str]
    commune_mds: Entiers
    commune_latitude: Reels
    commune_longitude: Reels
    commune_poids: Reels

    def mds_des_familles(self, flux: np.random.Generator, attente: Reels) -> Entiers:
        """A unit for each family; one that waits (1) is more often where delays are long."""
        nombre = attente.size
        simple, longue = np.cumsum(self.poids), np.cumsum(self.poids * self.effet)
        place = flux.random(nombre)
        tires = np.where(
            attente > 0,
            np.searchsorted(longue / longue[-1], place),
            np.searchsorted(simple / simple[-1], place),
        )
        return np.minimum(tires, self.poids.size - 1).astype(np.int64)

    def commune_des_familles(self, mds: Entiers, flux: np.random.Generator) -> Entiers:
        """A commune of its unit for each family."""
        commune = np.zeros(mds.size, dtype=np.int64)
        for unite in range(self.poids.size):
            ici, la = np.flatnonzero(mds == unite), np.flatnonzero(self.commune_mds == unite)
            cumul = np.cumsum(self.commune_poids[la])
            commune[ici] = la[np.searchsorted(cumul / cumul[-1], flux.random(ici.size)).clip(0, la.size - 1)]
        return commune

    def tables(self) -> dict[str, pl.DataFrame]:
        """The tables ``territoires`` and ``communes``."""
        return {
            "territoires": pl.DataFrame(
                {
                    "mds": np.arange(self.poids.size),
                    "nom": self.noms,
                    "latitude": self.latitude.round(5),
                    "longitude": self.longitude.round(5),
                }
            ),
            "communes": pl.DataFrame(
                {
                    "commune": np.arange(self.commune_mds.size),
                    "nom": self.commune_noms,
                    "mds": self.commune_mds,
                    "latitude": self.commune_latitude.round(5),
                    "longitude": self.commune_longitude.round(5),
                    "poids": self.commune_poids.round(6),
                }
            ),
        }


def dessiner(enfants: int, parametres: Parametres, hasard: Hasard) -> Territoire:
    """A ground for ``enfants`` children followed."""
    flux, reglages = hasard.flux("territoire"), parametres["territoire"]
    nombre = max(2, round(enfants / reglages["enfants_par_mds"]))
    centre = (44.5 + 5 * flux.random(), 0.5 + 5 * flux.random())
    latitude = centre[0] + 0.35 * flux.standard_normal(nombre)
    longitude = centre[1] + 0.5 * flux.standard_normal(nombre)
    bas, haut = reglages["communes"]
    communes = flux.integers(bas, haut + 1, nombre)
    mds = np.repeat(np.arange(nombre), communes)
    poids = flux.pareto(1.3, mds.size) + 0.15
    poids /= poids.sum()
    rangs = flux.permutation(len(parametres.noms["communes"]))
    noms = [_nom_de_commune(parametres, int(rangs[i % rangs.size]), i // rangs.size) for i in range(mds.size)]
    chefs = [int(np.flatnonzero(mds == u)[poids[mds == u].argmax()]) for u in range(nombre)]
    return Territoire(
        noms=[f"MDS {_de(noms[c])}" for c in chefs],
        latitude=latitude,
        longitude=longitude,
        poids=np.bincount(mds, weights=poids, minlength=nombre).astype(np.float64),
        effet=np.exp(parametres["delais"]["territoire"] * flux.standard_normal(nombre)),
        commune_noms=noms,
        commune_mds=mds,
        commune_latitude=latitude[mds] + 0.09 * flux.standard_normal(mds.size),
        commune_longitude=longitude[mds] + 0.12 * flux.standard_normal(mds.size),
        commune_poids=poids,
    )


def _de(nom: str) -> str:
    """The name after "de", with elision.

    >>> _de("Ouvremont"), _de("Clavebois")
    ("d'Ouvremont", 'de Clavebois')
    """
    return f"d'{nom}" if nom[0] in "AEÉIOUY" else f"de {nom}"


def _nom_de_commune(parametres: Parametres, rang: int, tour: int) -> str:
    suffixes = ("", "-le-Haut", "-les-Bois", "-sur-Rive", "-la-Lande", "-Plage")
    nom = parametres.noms["communes"][rang].capitalize()
    return nom + suffixes[tour % len(suffixes)] + (f" {tour // len(suffixes) + 1}" if tour >= len(suffixes) else "")


def equipes(mds: Entiers, nombre_mds: int, parametres: Parametres, hasard: Hasard) -> dict[str, pl.DataFrame]:
    """The tables ``equipes`` and ``referents``, for measures in progress in the units ``mds``."""
    flux, reglages = hasard.flux("equipes"), parametres["territoire"]
    charge = np.bincount(mds, minlength=nombre_mds)
    agents = np.maximum(2, np.ceil(charge / reglages["enfants_par_referent"]).astype(np.int64))
    groupes = np.maximum(1, np.ceil(agents / reglages["referents_par_equipe"]).astype(np.int64))
    equipe_mds = np.repeat(np.arange(nombre_mds), groupes)
    premiere = np.cumsum(groupes) - groupes
    referent_mds = np.repeat(np.arange(nombre_mds), agents)
    rang = np.arange(referent_mds.size) - np.repeat(np.cumsum(agents) - agents, agents)
    femmes = flux.random(referent_mds.size) < 0.8
    tirage = flux.random((2, referent_mds.size))
    return {
        "equipes": pl.DataFrame(
            {
                "equipe": np.arange(equipe_mds.size),
                "mds": equipe_mds,
                "nom": [f"Équipe enfance {int(i - premiere[m]) + 1}" for i, m in enumerate(equipe_mds)],
            }
        ),
        "referents": pl.DataFrame(
            {
                "referent": np.arange(referent_mds.size),
                "equipe": premiere[referent_mds] + rang % groupes[referent_mds],
                "mds": referent_mds,
                "prenom": prenoms(parametres, femmes, tirage[0]),
                "nom": pl.Series(parametres.noms["noms"])[
                    (tirage[1] * len(parametres.noms["noms"])).astype(np.int64)
                ],
            }
        ),
    }  # fmt: skip


def prenoms(parametres: Parametres, filles: np.ndarray[tuple[int], np.dtype[np.bool_]], place: Reels) -> pl.Series:
    """A first name of the closed list for each one; ``place`` is between 0 and 1."""
    listes = parametres.noms["filles"] + parametres.noms["garcons"]
    longueur = len(parametres.noms["filles"])
    rang = (place * longueur).astype(np.int64) % longueur
    return pl.Series(listes)[np.where(filles, rang, longueur + rang)]
