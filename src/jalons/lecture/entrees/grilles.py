"""Tables without rules of three columns or more: rows of cells that stand side by side, under the same columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jalons.lecture.entrees.pdf_tableaux import Tableau
from jalons.lecture.entrees.sans_traits import SEGMENTS
from jalons.lecture.entrees.segments import Segment

_NIVEAU = 2.5
"""Height by which two rows may overlap, in points."""
_PRES = 4.0
_COLONNES, _RANGEES = 3, 2
_SERRE = 0.6
"""White height, in heights of the line, under which a line goes on with the cell above."""
_LOIN = 90.0
"""Largest white height between two rows, in points."""
Couper = Callable[[Segment, float], tuple[Segment, Segment] | None]


@dataclass(slots=True)
class _Cellule:
    """Lines of one column that go together."""

    lignes: list[Segment]

    @property
    def gauche(self) -> float:
        """Its left side."""
        return min(s.gauche for s in self.lignes)

    @property
    def droite(self) -> float:
        """Its right side."""
        return max(s.droite for s in self.lignes)

    @property
    def haut(self) -> float:
        """Its top."""
        return self.lignes[0].haut

    @property
    def bas(self) -> float:
        """Its bottom."""
        return self.lignes[-1].bas


def grilles(morceaux: Sequence[Segment], couper: Couper) -> tuple[list[Tableau], list[Segment]]:
    """The tables of three columns or more of a page, and the segments that stand in none."""
    if len(morceaux) > SEGMENTS:
        return [], list(morceaux)
    coupes = _coupes(morceaux, couper)
    cellules = _cellules(coupes)
    tables, pris = [], set[int]()
    for groupe in _groupes(_rangees(cellules)):
        colonnes = _colonnes(groupe)
        lignes = tuple(_en_colonnes(rangee, colonnes) for rangee in groupe)
        dedans = [s for rangee in groupe for c in rangee for s in c.lignes]
        pris |= {id(s) for s in dedans}
        tables.append(
            Tableau(
                min(s.gauche for s in dedans),
                min(s.haut for s in dedans),
                max(s.droite for s in dedans),
                max(s.bas for s in dedans),
                lignes,
            )
        )
    return (tables, [s for s in coupes if id(s) not in pris]) if tables else ([], list(morceaux))


def _coupes(morceaux: Sequence[Segment], couper: Couper) -> list[Segment]:
    """The segments, those that run over the beginnings of several columns cut there."""
    debuts: dict[float, int] = {}
    for s in morceaux:
        proche = next((x for x in debuts if abs(x - s.gauche) <= 1.5), s.gauche)
        debuts[proche] = debuts.get(proche, 0) + 1
    bords = sorted(x for x, n in debuts.items() if n >= 3)
    rendus = []
    for s in morceaux:
        voisins = any(
            o is not s and abs(o.milieu - s.milieu) < s.hauteur and (o.gauche > s.droite or o.droite < s.gauche)
            for o in morceaux
        )
        reste: Segment | None = s
        for bord in bords if voisins else ():
            if reste is not None and reste.gauche < bord - _PRES and reste.droite > bord + _PRES:
                bouts = couper(reste, bord)
                if bouts:
                    rendus.append(bouts[0])
                    reste = bouts[1]
        rendus += [reste] if reste else []
    return rendus


def _cellules(morceaux: Sequence[Segment]) -> list[_Cellule]:
    rendus: list[_Cellule] = []
    for s in sorted(morceaux, key=lambda s: (s.milieu, s.gauche)):
        dessus = next(
            (
                c for c in reversed(rendus[-40:])
                if s.haut - c.bas < _SERRE * s.hauteur and s.haut > c.lignes[-1].milieu
                and (abs(c.gauche - s.gauche) <= _PRES or abs(c.gauche + c.droite - s.gauche - s.droite) <= _PRES)
            ),
            None,
        )  # fmt: skip
        if dessus is None:
            rendus.append(_Cellule([s]))
        else:
            dessus.lignes.append(s)
    return rendus


def _rangees(cellules: Sequence[_Cellule]) -> list[list[_Cellule]]:
    """Rows of cells that stand side by side, from top to bottom."""
    rendus: list[list[_Cellule]] = []
    bas = float("-inf")
    for cellule in sorted(cellules, key=lambda c: c.haut):
        if rendus and cellule.haut < bas - _NIVEAU:
            rendus[-1].append(cellule)
        else:
            rendus.append([cellule])
            bas = float("-inf")
        bas = max(bas, cellule.bas)
    return [sorted(r, key=lambda c: c.gauche) for r in rendus]


def _groupes(rangees: Sequence[list[_Cellule]]) -> list[list[list[_Cellule]]]:
    """Rows that follow one another under the same columns, two at least, one of several lines at least."""
    groupes: list[list[list[_Cellule]]] = []
    ouvert = False
    for rangee in rangees:
        if len(rangee) < 2 or (len(rangee) < _COLONNES and not ouvert):
            ouvert = False
        elif ouvert and _suit(groupes[-1], rangee):
            groupes[-1].append(rangee)
        elif len(_colonnes([rangee])) >= _COLONNES:
            groupes.append([rangee])
            ouvert = True
        else:
            ouvert = False
    return [
        g for g in groupes
        if len(g) >= _RANGEES and any(len(c.lignes) > 1 for rangee in g for c in rangee)
    ]  # fmt: skip


def _suit(groupe: Sequence[Sequence[_Cellule]], rangee: Sequence[_Cellule]) -> bool:
    """Whether a row goes on under the columns of others."""
    colonnes = _colonnes([*groupe, rangee])
    return min(c.haut for c in rangee) - max(c.bas for c in groupe[-1]) < _LOIN and len(colonnes) >= _COLONNES


def _colonnes(rangees: Sequence[Sequence[_Cellule]]) -> list[tuple[float, float]]:
    """From where to where each column runs: cells that overlap are of one column."""
    bornes = sorted((c.gauche, c.droite) for rangee in rangees for c in rangee)
    rendus = [bornes[0]]
    for gauche, droite in bornes[1:]:
        if gauche < rendus[-1][1] - 1:
            rendus[-1] = (rendus[-1][0], max(droite, rendus[-1][1]))
        else:
            rendus.append((gauche, droite))
    return rendus


def _rang(cellule: _Cellule, colonnes: Sequence[tuple[float, float]]) -> int:
    return next(
        r for r, (gauche, droite) in enumerate(colonnes) if gauche <= cellule.gauche and cellule.droite <= droite
    )


def _en_colonnes(
    rangee: Sequence[_Cellule], colonnes: Sequence[tuple[float, float]]
) -> tuple[tuple[Segment, ...], ...]:
    par_rang: dict[int, list[Segment]] = {}
    for cellule in rangee:
        par_rang.setdefault(_rang(cellule, colonnes), []).extend(cellule.lignes)
    return tuple(tuple(sorted(par_rang.get(r, ()), key=lambda s: s.milieu)) for r in range(len(colonnes)))
