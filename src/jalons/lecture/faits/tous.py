"""All the facts of a text."""

from __future__ import annotations

from dataclasses import replace

from jalons.lecture.faits.comptes import chiffres, effectifs, places
from jalons.lecture.faits.dates import dates
from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.parties import parties
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut


def lire_faits(texte: str, type_: str) -> list[Brut]:
    """Amounts, dates, counts, places, figures and parties of a repaired text, by kind and in order."""
    les_deux = Texte.de(texte)
    sommes = montants(les_deux)
    comptees = [replace(s, genre="chiffre", unite="€", indices=[*s.indices]) for s in sommes]
    return [
        *sommes,
        *comptees,
        *dates(les_deux),
        *effectifs(les_deux),
        *places(les_deux),
        *chiffres(les_deux),
        *parties(les_deux, type_),
    ]
