"""All the facts of a text."""

from __future__ import annotations

from jalons.lecture.faits.comptes import chiffres, effectifs, places
from jalons.lecture.faits.dates import dates
from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut


def lire_faits(texte: str) -> list[Brut]:
    """Amounts, dates, counts, places and figures of a repaired text, by kind and in order."""
    les_deux = Texte.de(texte)
    sommes = montants(les_deux)
    return [*sommes, *dates(les_deux), *effectifs(les_deux), *places(les_deux), *chiffres(les_deux)]
