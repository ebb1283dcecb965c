"""Labels in a margin: a narrow column of labels on the left, what they announce on the right, row by row.

Such a text keeps the layout of a table without rules. Its edge is known by the labels that stand before it; a label may
run over several lines, and may stand in the middle of its row.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jalons.lecture.plat import plat

_DEUX = re.compile(r"\s{0,8}(?P<gauche>\S(?:\S|[ ](?![ ]))*)[ ]{2,}(?=\S)")
_LARGE = 42
"""Most characters of a label of a margin."""
_PARAGRAPHE = 60
"""Most lines of a paragraph looked at on each side of one of them."""
_CONNUES, _PART = 3, 0.5
"""Least number of different labels before an edge, and least share of labels among what stands there."""
Tranche = tuple[int, int]
Connue = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Marge:
    """Lines up to ``fin`` (excluded) in reading order; ``textes``: labels of several lines, by their offset."""

    fin: int
    tranches: tuple[Tranche, ...]
    textes: Mapping[int, str]


@dataclass(slots=True)
class _Rangee:
    """A label, by its lines, and the lines of the right column that go with it."""

    gauches: list[int] = field(default_factory=list)
    droites: list[int] = field(default_factory=list)


def marges(brutes: Sequence[str], departs: Sequence[int], connue: Connue) -> dict[int, Marge]:
    """The stretches of lines with labels in their margin, by their first line.

    Args:
        brutes: the lines of the text.
        departs: where each begins in the text.
        connue: whether words (see ``plat``) are a label or the head of a fiche.
    """
    rendu: dict[int, Marge] = {}
    bords = _bords(brutes, connue)
    rang = 0
    while bords and rang < len(brutes):
        bord = _bord(brutes[rang], bords)
        if bord is None or not _tete(brutes, rang, bord, connue):
            rang += 1
            continue
        debut = rang
        while debut and brutes[debut - 1].strip() and not brutes[debut - 1][:bord].strip():
            debut -= 1  # a label in the middle of its row
        debut = max(debut, max((m.fin for m in rendu.values()), default=0))
        fin = _fin(brutes, rang, bord, connue)
        rendu[debut] = _lire(brutes, departs, (debut, fin, bord), connue)
        rang = fin
    return rendu


def _bords(brutes: Sequence[str], connue: Connue) -> frozenset[int]:
    """The places where a right column begins beside labels."""
    lus: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for rang, brute in enumerate(brutes):
        trouve = _DEUX.match(brute) if "|" not in brute else None
        if trouve is None or len(trouve.group("gauche")) > _LARGE:
            continue
        bord, droite = trouve.end(), plat(brute[trouve.end() :].strip())
        gauche = plat(trouve.group("gauche"))
        sue = connue(gauche) or connue(f"{gauche} {_dessous(brutes, rang, bord)}")
        lus[bord].append((gauche, sue and not connue(droite)))
    rendu = set()
    for bord, vus in lus.items():
        comptes = Counter(gauche for gauche, _ in vus)
        sues = {gauche for gauche, sue in vus if sue}
        bonnes = sum(sue or comptes[gauche] >= 3 for gauche, sue in vus)
        if len(sues) >= _CONNUES and bonnes >= _PART * len(vus):
            rendu.add(bord)
    return frozenset(rendu)


def _dessous(brutes: Sequence[str], rang: int, bord: int) -> str:
    """What stands just below in the margin."""
    suite = brutes[rang + 1] if rang + 1 < len(brutes) else ""
    return plat(suite[:bord].strip()) if _compatible(suite, bord) else ""


def _tete(brutes: Sequence[str], rang: int, bord: int, connue: Connue) -> bool:
    """Whether a label begins on the line, alone or with what stands just below."""
    gauche = plat(brutes[rang][:bord].strip())
    return connue(gauche) or connue(f"{gauche} {_dessous(brutes, rang, bord)}")


def _bord(brute: str, bords: frozenset[int]) -> int | None:
    trouve = _DEUX.match(brute)
    return trouve.end() if trouve and trouve.end() in bords else None


def _compatible(brute: str, bord: int) -> bool:
    """Whether nothing crosses the edge."""
    brute = brute.rstrip()
    return len(brute) <= bord - 1 or not brute[bord - 2 : bord].strip()


def _fin(brutes: Sequence[str], rang: int, bord: int, connue: Connue) -> int:
    """Where a stretch ends: before a line that crosses the edge, or that stands alone on the left and is no label."""
    fin = rang
    for ici in range(rang, len(brutes)):
        brute = brutes[ici]
        if not brute.strip():
            continue
        if "|" in brute or not _compatible(brute, bord) or _seule(brutes, ici, bord, connue):
            break
        fin = ici + 1
    return fin


def _seule(brutes: Sequence[str], rang: int, bord: int, connue: Connue) -> bool:
    """Whether a line stands alone on the left, with nothing on the right in its paragraph."""
    if len(brutes[rang].rstrip()) > bord or connue(plat(brutes[rang].strip())):
        return False
    debut, fin = rang, rang
    while debut > rang - _PARAGRAPHE and debut and brutes[debut - 1].strip():
        debut -= 1
    while fin < min(len(brutes), rang + _PARAGRAPHE) and brutes[fin].strip():
        fin += 1
    return not any(len(brutes[r].rstrip()) > bord and _compatible(brutes[r], bord) for r in range(debut, fin))


def _lire(brutes: Sequence[str], departs: Sequence[int], bornes: tuple[int, int, int], connue: Connue) -> Marge:
    debut, fin, bord = bornes
    tranches: list[Tranche] = []
    textes: dict[int, str] = {}
    for rangee in _rangees(brutes, debut, fin, bord, connue):
        if rangee.gauches:
            premiere = rangee.gauches[0]
            gauches = [brutes[r][:bord].strip() for r in rangee.gauches]
            ici = departs[premiere] + brutes[premiere].index(gauches[0])
            tranches += [(ici, ici), (ici, ici + len(gauches[0]))]
            textes |= {ici: " ".join(gauches)} if len(gauches) > 1 else {}
        avant = None
        for r in rangee.droites:
            if avant is not None and r > avant + 1:
                tranches.append((departs[r], departs[r]))
            tranches.append((departs[r] + bord, departs[r] + len(brutes[r])))
            avant = r
    tranches.append((departs[fin - 1], departs[fin - 1]))
    return Marge(fin, tuple(tranches), textes)


def _rangees(brutes: Sequence[str], debut: int, fin: int, bord: int, connue: Connue) -> list[_Rangee]:
    """The rows, in order."""
    rendu: list[_Rangee] = []
    for paragraphe in _paragraphes(brutes, debut, fin):
        groupes = _groupes(brutes, paragraphe, bord, connue)
        droites = [r for r in paragraphe if len(brutes[r].rstrip()) > bord]
        if not rendu or len(groupes) == 1:
            rendu.append(_Rangee())
        if len(groupes) <= 1:
            rendu[-1].gauches += groupes[0] if groupes else []
            rendu[-1].droites += droites
            continue
        rendu[-1].droites += [r for r in droites if r < groupes[0][0]]
        for groupe, suivant in zip(groupes, [*groupes[1:], [fin]], strict=True):
            rendu.append(_Rangee(groupe, [r for r in droites if groupe[0] <= r < suivant[0]]))
    return rendu


def _paragraphes(brutes: Sequence[str], debut: int, fin: int) -> Iterator[list[int]]:
    """Runs of lines without an empty one."""
    ici: list[int] = []
    for rang in range(debut, fin):
        if brutes[rang].strip():
            ici.append(rang)
        elif ici:
            yield ici
            ici = []
    if ici:
        yield ici


def _groupes(brutes: Sequence[str], paragraphe: Sequence[int], bord: int, connue: Connue) -> list[list[int]]:
    """The lines of each label of a paragraph."""
    groupes: list[list[int]] = []
    texte = ""
    for rang in paragraphe:
        gauche = brutes[rang][:bord].strip()
        if not gauche:
            continue
        ensemble = f"{texte} {plat(gauche)}"
        suite = groupes and groupes[-1][-1] == rang - 1
        if suite and (gauche[:1].islower() or gauche[:1] in "(/&" or connue(ensemble)):
            groupes[-1].append(rang)
            texte = ensemble
        else:
            groupes.append([rang])
            texte = plat(gauche)
    return groupes
