"""All the facts of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jalons.lecture.faits.comptes import chiffres, effectifs, places
from jalons.lecture.faits.dates import dates
from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.parties import parties
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut


def lire_faits(texte: str, type_: str, fiches: Sequence[tuple[int, str]] = ()) -> list[Brut]:
    """Amounts, dates, counts, places, figures and parties of a repaired text, by kind and in order.

    Args:
        type_: the kind of the document: only contracts have parties.
        fiches: where each fiche begins, and its name ("fiche 4"): an amount told in it hangs under it.
    """
    les_deux = Texte.de(texte)
    sommes = montants(les_deux, fiches)
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
