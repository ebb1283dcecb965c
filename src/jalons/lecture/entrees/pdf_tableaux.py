"""Ruled tables of a PDF page: the cells that its lines draw, from the bounds of its paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from jalons.lecture.entrees.pdf_texte import Lettres
from jalons.lecture.entrees.segments import Segment

_TRAIT = 2.5
"""Largest thickness of a line, in points."""
_TRAITS = 3_000
"""Most paths looked at on a page: a map or a drawing has more, and no table."""
_PRES = 3.0
"""Ends of lines that are this close meet, in points."""
Cadre = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table and the segments of each of its cells, row after row; it stands on the page as one piece."""

    gauche: float
    haut: float
    droite: float
    bas: float
    lignes: tuple[tuple[tuple[Segment, ...], ...], ...]


def tableaux(page: Any, morceaux: Sequence[Segment], lettres: Lettres) -> tuple[list[Tableau], list[Segment]]:
    """The ruled tables of a page, and the segments that stand in none."""
    aretes = list(_aretes(page))
    if len(aretes) < 6:
        return [], list(morceaux)
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    jointes = merge_edges(aretes, _PRES, _PRES, _PRES, _PRES)
    cellules = intersections_to_cells(edges_to_intersections(jointes, _PRES, _PRES))
    libres, rendus = list(morceaux), []
    if cellules:
        libres = [s for m in libres for s in _fendre(lettres, m, cellules)]
    for groupe in cells_to_tables(cellules) if cellules else []:
        tableau, libres = _remplir([tuple(map(float, c)) for c in groupe], libres)
        if tableau is not None:
            rendus.append(tableau)
    return rendus, libres


def _fendre(lettres: Lettres, morceau: Segment, cellules: Sequence[Any]) -> list[Segment]:
    """The segment, cut where a line of the table parts it: narrow columns leave less white than a space."""
    dessous = sorted(
        c for c in cellules
        if c[1] <= morceau.milieu <= c[3] and min(c[2], morceau.droite) - max(c[0], morceau.gauche) > _PRES
    )  # fmt: skip
    if len(dessous) < 2:
        return [morceau]
    rendus = []
    for c in dessous:
        gauche, droite = max(c[0], morceau.gauche - 1), min(c[2], morceau.droite + 1)
        mots = lettres.entre(morceau, gauche, droite)
        if mots:
            rendus.append(Segment(mots, gauche, morceau.haut, droite, morceau.bas))
    return rendus if len(rendus) > 1 else [morceau]


def _remplir(cellules: Sequence[Any], morceaux: list[Segment]) -> tuple[Tableau | None, list[Segment]]:
    """The table of these cells with what stands in them; left out when it holds one cell with text, or none."""
    dedans: dict[Cadre, list[Segment]] = {c: [] for c in cellules}
    restent: list[Segment] = []
    for morceau in morceaux:
        x, y = min(morceau.gauche + 3, (morceau.gauche + morceau.droite) / 2), morceau.milieu
        cellule = next((c for c in cellules if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)
        (restent if cellule is None else dedans[cellule]).append(morceau)
    if sum(bool(s) for s in dedans.values()) < 2:
        return None, morceaux
    lignes = []
    for haut in sorted({c[1] for c in cellules}):
        # a cell that comes down from above keeps the rank of the columns
        rangee = sorted(c for c in cellules if c[1] == haut or (c[1] < haut - _PRES and c[3] > haut + _PRES))
        lignes.append(
            tuple(
                tuple(sorted(dedans[c], key=lambda s: (round(s.milieu), s.gauche))) if c[1] == haut else ()
                for c in rangee
            )
        )
    cotes = list(zip(*cellules, strict=True))
    return Tableau(min(cotes[0]), min(cotes[1]), max(cotes[2]), max(cotes[3]), tuple(lignes)), restent


def _aretes(page: Any) -> Iterator[dict[str, Any]]:
    """The horizontal and vertical lines of the page, as pdfplumber describes edges."""
    import pypdfium2.raw as pdfium

    gauche0, _, _, haut0 = page.get_cropbox()
    for objet in islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3), _TRAITS):
        gauche, bas, droite, haut = _bornes(objet)
        x0, x1, y0, y1 = gauche - gauche0, droite - gauche0, haut0 - haut, haut0 - bas
        if y1 - y0 <= _TRAIT and x1 - x0 > _TRAIT:
            yield _arete("h", x0, x1, (y0 + y1) / 2, (y0 + y1) / 2)
        elif x1 - x0 <= _TRAIT and y1 - y0 > _TRAIT:
            yield _arete("v", (x0 + x1) / 2, (x0 + x1) / 2, y0, y1)
        elif x1 - x0 > _TRAIT and y1 - y0 > _TRAIT:
            yield from (_arete("h", x0, x1, y, y) for y in (y0, y1))
            yield from (_arete("v", x, x, y0, y1) for x in (x0, x1))


def _bornes(objet: Any) -> Cadre:
    bornes: Cadre = objet.get_bounds() if hasattr(objet, "get_bounds") else objet.get_pos()
    return bornes


def _arete(sens: str, x0: float, x1: float, haut: float, bas: float) -> dict[str, Any]:
    return {"orientation": sens, "x0": x0, "x1": x1, "top": haut, "bottom": bas, "width": x1 - x0, "height": bas - haut}
