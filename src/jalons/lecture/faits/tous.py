"""All the facts of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jalons.lecture.faits.cibles import cibles
from jalons.lecture.faits.comptes import chiffres, effectifs, places
from jalons.lecture.faits.dates import dates
from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.organisations import organisations
from jalons.lecture.faits.parties import parties
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.faits.sigles import sigles
from jalons.lecture.faits.territoires import territoires
from jalons.lecture.structure.brut import Brut


def lire_faits(
    texte: str, type_: str, fiches: Sequence[tuple[int, str]] = (), structure: Sequence[Brut] = (),
    usuels: Mapping[str, str] | None = None,
) -> list[Brut]:  # fmt: skip
    """Every fact of a repaired text: amounts, dates, counts, figures, targets, parties, organisations, acronyms…

    Args:
        type_: the kind of the document: only contracts have parties.
        fiches: where each fiche begins, and its name ("fiche 4"): an amount or a target told in it hangs under it.
        structure: what was read of the plan: who leads and helps, indicators and expected results.
        usuels: what acronyms that need no development stand for (see ``grammaire.yaml``).
    """
    les_deux = Texte.de(texte)
    sommes = montants(les_deux, fiches)
    comptees = [replace(s, genre="chiffre", unite="€", indices=[*s.indices]) for s in sommes]
    signataires = parties(les_deux, type_)
    developpes = sigles(les_deux)
    return [
        *sommes,
        *comptees,
        *dates(les_deux),
        *effectifs(les_deux),
        *places(les_deux),
        *chiffres(les_deux),
        *signataires,
        *cibles(les_deux, structure, fiches),
        *territoires(les_deux, fiches),
        *developpes,
        *organisations([*structure, *signataires, *sommes], developpes, usuels),
    ]
