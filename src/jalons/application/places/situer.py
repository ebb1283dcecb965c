"""Where the places of the offer are, for a map: no foster home is ever a point of its own. Pure.

A foster home is somebody's home. Homes of a territory are one mark at the middle of its establishments; where they are
fewer than ``FAMILLES`` even the territory would show one, and they are gathered for the whole département, off the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from jalons.analyse.graphiques.lieux import Lieu

FAMILLE = "famille_accueil"
FAMILLES = 5
"""Homes below which a territory is not named."""
DEPARTEMENT = "Tout le département"
ENTOUR = (-180.0, 180.0, -90.0, 90.0)


def lieux(lignes: Iterable[Any]) -> list[Lieu]:
    """Establishments then foster homes by territory, from ``lignes.LigneOffre``; the place of a home is never read.

    Places of an establishment are those of its units, foster homes left out; one whose capacity is not known makes the
    sum unknown.
    """
    lues = list(lignes)
    par_maison: dict[int, list[Any]] = defaultdict(list)
    for x in lues:
        if x.type != FAMILLE:
            par_maison[x.etablissement_id].append(x)
    maisons = [_maison(siennes) for siennes in par_maison.values()]
    centres = {nom: (x, y) for nom, x, y in milieux(maisons)}
    return sorted(maisons, key=lambda m: (m.territoire, m.nom)) + _familles(
        [x for x in lues if x.type == FAMILLE], centres
    )


def milieux(places: Iterable[Lieu]) -> list[tuple[str, float, float]]:
    """Each territory at the mean of the establishments that it holds: name, longitude, latitude; none without one."""
    par: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for lieu in places:
        if lieu.longitude is not None and lieu.latitude is not None and not lieu.groupe:
            par[lieu.territoire].append((lieu.longitude, lieu.latitude))
    return [
        (nom, sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
        for nom, points in sorted(par.items())
    ]


def _maison(siennes: Sequence[Any]) -> Lieu:
    premiere = siennes[0]
    types = ", ".join(dict.fromkeys(x.libelle_type for x in siennes))
    ici = not premiere.hors_departement and _possible(premiere.longitude, premiere.latitude)
    return Lieu(
        premiere.etablissement, types, premiere.lieu, premiere.longitude if ici else None,
        premiere.latitude if ici else None, _somme(x.compte.capacite.ouvertes for x in siennes),
        _somme(x.compte.libres for x in siennes),
    )  # fmt: skip


def _possible(longitude: float | None, latitude: float | None) -> bool:
    ouest, est, sud, nord = ENTOUR
    return longitude is not None and latitude is not None and ouest <= longitude <= est and sud <= latitude <= nord


def _familles(homes: Sequence[Any], centres: dict[str, tuple[float, float]]) -> list[Lieu]:
    par: dict[str, list[Any]] = defaultdict(list)
    for x in homes:
        par[x.lieu].append(x)
    peu = [t for t, siennes in par.items() if len(siennes) < FAMILLES]
    if len(peu) == 1 and len(par) > 1:  # one alone would be found by subtraction from the whole
        peu.append(min((t for t in par if t not in peu), key=lambda t: (len(par[t]), t)))
    ensemble = [x for t in peu for x in par.pop(t)]
    lus = [_groupe(nom, par[nom], centres.get(nom)) for nom in sorted(par)]
    return [*lus, _groupe(DEPARTEMENT, ensemble, None)] if ensemble else lus


def _groupe(territoire: str, homes: Sequence[Any], centre: tuple[float, float] | None) -> Lieu:
    combien = len(homes) if len(homes) >= FAMILLES else f"moins de {FAMILLES}"
    x, y = centre or (None, None)
    return Lieu(
        f"Familles d'accueil ({combien})", homes[0].libelle_type, territoire, x, y,
        _somme(h.compte.capacite.ouvertes for h in homes), _somme(h.compte.libres for h in homes), groupe=True,
    )  # fmt: skip


def _somme(nombres: Iterable[int | None]) -> int | None:
    lus = list(nombres)
    return None if None in lus else sum(n for n in lus if n is not None)
