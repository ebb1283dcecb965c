"""Bullets and numbers that stand apart from their text are joined to it, with the depth at which they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from jalons.lecture.entrees.segments import Rang, Segment

_PUCE = re.compile(r"[^\w\s]{1,3}|[onev]|(?:[0-9]{1,3}|[A-Za-z])[.)°-]")
"""A bullet or a number alone; some fonts give a letter for a bullet."""
_LOIN = 45.0
"""Largest white width between a bullet and its text, in points."""
_HAUT = 20.0
"""Height within which a bullet and its text stand at the same level, whatever their size, in points."""
_MEME = 6.0
"""Bullets whose left sides are this close are of the same depth, in points."""


def en_listes(morceaux: Sequence[Segment]) -> list[Segment]:
    """The segments, each bullet joined to its text.

    >>> en_listes([Segment("•", 60, 0, 65, 10), Segment("Former", 80, 0, 120, 10)])[0].texte
    '• Former'
    """
    ordre = sorted(morceaux, key=lambda s: (round(s.milieu), s.gauche))
    milieux = [round(s.milieu) for s in ordre]
    textes = {
        id(puce): texte for puce in ordre if _PUCE.fullmatch(puce.texte) if (texte := _texte(puce, ordre, milieux))
    }
    pris = {id(texte) for texte in textes.values()}
    rendus: list[Segment] = []
    for morceau in ordre:
        texte = textes.get(id(morceau))
        if texte is not None and id(morceau) not in pris:
            rendus.append(
                Segment(
                    f"{morceau.texte} {texte.texte}", morceau.gauche, min(morceau.haut, texte.haut), texte.droite,
                    max(morceau.bas, texte.bas),
                )
            )  # fmt: skip
        elif id(morceau) not in pris:
            rendus.append(morceau)
    return rendus


def _texte(puce: Segment, ordre: Sequence[Segment], milieux: Sequence[int]) -> Segment | None:
    """What a bullet announces: the nearest on its right, whatever stands at the same height in another column."""
    debut, fin = bisect_left(milieux, puce.milieu - _HAUT), bisect_right(milieux, puce.milieu + _HAUT)
    suivants = [s for s in ordre[debut:fin] if s is not puce and _suit(puce, s)]
    proche = min(suivants, key=lambda s: s.gauche, default=None)
    return None if proche is None or _PUCE.fullmatch(proche.texte) else proche


def avec_profondeur(rangs: Sequence[Rang]) -> list[Rang]:
    """The lines in reading order, two spaces before a bullet for each depth below the first of its list."""
    rendus: list[Rang] = []
    niveaux: list[float] = []
    for rang in rangs:
        premier = rang.segments[0] if rang.segments else None
        if premier is not None and _commence_par_une_puce(premier.texte):
            niveaux = _niveaux(niveaux, premier.gauche)
            marge = "  " * min(len(niveaux) - 1, 3)
            rang = replace(rang, segments=(replace(premier, texte=marge + premier.texte), *rang.segments[1:]))
        elif premier is not None and niveaux and premier.gauche <= niveaux[0] + _MEME:
            niveaux = []
        rendus.append(rang)
    return rendus


def _niveaux(niveaux: Sequence[float], bord: float) -> list[float]:
    """The left sides of the depths open once a bullet stands at ``bord``; a new list when it is far or further left."""
    ouverts = [n for n in niveaux if n <= bord + _MEME]
    if not ouverts or bord - ouverts[0] > _LOIN * 3:
        return [bord]
    return ouverts if bord <= ouverts[-1] + _MEME else [*ouverts, bord]


def _commence_par_une_puce(texte: str) -> bool:
    premier = texte.split(" ", 1)[0]
    return bool(_PUCE.fullmatch(premier)) and not premier[0].isalnum()


def _suit(puce: Segment, texte: Segment) -> bool:
    """Whether ``texte`` stands just after ``puce``, on its line."""
    return 0 <= texte.gauche - puce.droite < _LOIN and abs(texte.milieu - puce.milieu) < 0.6 * texte.hauteur
