"""What the signature of a document closes: its planned and signed amounts; how far they have gone stays open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jalons.application.fiches.models import Cadre
from jalons.application.finances import contexte
from jalons.application.finances.lignes import LigneFinanciere, Version

CONTRACTUELLES = frozenset({Version.PREVU, Version.SIGNE})
"""Versions that the document itself holds; the others are recorded as the money goes."""


def contractuelles(lignes: Iterable[LigneFinanciere]) -> tuple[LigneFinanciere, ...]:
    """The lines that the document holds, in their order."""
    return tuple(x for x in lignes if x.version in CONTRACTUELLES)


def phrase(cadre: Cadre, avant: LigneFinanciere | None, apres: LigneFinanciere | None) -> str:
    """Why this change of one line is refused; empty when it is not.

    Args:
        avant, apres: the line before and after; ``None``: it is added, or taken away.
    """
    refus = phrases(cadre, {"": avant} if avant else {}, {"": apres} if apres else {})
    return refus.get("", "")


def phrases(cadre: Cadre, avant: Mapping[str, LigneFinanciere], apres: Mapping[str, LigneFinanciere]) -> dict[str, str]:
    """Why changes of lines are refused, by short name; only those that are."""
    noms = dict.fromkeys([*apres, *avant])
    touches = [n for n in noms if avant.get(n) != apres.get(n)]
    refusees = [n for n in touches if contractuelles(x for t in (avant, apres) if (x := t.get(n)) is not None)]
    ferme = contexte.fermeture(cadre) if refusees else None
    return dict.fromkeys(refusees, ferme.phrase) if ferme else {}
