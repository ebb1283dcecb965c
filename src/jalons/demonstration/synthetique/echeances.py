"""The deadlines that follow from the facts, as the service would have kept them."""

from __future__ import annotations

from collections import defaultdict
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
    par_sujet: dict[int, list[FaitConnu]] = defaultdict(list)
    for f in faits:
        par_sujet[f.sujet_id].append(FaitConnu(f.evenement, f.survenu_le, f.attributs, f.instant, f.pk))
    regles = regles_de(HAUTE_RIVE)
    for sujet, siens in par_sujet.items():
        for code, valeurs in calcul.par_regles(regles, "enfant", sujet, siens).items():
            yield (HAUTE_RIVE, "enfant", sujet, code, *(valeurs[c] for c in calcul.CHAMPS))
