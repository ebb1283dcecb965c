"""The deadlines that follow from the facts, as the service would have kept them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from jalons.application.faits import calcul
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance
from jalons.application.faits.rules import FaitConnu
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.registre import Note

COLONNES = ("collectivite_id", "sujet_type", "sujet_id", "code", *calcul.CHAMPS)
LOT = 150_000
"""Facts computed at once: more would not fit in the memory of a small machine."""


def ecrire(greffe: Greffe, notes: list[Note]) -> None:
    """Compute and write them."""
    greffe.copier(Echeance, COLONNES, _lignes(notes))


def _lignes(notes: list[Note]) -> Iterator[tuple[Any, ...]]:
    regles = regles_de(HAUTE_RIVE)
    for lot in _lots(notes):
        connus = ((n.sujet, FaitConnu(n.evenement, n.survenu_le, n.attributs, n.instant, n.cle)) for n in lot)
        for sujet, echeances in calcul.en_lot(regles, "enfant", connus):
            for code, valeurs in echeances.items():
                yield (HAUTE_RIVE, "enfant", sujet, code, *(valeurs[c] for c in calcul.CHAMPS))


def _lots(notes: list[Note]) -> Iterator[list[Note]]:
    """All the facts of a child are in one lot."""
    lot: list[Note] = []
    for _, siens in groupby(sorted(notes, key=attrgetter("sujet", "cle")), key=attrgetter("sujet")):
        lot.extend(siens)
        if len(lot) >= LOT:
            yield lot
            lot = []
    if lot:
        yield lot
