"""The deadlines that follow from the facts, as the service would have kept them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jalons.application.faits import calcul
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance, Fait
from jalons.application.faits.rules import FaitConnu
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique.ecriture import Greffe

COLONNES = ("collectivite_id", "sujet_type", "sujet_id", "code", *calcul.CHAMPS)


def ecrire(greffe: Greffe, faits: list[Fait]) -> None:
    """Compute and write them."""
    greffe.copier(Echeance, COLONNES, _lignes(faits))


def _lignes(faits: list[Fait]) -> Iterator[tuple[Any, ...]]:
    connus = ((f.sujet_id, FaitConnu(f.evenement, f.survenu_le, f.attributs, f.instant, f.pk)) for f in faits)
    for sujet, echeances in calcul.en_lot(regles_de(HAUTE_RIVE), "enfant", connus):
        for code, valeurs in echeances.items():
            yield (HAUTE_RIVE, "enfant", sujet, code, *(valeurs[c] for c in calcul.CHAMPS))
