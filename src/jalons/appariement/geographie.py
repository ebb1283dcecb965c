"""Distances: a travel matrix if there is one, else coordinates, else the centres of communes, else what is shared.

Every distance says how it was known. One made by convention (same commune, same EPCI…) is never shown as measured.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from jalons.appariement.probleme import Commune, Position, Trajet

RAYON_TERRE_KM = 6371.0088

Reels = npt.NDArray[np.float64]
Modes = npt.NDArray[np.int8]


class Mode(IntEnum):
    """How a distance is known, from the best to the worst."""

    TRAJET = 0
    COORDONNEES = 1
    COMMUNES = 2
    MEME_COMMUNE = 3
    MEME_EPCI = 4
    MEME_DEPARTEMENT = 5
    AUTRE_DEPARTEMENT = 6
    INCONNUE = 7


TEXTES = {
    Mode.TRAJET: "{km} km de trajet{minutes}{charge}", Mode.COORDONNEES: "{km} km à vol d'oiseau",
    Mode.COMMUNES: "{km} km à vol d'oiseau, de centre à centre des communes{centres}",
    Mode.MEME_COMMUNE: "même commune, {km} km par convention", Mode.MEME_EPCI: "même EPCI, {km} km par convention",
    Mode.MEME_DEPARTEMENT: "même département, {km} km par convention",
    Mode.AUTRE_DEPARTEMENT: "autre département, {km} km par convention",
    Mode.INCONNUE: "distance inconnue, {km} km par convention",
}  # fmt: skip


def kilometres(
    latitude: Decimal | float | None, longitude: Decimal | float | None,
    vers_latitude: Decimal | float | None, vers_longitude: Decimal | float | None,
) -> float | None:  # fmt: skip
    """Great-circle kilometres between two points in degrees; ``None`` when a coordinate is unknown.

    >>> round(kilometres(50.291, 2.777, 50.433, 2.827))
    16
    """
    if latitude is None or longitude is None or vers_latitude is None or vers_longitude is None:
        return None
    la, lo, vla, vlo = (math.radians(float(x)) for x in (latitude, longitude, vers_latitude, vers_longitude))
    h = math.sin((vla - la) / 2) ** 2 + math.cos(la) * math.cos(vla) * math.sin((vlo - lo) / 2) ** 2
    return 2 * RAYON_TERRE_KM * math.asin(math.sqrt(min(1.0, h)))


class Carte:
    """Distances from any point to every place of a problem, in the order of the places."""

    def __init__(
        self, positions: Sequence[Position | None], communes: Sequence[Commune], trajets: Sequence[Trajet],
        conventions: dict[Mode, float], km_par_minute: float, dates: tuple[str, str] = ("", ""),
    ) -> None:  # fmt: skip
        """For places in order.

        Args:
            dates: days on which the département loaded its communes and its matrix, in words; empty: not told.
        """
        self._communes = {c.code: c for c in communes}
        self._conventions = conventions
        lieux = [self.completer(p or Position()) for p in positions]
        self._latitude, self._longitude, self._propre = _coordonnees(lieux)
        self._codes = {nom: np.array([getattr(p, nom) or "" for p, *_ in lieux]) for nom in _PARTAGES}
        arrivees, self._rang = np.unique(self._codes["commune"], return_inverse=True)
        self._arrivees = [str(c) for c in arrivees]
        """Communes of the places, each once, and for each place the rank of its own: a matrix has a line for each."""
        self._dates = dates
        self._trajets: dict[str, dict[str, float]] = {}
        self._minutes: dict[tuple[str, str], float] = {}
        for t in trajets:
            km = float(t.km) if t.km is not None else None if t.minutes is None else float(t.minutes) * km_par_minute
            if km is not None:
                self._trajets.setdefault(t.de, {})[t.vers] = self._trajets.setdefault(t.vers, {})[t.de] = km
            if t.minutes is not None:
                self._minutes[t.de, t.vers] = self._minutes[t.vers, t.de] = float(t.minutes)

    def completer(self, position: Position) -> tuple[Position, float, float, bool]:
        """The position with what its commune tells; its coordinates (NaN: unknown); whether they are its own."""
        commune = self._communes.get(position.commune or "")
        propre = position.latitude is not None and position.longitude is not None
        source: Any = position if propre else commune
        latitude = float("nan") if source is None or source.latitude is None else float(source.latitude)
        longitude = float("nan") if source is None or source.longitude is None else float(source.longitude)
        if commune is not None:
            position = Position(
                position.commune, position.epci or commune.epci, position.departement or commune.departement,
                position.latitude, position.longitude,
            )  # fmt: skip
        return position, latitude, longitude, propre

    def vers(self, depuis: Position) -> tuple[Reels, Modes]:
        """Kilometres from ``depuis`` to each place, and how each was known."""
        complet, latitude, longitude, propre = self.completer(depuis)
        km = np.full(self._latitude.size, self._conventions[Mode.INCONNUE])
        modes = np.full(self._latitude.size, Mode.INCONNUE, dtype=np.int8)
        self._par_convention(complet, km, modes)
        vol = _vol(latitude, longitude, self._latitude, self._longitude)
        connus = ~np.isnan(vol)
        km[connus] = vol[connus]
        modes[connus] = np.where(self._propre[connus] & propre, Mode.COORDONNEES, Mode.COMMUNES)
        if longueurs := self._trajets.get(complet.commune or ""):
            par_commune = np.array([longueurs.get(c, np.nan) for c in self._arrivees], dtype=np.float64)
            trajet = par_commune[self._rang]
            sus = ~np.isnan(trajet)
            km[sus], modes[sus] = trajet[sus], Mode.TRAJET
        return km, modes

    def dire(self, depuis: Position, lieu: int, km: float, mode: Mode) -> str:
        """One distance in words, with how it is known and, if the département loaded it, since when.

        Args:
            lieu: rank of the place; ``km`` and ``mode`` are what ``vers`` answered for it.
        """
        minutes = self._minutes.get((depuis.commune or "", str(self._codes["commune"][lieu])))
        communes, trajets = (f" (chargés le {d})" if d else "" for d in self._dates)
        return TEXTES[mode].format(
            km=f"{km:.0f}", minutes="" if minutes is None else f", {minutes:.0f} min",
            charge=trajets.replace("chargés", "chargé"), centres=communes,
        )  # fmt: skip

    def _par_convention(self, depuis: Position, km: Reels, modes: Modes) -> None:
        """From the widest to the closest that both sides share; another département when both say theirs."""
        if depuis.departement:
            ailleurs = (self._codes["departement"] != "") & (self._codes["departement"] != depuis.departement)
            km[ailleurs], modes[ailleurs] = self._conventions[Mode.AUTRE_DEPARTEMENT], Mode.AUTRE_DEPARTEMENT
        for nom, mode in reversed(_PARTAGES.items()):
            code = getattr(depuis, nom)
            if code:
                la = self._codes[nom] == code
                km[la], modes[la] = self._conventions[mode], mode


_PARTAGES = {
    "commune": Mode.MEME_COMMUNE, "epci": Mode.MEME_EPCI, "departement": Mode.MEME_DEPARTEMENT,
}  # fmt: skip


def _coordonnees(lieux: list[tuple[Position, float, float, bool]]) -> tuple[Reels, Reels, npt.NDArray[np.bool_]]:
    return (
        np.array([la for _, la, _, _ in lieux], dtype=np.float64),
        np.array([lo for _, _, lo, _ in lieux], dtype=np.float64),
        np.array([p for *_, p in lieux], dtype=np.bool_),
    )


def _vol(latitude: float, longitude: float, vers_latitude: Reels, vers_longitude: Reels) -> Reels:
    """Great-circle kilometres from a point to many; NaN where a coordinate is unknown."""
    la, lo, vla, vlo = (np.radians(x) for x in (latitude, longitude, vers_latitude, vers_longitude))
    h = np.sin((vla - la) / 2) ** 2 + np.cos(la) * np.cos(vla) * np.sin((vlo - lo) / 2) ** 2
    return np.asarray(2 * RAYON_TERRE_KM * np.arcsin(np.sqrt(np.minimum(1.0, h))), dtype=np.float64)
