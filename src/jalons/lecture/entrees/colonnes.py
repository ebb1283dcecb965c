"""In which order the pieces of a page are read: columns one after the other, lines that cross them in their place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar

_LIGNES = 6
"""Least number of lines of the longest column: fewer are a table or a signature."""
_LIGNES_COURTES = 3
"""Least number of lines of a column that has just begun, beside a full one."""
_GOUTTIERE = 8.0
"""Least width of the white band between two columns, in points."""
_TRAVERSENT = 0.2
"""Largest share of the lines of a page in columns that cross the band (titles, figures)."""

_PLEINES, _PLEINES_LIBRES = 0.35, 0.15
"""Least share of the lines of a column that run through most of it; of one whose lines go their own way, lists of names
being short."""
_LIGNES_LIBRES = 12
"""Least number of lines of both columns to see that they go their own way."""
_NIVEAU = 1.5
"""Heights that are this close are level, in points."""


class Place(Protocol):
    """Anything that stands somewhere on a page, in points from the upper left corner."""

    @property
    def gauche(self) -> float:
        """Left side."""

    @property
    def haut(self) -> float:
        """Top."""

    @property
    def droite(self) -> float:
        """Right side."""

    @property
    def bas(self) -> float:
        """Bottom."""


P = TypeVar("P", bound=Place)


def ordonner(places: Sequence[P]) -> list[list[P]]:
    """The lines of a page in reading order; each is the pieces that stand side by side, from left to right."""
    gouttiere = _gouttiere(_sans_marges(places))
    if gouttiere is None:
        return _rangs(places)
    rangs: list[list[P]] = []
    gauche: list[P] = []
    droite: list[P] = []
    for place in sorted(places, key=lambda p: (p.haut, p.gauche)):
        if place.droite <= gouttiere:
            gauche.append(place)
        elif place.gauche >= gouttiere:
            droite.append(place)
        else:  # it crosses the columns: what stands above it is read first
            rangs += [*ordonner(gauche), *ordonner(droite), [place]]
            gauche, droite = [], []
    return [*rangs, *ordonner(gauche), *ordonner(droite)]


def en_colonnes(places: Sequence[P]) -> bool:
    """Whether a page holds two columns of running text."""
    return _gouttiere(_sans_marges(places)) is not None


def _sans_marges(places: Sequence[P]) -> Sequence[P]:
    """The pieces without the running head and the page number, which stand alone above and below the columns."""
    if len(places) < _LIGNES:
        return places
    par_haut = sorted(places, key=lambda p: p.haut)
    tete, pied = par_haut[0], max(places, key=lambda p: p.bas)
    retires = [tete] if par_haut[1].haut >= tete.bas else []
    retires += [pied] if all(p.bas <= pied.haut for p in places if p is not pied) else []
    return [p for p in places if not any(p is r for r in retires)]


def _rangs(places: Sequence[P]) -> list[list[P]]:
    """Pieces on the same line together, from top to bottom."""
    rangs: list[list[P]] = []
    milieu, hauteur = float("-inf"), 0.0
    for place in sorted(places, key=lambda p: (p.haut + p.bas, p.gauche)):
        ici = (place.haut + place.bas) / 2
        if rangs and abs(ici - milieu) <= 0.4 * min(hauteur, place.bas - place.haut):
            rangs[-1].append(place)
        else:
            rangs.append([place])
            milieu, hauteur = ici, place.bas - place.haut
    return [sorted(rang, key=lambda p: p.gauche) for rang in rangs]


def _gouttiere(places: Sequence[P]) -> float | None:
    """The middle of the white band between two columns of running text; ``None`` when there is none."""
    if len(places) < _LIGNES + _LIGNES_COURTES:
        return None
    bord, fin = min(p.gauche for p in places), max(p.droite for p in places)
    pas = 2.0
    cases = [0] * (int((fin - bord) / pas) + 2)
    for place in places:
        for case in range(int((place.gauche - bord) / pas), int((place.droite - bord) / pas) + 1):
            cases[case] += 1
    debut, arret = int(len(cases) * 0.25), int(len(cases) * 0.75)
    if debut >= arret:
        return None
    seuil = max(min(cases[debut:arret]), 0)
    if seuil > _TRAVERSENT * len(places):
        return None
    bande = _plus_large([c <= seuil for c in cases[debut:arret]])
    if bande is None or (bande[1] - bande[0]) * pas < _GOUTTIERE:
        return None
    x = bord + (debut + (bande[0] + bande[1]) / 2) * pas
    return x if _texte_suivi(places, x, bord, fin) else None


def _plus_large(blanches: Sequence[bool]) -> tuple[int, int] | None:
    """The widest run of true values, its end excluded."""
    meilleure: tuple[int, int] | None = None
    debut = None
    for rang, blanche in enumerate([*blanches, False]):
        if blanche and debut is None:
            debut = rang
        elif not blanche and debut is not None:
            if meilleure is None or rang - debut > meilleure[1] - meilleure[0]:
                meilleure = (debut, rang)
            debut = None
    return meilleure


def _texte_suivi(places: Sequence[P], x: float, bord: float, fin: float) -> bool:
    """Whether both sides of ``x`` hold lines that fill their column, at the same heights: a table does not."""
    gauche = [p for p in places if p.droite <= x]
    droite = [p for p in places if p.gauche >= x]
    if min(len(gauche), len(droite)) < _LIGNES_COURTES or max(len(gauche), len(droite)) < _LIGNES:
        return False
    independantes = min(len(gauche), len(droite)) >= _LIGNES_LIBRES and not _de_niveau(gauche, droite)
    part = _PLEINES_LIBRES if independantes else _PLEINES
    if not (_pleine(gauche, x - bord, part) and _pleine(droite, fin - x, part)):
        return False
    haut = max(min(p.haut for p in gauche), min(p.haut for p in droite))
    bas = min(max(p.bas for p in gauche), max(p.bas for p in droite))
    if not any(p.gauche < x < p.droite and p.bas > haut and p.haut < bas for p in places):
        return bas > haut
    etendue = max(p.bas for p in places) - min(p.haut for p in places)
    return min(len(gauche), len(droite)) >= _LIGNES and bas - haut > 0.3 * etendue


def _pleine(cote: Sequence[P], largeur: float, part: float) -> bool:
    """Whether enough lines of a column run through most of it: cells of a table do not."""
    return sum(p.droite - p.gauche > 0.6 * largeur for p in cote) >= part * len(cote)


def _de_niveau(gauche: Sequence[P], droite: Sequence[P]) -> bool:
    """Whether most lines of the shorter side stand level with one of the other, as the cells of a row do."""
    court, long_ = sorted((gauche, droite), key=len)
    hauteurs = sorted(p.haut + p.bas for p in long_)
    niveaux = 0
    for p in court:
        rang = bisect_left(hauteurs, p.haut + p.bas)
        niveaux += any(abs(h - p.haut - p.bas) <= 2 * _NIVEAU for h in hauteurs[max(0, rang - 1) : rang + 1])
    return 2 * niveaux > len(court)
