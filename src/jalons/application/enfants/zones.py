"""A forbidden disc that gives no address away: its centre is moved to a coarse grid, its radius grown as much. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from jalons.noyau.saisie import Faute

PAS = 0.05
"""Degrees between two points of the grid: about five and a half kilometres from north to south."""

MARGE_KM = 4
"""The greatest distance from a point to the grid (3.94 km, at the equator), the same for all: it tells nothing."""

RAYON_MAXIMAL = 200


def flouter(latitude: float, longitude: float, rayon_km: int) -> tuple[float, float, int]:
    """The disc to keep: it covers the one asked for, and neither its centre nor its radius tells the address.

    >>> flouter(50.2931, 2.7813, 10)
    (50.3, 2.8, 14)
    """
    return round(round(latitude / PAS) * PAS, 2), round(round(longitude / PAS) * PAS, 2), rayon_km + MARGE_KM


def fautes(
    commune: str | None,
    latitude: float | None,
    longitude: float | None,
    rayon_km: int | None,
    *,
    illisibles: Collection[str] = (),
) -> Iterable[Faute]:
    """A zone is a commune, or a disc: what is missing, or too much.

    Args:
        illisibles: names of what was given and could not be read: it is not missing.
    """
    disque = {"latitude": latitude, "longitude": longitude, "rayon_km": rayon_km}
    manque = any(valeur is None and nom not in illisibles for nom, valeur in disque.items())
    if commune is None and "commune" not in illisibles and manque:
        attendu = "une commune, ou latitude, longitude et rayon"
        yield Faute("commune", "Indiquez une commune par son code, ou un disque : centre et rayon.", attendu=attendu)
    if commune is not None and any(x is not None for x in disque.values()):
        yield Faute("commune", "Une zone est une commune ou un disque, pas les deux : faites deux zones.", commune)
    if rayon_km is not None and not 1 <= rayon_km <= RAYON_MAXIMAL:
        phrase = f"Un rayon de {rayon_km} km n'est pas possible : de 1 à {RAYON_MAXIMAL} km."
        yield Faute("rayon_km", phrase, str(rayon_km), f"de 1 à {RAYON_MAXIMAL}")
