"""Bullets and numbers that stand apart from their text are joined to it, with the depth at which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jalons.lecture.entrees.segments import Segment

_PUCE = re.compile(r"[^\w\s]{1,3}|[onev]|(?:[0-9]{1,3}|[A-Za-z])[.)°-]")
"""A bullet or a number alone; some fonts give a letter for a bullet."""
_LOIN = 45.0
"""Largest white width between a bullet and its text, in points."""
_MEME = 6.0
"""Bullets whose left sides are this close are of the same depth, in points."""


def en_listes(morceaux: Sequence[Segment]) -> list[Segment]:
    """The segments, each bullet joined to its text; two spaces before a bullet for each depth below the first.

    >>> en_listes([Segment("•", 60, 0, 65, 10), Segment("Former", 80, 0, 120, 10)])[0].texte
    '• Former'
    """
    rendus: list[Segment] = []
    marques: list[int] = []
    for morceau in sorted(morceaux, key=lambda s: (round(s.milieu), s.gauche)):
        dernier = rendus[-1] if rendus else None
        if dernier is not None and _PUCE.fullmatch(dernier.texte) and _suit(dernier, morceau):
            rendus[-1] = Segment(
                f"{dernier.texte} {morceau.texte}", dernier.gauche, min(dernier.haut, morceau.haut),
                morceau.droite, max(dernier.bas, morceau.bas),
            )  # fmt: skip
            marques.append(len(rendus) - 1)
        else:
            rendus.append(morceau)
            if _PUCE.match(morceau.texte.split(" ", 1)[0]) and not morceau.texte[0].isalnum():
                marques.append(len(rendus) - 1)
    for rang, profondeur in _profondeurs(rendus, sorted(set(marques))):
        rendus[rang] = replace(rendus[rang], texte="  " * profondeur + rendus[rang].texte)
    return rendus


def _suit(puce: Segment, texte: Segment) -> bool:
    """Whether ``texte`` stands just after ``puce``, on its line."""
    return 0 <= texte.gauche - puce.droite < _LOIN and abs(texte.milieu - puce.milieu) < 0.6 * texte.hauteur


def _profondeurs(segments: Sequence[Segment], marques: Sequence[int]) -> list[tuple[int, int]]:
    """The depth of each bullet among those of its list: bullets that nothing further left interrupts."""
    profondes = []
    niveaux: list[float] = []
    precedent: Segment | None = None
    for rang in marques:
        bord = segments[rang].gauche
        if precedent is None or _interrompue(segments, precedent, segments[rang]):
            niveaux = [bord]
        while len(niveaux) > 1 and bord < niveaux[-1] - _MEME:
            niveaux.pop()
        if bord > niveaux[-1] + _MEME:
            niveaux.append(bord)
        elif bord < niveaux[-1] - _MEME:
            niveaux = [bord]
        profondes.append((rang, min(len(niveaux) - 1, 3)))
        precedent = segments[rang]
    return profondes


def _interrompue(segments: Sequence[Segment], avant: Segment, apres: Segment) -> bool:
    """Whether another column, or a line as far left as the bullets, parts two bullets."""
    if apres.gauche > avant.droite or avant.gauche > apres.droite or apres.milieu <= avant.milieu:
        return True
    bord = min(avant.gauche, apres.gauche) + _MEME
    return any(
        avant.milieu < s.milieu < apres.milieu
        and s.gauche <= bord
        and s.droite > bord
        and s is not avant
        and s is not apres
        for s in segments
    )
