"""Tables without rules of two columns: labels in a narrow one, what they announce beside them.

A label stands at the top of its row or in its middle. Lines of the right column are shared out among labels, in their
order, so that each label is as near as possible to the top or to the middle of its share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jalons.lecture.entrees.pdf_tableaux import Tableau
from jalons.lecture.entrees.segments import Segment


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far from straight a page may be.

    Attributes:
        pres: left sides this close are the same, in points.
        alignees: least share of the lines of the right column that begin at its edge.
        ecart: largest mean distance of a label to its place, in points.
    """

    pres: float
    alignees: float
    ecart: float


NETTE, NUMERISEE = Tolerance(3.0, 0.85, 7.0), Tolerance(7.0, 0.7, 10.0)
"""A page of a PDF with text; one that a scanner read."""
_ETROIT, _LARGE = 60.0, 0.5
"""Least width of the column of labels, in points, and most, against that of the page."""
_LIGNES, _ETIQUETTES = 5, 3
"""Least number of lines beside labels, and of labels."""
SEGMENTS = 1_200
"""Most segments of a page in which a table is looked for: more are a map or a drawing."""
_DROITES = 150
"""Most lines of a table on one page."""
_LONG = 60
"""Most characters of a label."""
_RETRAIT = 45.0
"""How far from its edge a line of the right column may begin, in points."""
_SUSPENS = re.compile(
    r"(?:\b(?:de|des|du|la|le|les|et|ou|à|au|aux|en|par|pour|avec|l['’]|d['’])|[°,/(–-])\s*$", re.IGNORECASE
)
Couper = Callable[[Segment, float], tuple[Segment, Segment] | None]
"""Cuts a segment at an abscissa where a word begins; ``None`` when none does."""


def tableaux_sans_traits(
    morceaux: Sequence[Segment], couper: Couper, tolerance: Tolerance = NETTE
) -> tuple[list[Tableau], list[Segment]]:
    """The tables of labels of a page, and the segments that stand in none."""
    rendus: list[Tableau] = []
    libres = list(morceaux)
    for bord in _bords(libres, tolerance):
        tables, libres = _au_bord(libres, bord, couper, tolerance)
        rendus += tables
    return rendus, libres


def _bords(morceaux: Sequence[Segment], tolerance: Tolerance) -> list[float]:
    """Where a right column may begin, the fullest first."""
    if not _LIGNES + _ETIQUETTES <= len(morceaux) <= SEGMENTS:
        return []
    gauche, droite = min(s.gauche for s in morceaux), max(s.droite for s in morceaux)
    comptes: dict[float, int] = {}
    for s in morceaux:
        if _ETROIT <= s.gauche - gauche <= _LARGE * (droite - gauche):
            proche = next((x for x in comptes if abs(x - s.gauche) <= tolerance.pres), s.gauche)
            comptes[proche] = comptes.get(proche, 0) + 1
    return sorted((x for x, n in comptes.items() if n >= _LIGNES), key=lambda x: -comptes[x])[:3]


def _au_bord(
    morceaux: Sequence[Segment], bord: float, couper: Couper, tolerance: Tolerance
) -> tuple[list[Tableau], list[Segment]]:
    tables: list[Tableau] = []
    libres: list[Segment] = []
    zones = [(zone, [s for _, bouts in zone for s in bouts]) for zone in _zones(morceaux, bord, couper, tolerance)]
    sues = [table for _, coupes in zones if (table := _table(coupes, bord, tolerance))]
    if not sues:
        return [], list(morceaux)
    for zone, coupes in zones:
        # where one table stands at this edge, a shorter one may
        table = _table(coupes, bord, tolerance) or _table(coupes, bord, tolerance, etiquettes=1, lignes=1)
        if table is None:
            libres += [entier for entier, _ in zone]
        else:
            tables.append(table)
    return tables, libres


def _zones(
    morceaux: Sequence[Segment], bord: float, couper: Couper, tolerance: Tolerance
) -> Iterator[list[tuple[Segment, tuple[Segment, ...]]]]:
    """Runs of segments none of which crosses the edge, each with its pieces once cut there."""
    zone: list[tuple[Segment, tuple[Segment, ...]]] = []
    for s in sorted(morceaux, key=lambda s: (round(s.milieu), s.gauche)):
        bouts: tuple[Segment, ...] | None = (s,)
        if s.gauche < bord - tolerance.pres and s.droite > bord - 1:
            bouts = couper(s, bord)
            bouts = None if bouts is not None and len(bouts[0].texte) > _LONG else bouts
        if bouts is None:
            yield zone
            yield [(s, (s,))]
            zone = []
        else:
            zone.append((s, bouts))
    yield zone


def _table(
    morceaux: Sequence[Segment],
    bord: float,
    tolerance: Tolerance,
    *,
    etiquettes: int = _ETIQUETTES,
    lignes: int = _LIGNES,
) -> Tableau | None:
    """The table that these segments make on both sides of the edge; ``None`` when they make none."""
    gauches = [s for s in morceaux if s.droite < bord + tolerance.pres and s.gauche < bord - tolerance.pres]
    droites = sorted((s for s in morceaux if s.gauche >= bord - tolerance.pres), key=lambda s: (s.milieu, s.gauche))
    cellules = _cellules(gauches)
    taches = [c for c in cellules if not re.search(r"[^\W\d_]{3}", _texte(c))]
    if 5 * len(taches) <= len(cellules):  # specks that a scanner turns into letters
        cellules = [c for c in cellules if c not in taches]
    if len(cellules) < etiquettes or not max(lignes, len(cellules)) <= len(droites) <= _DROITES:
        return None
    if sum(s.gauche <= bord + _RETRAIT for s in droites) < tolerance.alignees * len(droites):
        return None
    if any(len(_texte(c)) > _LONG or not re.search(r"[^\W\d_]{3}", _texte(c)) for c in cellules):
        return None
    if sum(_a_cote(c, droites) for c in cellules) < 0.9 * len(cellules):
        return None
    parts, ecart = _partager(cellules, droites)
    if ecart > tolerance.ecart:
        return None
    tous = [*gauches, *droites]
    return Tableau(
        min(s.gauche for s in tous), min(s.haut for s in tous), max(s.droite for s in tous), max(s.bas for s in tous),
        tuple((tuple(c), tuple(part)) for c, part in zip([(), *cellules], parts, strict=True) if c or part),
    )  # fmt: skip


def _cellules(gauches: Sequence[Segment]) -> list[list[Segment]]:
    """The labels, each by its lines."""
    rendus: list[list[Segment]] = []
    for s in sorted(gauches, key=lambda s: (s.milieu, s.gauche)):
        avant = rendus[-1][-1] if rendus else None
        proche = avant is not None and s.haut - avant.bas < 0.6 * s.hauteur
        if avant is not None and proche and (not s.texte[:1].isupper() or _SUSPENS.search(avant.texte)):
            rendus[-1].append(s)
        else:
            rendus.append([s])
    return rendus


def _texte(cellule: Sequence[Segment]) -> str:
    return " ".join(s.texte for s in cellule)


def _a_cote(cellule: Sequence[Segment], droites: Sequence[Segment]) -> bool:
    """Whether a line of the right column, or the space between two near ones, stands beside the label."""
    haut, bas = cellule[0].haut, cellule[-1].bas
    marge = 0.9 * cellule[0].hauteur
    return any(s.haut - marge < bas and s.bas + marge > haut for s in droites)


def _partager(cellules: Sequence[Sequence[Segment]], droites: Sequence[Segment]) -> tuple[list[list[Segment]], float]:
    """Lines above the first label, then those of each one (some at least); how far labels are from their place."""
    n, m, loin = len(droites), len(cellules), float("inf")
    totaux = [[loin] * (n + 1) for _ in range(m + 1)]
    origines = [[0] * (n + 1) for _ in range(m + 1)]
    for debut in range(n):  # lines above the first label end a row that began before
        if debut == 0 or droites[debut - 1].bas < cellules[0][0].haut:
            totaux[0][debut] = float(debut > 0)
    for k, cellule in enumerate(cellules, 1):
        for fin in range(k, n + 1):
            for debut in range(fin):
                if totaux[k - 1][debut] == loin:
                    continue
                cout = totaux[k - 1][debut] + _distance(cellule, droites, debut, fin)
                if cout < totaux[k][fin]:
                    totaux[k][fin], origines[k][fin] = cout, debut
    parts: list[list[Segment]] = []
    fin = n
    for k in range(m, 0, -1):
        debut = origines[k][fin]
        parts.append(list(droites[debut:fin]))
        fin = debut
    return [list(droites[:fin]), *parts[::-1]], totaux[m][n] / m


def _distance(cellule: Sequence[Segment], droites: Sequence[Segment], debut: int, fin: int) -> float:
    """How far a label is from the top, or from the middle, of lines; more when they begin close under others."""
    haut, bas = droites[debut].haut, max(droites[fin - 1].bas, droites[debut].bas)
    place = min(abs(cellule[0].haut - haut), abs(cellule[0].haut + cellule[-1].bas - haut - bas) / 2)
    serre = debut > 0 and haut - droites[debut - 1].bas < 0.35 * droites[debut].hauteur
    return place + (3.0 if serre else 0.0)
