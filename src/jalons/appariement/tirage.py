"""A random problem from a seed: for trials, benches and properties. Nobody in it exists.

Ages, publics and needs are drawn so that some children fit many places and some almost none; one datum in twelve is
missing, so that rules also answer "to be checked".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from jalons.appariement.probleme import (
    Accueil,
    Enfant,
    Ensemble,
    Fratrie,
    Incompatibilite,
    Lieu,
    Position,
    Probleme,
    Sexe,
    Zone,
)  # fmt: skip
from jalons.noyau.dates import DateCivile

PUBLICS, PARTS_PUBLICS = ("general", "mna", "double_vulnerabilite", "urgence"), (0.72, 0.1, 0.1, 0.08)
BESOINS = ("fauteuil", "soins_infirmiers", "trouble_comportement")
GENRES = (("assistant_familial", 1, 3, 0.6), ("internat", 2, 10, 0.25), ("lieu_de_vie", 1, 4, 0.15))
TERRITOIRES = 8


@dataclass(frozen=True, slots=True)
class Demande:
    """What to draw: ``places`` free places in all, in units; ``lacunes``: part of the data left unknown."""

    enfants: int
    places: int
    fratries: int = 0
    incompatibilites: int = 0
    graine: int = 1
    au: date = date(2026, 1, 5)
    lacunes: float = 0.08
    obligatoires: float = 0.2


def tirer(demande: Demande) -> Probleme:
    """The problem of a demand: the same seed gives the same one."""
    flux = np.random.default_rng([demande.graine, demande.enfants, demande.places])
    fratries, familles = _fratries(demande, flux)
    enfants = [_enfant(i, familles, demande, flux) for i in range(demande.enfants)]
    lieux = _lieux(demande, flux)
    paires: set[tuple[int, int]] = set()
    for _ in range(3 * demande.incompatibilites if demande.enfants > 1 else 0):
        a, b = sorted(flux.choice(demande.enfants, 2, replace=False).tolist())
        # siblings who must stay together are not drawn incompatible: it would be a contradiction
        ensemble = familles.get(a, -1) == familles.get(b, -2) and fratries[familles[a]].ensemble is Ensemble.OBLIGATOIRE
        if len(paires) < demande.incompatibilites and not ensemble:
            paires.add((a, b))
    return Probleme(
        DateCivile.lire(demande.au), tuple(enfants), tuple(lieux), tuple(fratries),
        tuple(Incompatibilite((f"e{a}", f"e{b}")) for a, b in sorted(paires)),
    )  # fmt: skip


def _fratries(demande: Demande, flux: np.random.Generator) -> tuple[list[Fratrie], dict[int, int]]:
    """Siblings side by side from the first child on: two to four each, as long as there are children."""
    fratries, familles, suivant = list[Fratrie](), dict[int, int](), 0
    for f in range(demande.fratries):
        taille = int(flux.choice([2, 3, 4], p=[0.6, 0.28, 0.12]))
        membres = list(range(suivant, min(suivant + taille, demande.enfants)))
        if len(membres) < 2:
            break
        ensemble = Ensemble.OBLIGATOIRE if flux.random() < demande.obligatoires else Ensemble.SOUHAITE
        fratries.append(Fratrie(f"f{f}", tuple(f"e{m}" for m in membres), ensemble))
        familles |= dict.fromkeys(membres, f)
        suivant += taille
    return fratries, familles


def _enfant(rang: int, familles: dict[int, int], demande: Demande, flux: np.random.Generator) -> Enfant:
    # siblings share their parents' home: its draw depends on the family only
    maison = np.random.default_rng([demande.graine, 7, familles.get(rang, 10**6 + rang)])
    domicile = _point(maison)
    naissance = DateCivile.lire(demande.au - timedelta(days=int(flux.integers(30, 6500))))
    depuis = DateCivile.lire(demande.au - timedelta(days=int(flux.integers(0, 200))))
    besoins = tuple(b for b in BESOINS if flux.random() < 0.06)
    zones = (Zone(latitude=domicile.latitude, longitude=domicile.longitude, rayon_km=Decimal(5)),)
    su = flux.random(5) >= demande.lacunes / 2
    return Enfant(
        cle=f"e{rang}",
        naissance=naissance if su[0] else DateCivile(naissance.annee),
        sexe=Sexe.FEMININ if flux.random() < 0.48 else Sexe.MASCULIN,
        public=str(flux.choice(PUBLICS, p=PARTS_PUBLICS)) if su[1] else None,
        besoins=besoins if su[2] else None,
        duree_prevue_jours=int(flux.integers(30, 1500)) if su[3] else None,
        attend_depuis=depuis if su[4] else None,
        parents=(domicile,),
        ecole=_autour(domicile, flux) if flux.random() < 0.7 else None,
        zones_interdites=zones if flux.random() < 0.08 else (),
    )


def _point(flux: np.random.Generator) -> Position:
    return Position(latitude=_degres(50.0 + 0.7 * flux.random()), longitude=_degres(1.8 + 1.2 * flux.random()))


def _autour(point: Position, flux: np.random.Generator) -> Position:
    ecart = 0.05 * flux.standard_normal(2)
    return Position(
        latitude=_degres(float(point.latitude or 0) + ecart[0]),
        longitude=_degres(float(point.longitude or 0) + ecart[1]),
    )


def _degres(valeur: float) -> Decimal:
    return Decimal(f"{valeur:.5f}")


def _lieux(demande: Demande, flux: np.random.Generator) -> list[Lieu]:
    """Units until the free places asked for are all there."""
    lieux, reste = list[Lieu](), demande.places
    parts = np.array([p for *_, p in GENRES])
    while reste > 0:
        genre, bas, haut, _ = GENRES[int(flux.choice(len(GENRES), p=parts))]
        libres = min(reste, int(flux.integers(bas, haut + 1)))
        reste -= libres
        lieux.append(_lieu(len(lieux), genre, libres, demande, flux))
    return lieux


def _lieu(rang: int, genre: str, libres: int, demande: Demande, flux: np.random.Generator) -> Lieu:
    su = flux.random(7) >= demande.lacunes
    bas = int(flux.choice([0, 3, 6, 11]))
    haut = min(21, bas + int(flux.choice([5, 8, 12, 21])))
    la = int(flux.integers(0, 8))
    limite = bool(flux.random() < 0.15)
    autres = tuple(p for p in PUBLICS[1:] if flux.random() < 0.15)
    return Lieu(
        cle=f"l{rang}", libres=libres, genre=genre,
        maison=f"site{int(flux.integers(0, 40))}" if genre == "internat" and flux.random() < 0.3 else None,
        territoire=f"Territoire {int(flux.integers(1, TERRITOIRES + 1))}",
        position=_point(flux) if su[0] else None,
        libre_le=DateCivile.lire(demande.au + timedelta(days=20)) if flux.random() < 0.1 else None,
        autorise=(flux.random() < 0.97) if su[1] else None,
        autorise_jusqu_au=DateCivile.lire(demande.au + timedelta(days=int(flux.integers(-30, 4000)))),
        age_min=bas if su[2] else None, age_max=haut,
        accueil=Accueil.MIXTE if flux.random() < 0.8 else Accueil(str(flux.choice(["F", "M"]))),
        publics=(PUBLICS[0], *autres) if su[3] else None,
        besoins_couverts=tuple(b for b in BESOINS if flux.random() < 0.3) if su[4] else None,
        places_autorisees=la + libres if su[5] else None, accueillis=la,
        sejour_limite=limite if su[6] else None, sejour_max_jours=120 if limite and su[6] else None,
    )  # fmt: skip
