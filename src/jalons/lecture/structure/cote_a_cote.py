"""Columns side by side in a text that keeps the layout of its page: the left one is read first, then the right one.

A column is known by its edge: several lines begin again at the same place after a white space. Tables of figures keep
their rows, for what stands on one row goes together there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from jalons.lecture.structure.marges import Connue, marges

_REPRISE = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_COURT = 32
"""Most characters of a head of column."""
_LIGNES = 3
"""Least number of lines with both columns; two are enough under short heads."""
_VIDES = 2
"""Most empty lines inside a column."""
_CHIFFRES = re.compile(r"[\d\s.,€%/|-]+(?:[kM]?€|euros?)?")
_SUITE = re.compile(r"\s*(?:[a-zà-ÿ(]|[•●▪■○o➢>–—*-]\s)")

Tranche = tuple[int, int]
"""Where a piece of line begins and ends in the text."""


@dataclass(slots=True)
class _Bande:
    """Lines ``debut`` to ``fin`` (excluded) in two columns, the second from character ``bord`` of each."""

    debut: int
    bord: int
    fin: int = 0
    doubles: list[int] = field(default_factory=list)


def deplier(texte: str, connue: Connue | None = None) -> tuple[list[Tranche], dict[int, str]]:
    """The lines of the text in reading order, those in two columns being two; labels of several lines, by their offset.

    Args:
        connue: whether words are a label, which may stand in a margin; none does without it.
    """
    brutes = texte.splitlines(keepends=True)
    departs, ici = [], 0
    for brute in brutes:
        departs.append(ici)
        ici += len(brute)
    rendu: list[Tranche] = []
    textes: dict[int, str] = {}
    en_marge = marges(brutes, departs, connue) if connue else {}
    departs_de_marge = sorted(en_marge)
    rang = 0
    while rang < len(brutes):
        if rang in en_marge:
            rendu += en_marge[rang].tranches
            textes |= en_marge[rang].textes
            rang = en_marge[rang].fin
            continue
        place = bisect_right(departs_de_marge, rang)
        suivante = departs_de_marge[place] if place < len(departs_de_marge) else len(brutes)
        bande = _bande(brutes, rang, suivante)
        if bande is None:
            rendu.append((departs[rang], departs[rang] + len(brutes[rang])))
            rang += 1
            continue
        lignes = [(departs[r], brutes[r]) for r in range(bande.debut, bande.fin)]
        rendu += [(depart, depart + min(bande.bord, len(brute))) for depart, brute in lignes]
        rendu += [(depart + bande.bord, depart + len(brute)) for depart, brute in lignes if len(brute) > bande.bord]
        rang = bande.fin
    return rendu, textes


def _bande(brutes: Sequence[str], rang: int, loin: int) -> _Bande | None:
    """The columns that begin with this line and end before ``loin``; ``None`` when it is an ordinary line."""
    reprises = list(_REPRISE.finditer(brutes[rang].rstrip()))
    if len(reprises) != 1 or "|" in brutes[rang]:
        return None
    bande = _Bande(rang, reprises[0].end())
    vides = 0
    for ici in range(rang, loin):
        brute = brutes[ici].rstrip()
        if "\f" in brutes[ici] or not _compatible(brute, bande.bord) or vides > _VIDES:
            break
        if not brute.strip():
            vides += 1
            continue
        double = len(brute) > bande.bord and bool(brute[: bande.bord].strip())
        seule = len(brute) <= bande.bord
        if seule and not (vides == 0 and _SUITE.match(brute)) and not _revient(brutes, ici, bande.bord):
            break
        vides = 0
        bande.fin = ici + 1
        bande.doubles += [ici] if double else []
    return bande if _tient(brutes, bande) else None


def _compatible(brute: str, bord: int) -> bool:
    """Whether nothing crosses the edge: the line ends before it, or begins again just there."""
    return len(brute) < bord or (not brute[bord - 2 : bord].strip() and bool(brute[bord : bord + 2].strip()))


def _revient(brutes: Sequence[str], rang: int, bord: int) -> bool:
    """Whether the second column goes on in the lines that follow, before any empty one."""
    for brute in brutes[rang + 1 : rang + 6]:
        if not brute.strip() or not _compatible(brute.rstrip(), bord):
            return False
        if len(brute.rstrip()) > bord:
            return True
    return False


def _tient(brutes: Sequence[str], bande: _Bande) -> bool:
    """Whether there are enough lines, and words rather than figures on the right."""
    gauche, droite = brutes[bande.debut][: bande.bord].strip(), brutes[bande.debut][bande.bord :].strip()
    tetes = len(gauche) <= _COURT and len(droite) <= _COURT and not droite.endswith((".", ","))
    if len(bande.doubles) < (_LIGNES - 1 if tetes else _LIGNES):
        return False
    droites = [brutes[r][bande.bord :].strip() for r in bande.doubles]
    chiffres = sum(bool(_CHIFFRES.fullmatch(d)) or bool(_REPRISE.search(d)) for d in droites)
    return chiffres * 4 < len(droites)
