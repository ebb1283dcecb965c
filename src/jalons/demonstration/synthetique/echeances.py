"""The deadlines that follow from the facts, as the service would have kept them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from jalons.application.faits import calcul
from jalons.application.faits.models import Echeance
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.registre import Note
from jalons.droit.echeances import Regles

COLONNES = ("collectivite_id", "sujet_type", "sujet_id", "code", *calcul.CHAMPS)
LOT = 250_000
"""Facts computed at once: each lot costs the same whatever it holds, and more would not fit in a small machine."""
ECRITES = 20_000
"""Deadlines written at once: PostgreSQL writes some while the next ones are told."""


def ecrire(greffe: Greffe, notes: list[Note], regles: Regles, genre: str = "enfant") -> None:
    """Compute them, lot after lot, and have each written; nothing is read from the base."""
    for lot in _lots(notes):
        lignes = _lignes(lot, regles, genre)
        while ecrites := list(islice(lignes, ECRITES)):
            greffe.copier(Echeance, COLONNES, ecrites)


def _lignes(lot: list[Note], regles: Regles, genre: str) -> Iterator[tuple[Any, ...]]:
    for sujet, echeances in calcul.en_lot(regles, genre, ((n.sujet, n) for n in lot)):
        for code, valeurs in echeances.items():
            yield (HAUTE_RIVE, genre, sujet, code, *(valeurs[c] for c in calcul.CHAMPS))


def _lots(notes: list[Note]) -> Iterator[list[Note]]:
    """All the facts of a subject are in one lot."""
    lot: list[Note] = []
    for _, siens in groupby(sorted(notes, key=attrgetter("sujet", "cle")), key=attrgetter("sujet")):
        lot.extend(siens)
        if len(lot) >= LOT:
            yield lot
            lot = []
    if lot:
        yield lot
