"""The children who wait and the free places in plain terms, for a search of places: no Django object goes out.

A place is what is free in a unit, not one number of it: the desk reserves the first free one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jalons.application.places.models import Demande
from jalons.application.places.selectors import LigneOffre
from jalons.noyau.dates import DateCivile


@dataclass(frozen=True, slots=True)
class EnfantAPlacer:
    """A child who waits.

    Attributes:
        enfant, demande: keys.
        naissance: as precise as it is known; ``None`` when it is not.
        sexe: ``"F"``, ``"M"`` or ``"inconnu"``.
        fratrie: key shared by siblings who wait to be placed together; ``None`` when they need not.
        territoire: key of the local unit wished for.
    """

    enfant: int
    demande: int
    naissance: DateCivile | None
    sexe: str
    type: str
    public: str
    fratrie: int | None
    territoire: int | None
    depuis: date


@dataclass(frozen=True, slots=True)
class PlacesLibres:
    """What is free in a unit, and whom it is authorised for.

    Attributes:
        libres: opened places that can be had today; ``None`` when the capacity is not known.
        latitude, longitude: ``None`` when not known.
    """

    unite: int
    type: str
    public: str
    sexe: str
    age_min: int | None
    age_max: int | None
    libres: int | None
    territoire: int | None
    latitude: float | None
    longitude: float | None


def enfants(demandes: QuerySet[Demande]) -> list[EnfantAPlacer]:
    """The children of these open requests, in their order. One query."""
    lues = demandes.filter(fin_le=None).select_related("enfant").order_by("demandee_le", "id")
    return [
        EnfantAPlacer(
            d.enfant_id, d.pk, d.enfant.naissance, d.enfant.sexe, d.type, d.public,
            d.enfant.fratrie_id if d.fratrie_ensemble else None, d.territoire_id, d.demandee_le,
        )
        for d in lues
    ]  # fmt: skip


def places(lignes: Iterable[LigneOffre]) -> list[PlacesLibres]:
    """What is free in these units; those that are full are left out, those whose capacity is unknown are kept."""
    return [
        PlacesLibres(
            x.cle, x.type, x.public, x.sexe, x.age_min, x.age_max, x.compte.libres, x.territoire_id, x.latitude,
            x.longitude,
        )
        for x in lignes
        if x.compte.libres != 0
    ]  # fmt: skip
