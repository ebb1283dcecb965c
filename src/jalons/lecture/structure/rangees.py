"""Rows of a table whose columns are kept in place by blanks: a cell may run over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jalons.lecture.structure.lignes import Ligne, finit_en_suspens


@dataclass(frozen=True, slots=True)
class Case:
    """A cell: what its column holds ("action", "pilote", "numero"…), its words, where they stand."""

    quoi: str
    texte: str
    debut: int
    fin: int


_MORCEAU = re.compile(r"\S+(?: \S+)*")
_SOMME = re.compile(r"\d[\d\s.,]*\s?(?:[kM]?€|euros?)")
_PRES = 3
"""How far from its head a cell may begin, in characters: columns move a little from page to page."""
_ETROITE = 8
"""Width under which a first column holds numbers: any of them begins a row."""
_LOIN = 4
"""Most lines between two rows: the foot and the head of a page."""


def rangees(toutes: Sequence[Ligne], colonnes: Sequence[str], bords: Sequence[int]) -> dict[int, tuple[Case, ...]]:
    """The rows that these lines, under the heads of a table, hold, by the offset of their first line; others are empty.

    Nothing unless two rows at least are there, one of them over several lines.

    Args:
        colonnes: what each column holds.
        bords: where each column begins, in characters from the left of the page.
    """
    groupes: list[list[Ligne]] = []
    etrangeres = 0
    for ligne in toutes:
        cases = _cases(ligne, bords)
        if cases is not None and _commence(groupes, cases, bords):
            groupes.append([ligne])
            etrangeres = 0
        elif groupes and cases and not etrangeres and not ligne.blanc and _continue(groupes, cases, bords):
            groupes[-1].append(ligne)
        else:
            etrangeres += 1
        if etrangeres > _LOIN:
            break
    if len(groupes) < 2 or all(len(groupe) == 1 for groupe in groupes):
        return {}
    rendu: dict[int, tuple[Case, ...]] = {}
    for groupe in groupes:
        rendu |= {ligne.debut: () for ligne in groupe}
        rendu[groupe[0].debut] = _rangee(groupe, colonnes, bords)
    return rendu


def _cases(ligne: Ligne, bords: Sequence[int]) -> list[tuple[int, str]] | None:
    """The words of each column of a line and where they begin in it; ``None`` when some stand under no head."""
    if ligne.puce or "|" in ligne.texte:
        return None
    rendues = [(0, "")] * len(bords)
    for trouve in _MORCEAU.finditer(ligne.texte):
        gauche, droite = (ligne.retrait + place for place in trouve.span())
        rang = min(range(len(bords)), key=lambda r: abs(bords[r] - gauche))
        loin = rang + 1 < len(bords) and droite >= bords[rang + 1] + _PRES
        if abs(bords[rang] - gauche) > _PRES or loin or rendues[rang][1]:
            return None
        rendues[rang] = (trouve.start(), trouve.group())
    return rendues


def _commence(groupes: Sequence[Sequence[Ligne]], cases: Sequence[tuple[int, str]], bords: Sequence[int]) -> bool:
    """Whether a line begins a row: its first column begins something, and others hold something too.

    Nearly all of them do, or what stands above in the first column had room for more.
    """
    premiere, pleines = cases[0][1], sum(bool(texte) for _, texte in cases)
    if not premiere or premiere[0].islower() or pleines < 2:
        return False
    if not groupes or bords[1] - bords[0] < _ETROITE:
        return True
    if any(_SOMME.fullmatch(texte) for _, texte in cases[1:]):
        return True  # a sum does not run over two lines
    dessus = _dessus(groupes, bords)
    return (pleines >= len(cases) - 1 and not finit_en_suspens(dessus)) or _courte(dessus, bords)


def _continue(groupes: Sequence[Sequence[Ligne]], cases: Sequence[tuple[int, str]], bords: Sequence[int]) -> bool:
    """Whether a line goes on with the row above: a capital alone after a short line begins something else."""
    seule = all(not texte for _, texte in cases[1:])
    return not (seule and cases[0][1][:1].isupper() and _courte(_dessus(groupes, bords), bords))


def _dessus(groupes: Sequence[Sequence[Ligne]], bords: Sequence[int]) -> str:
    cases = _cases(groupes[-1][-1], bords)
    return cases[0][1] if cases else ""


def _courte(texte: str, bords: Sequence[int]) -> bool:
    return len(texte) < 0.6 * (bords[1] - bords[0])


def _rangee(groupe: Sequence[Ligne], colonnes: Sequence[str], bords: Sequence[int]) -> tuple[Case, ...]:
    rendues = []
    lues = [(ligne, cases) for ligne in groupe if (cases := _cases(ligne, bords)) is not None]
    for place, quoi in enumerate(colonnes):
        morceaux = [(ligne.debut + cases[place][0], cases[place][1]) for ligne, cases in lues if cases[place][1]]
        if quoi and morceaux:
            debut, (dernier, texte) = morceaux[0][0], morceaux[-1]
            rendues.append(Case(quoi, " ".join(t for _, t in morceaux), debut, dernier + len(texte)))
    return tuple(rendues)
