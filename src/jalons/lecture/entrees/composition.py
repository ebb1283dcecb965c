"""The lines of a page put together from its pieces: tables, lists, columns."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.lecture.entrees.colonnes import ordonner
from jalons.lecture.entrees.listes import avec_profondeur, en_listes
from jalons.lecture.entrees.pdf_tableaux import Tableau
from jalons.lecture.entrees.segments import VIDE, Rang, Segment
from jalons.lecture.entrees.tableaux import en_rangs


def composer(tables: Sequence[Tableau], libres: Sequence[Segment]) -> list[Rang]:
    """The lines of a page: tables in their place among the rest, an empty line where white space parts paragraphs."""
    rangs: list[Rang] = []
    bas, hauteur = None, 0.0
    places: list[Tableau | Segment] = [*tables, *en_listes(libres)]
    for groupe in ordonner(places):
        haut = min(p.haut for p in groupe)
        if bas is not None and haut - bas > 0.75 * max(hauteur, min(p.bas - p.haut for p in groupe), 6.0):
            rangs.append(VIDE)
        bouts: list[Segment] = []
        for place in groupe:
            if isinstance(place, Tableau):
                rangs += ([Rang(tuple(bouts))] if bouts else []) + en_rangs(place.lignes)
                bouts = []
            else:
                bouts.append(place)
                hauteur = place.hauteur
        rangs += [Rang(tuple(bouts))] if bouts else []
        bas = max(p.bas for p in groupe)
    return avec_profondeur(rangs)
