"""Headings that only recall, above a fiche or in its head, the axe it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.lecture.structure.blocs import Bloc
from jalons.noyau.textes import cle_tri

SEMBLABLE = 82
"""Similarity, out of 100, of two headings that say the same."""


def memes(un: str, autre: str) -> bool:
    """Whether a second heading of the same number says what the first one said, or nothing.

    >>> memes("Prévenir tôt", "PREVENIR TOT"), memes("Prévenir tôt", ""), memes("Prévenir tôt", "Accueillir mieux")
    (True, True, False)
    """
    from rapidfuzz import fuzz

    a, b = cle_tri(un), cle_tri(autre)
    return not a or not b or a.startswith(b) or b.startswith(a) or fuzz.ratio(a, b) >= SEMBLABLE


def dans_la_tete(liste: Sequence[Bloc], rang: int) -> bool:
    """Whether a heading of a wide level stands between the title of a fiche and its first label.

    Labels that only recall (« Axe », « Objectif ») and what stands beside them are of the head too.
    """
    avant = rang - 1
    while avant >= 0 and _de_la_tete(liste, avant):
        avant -= 1
    if avant < 0 or liste[avant].nature != "titre" or liste[avant].mot != "fiche":
        return False
    apres = rang + 1
    while apres < len(liste) and _de_la_tete(liste, apres):
        apres += 1
    return apres < len(liste) and liste[apres].nature == "section"


def _de_la_tete(liste: Sequence[Bloc], rang: int) -> bool:
    """Whether a block is a wide heading, a label that recalls, or the one block beside or under such a label."""
    bloc = liste[rang]
    if bloc.nature == "titre":
        return bloc.mot not in ("fiche", "action")
    if bloc.nature == "section":
        return bloc.etiquettes[0] == "rappel"
    dessus = liste[rang - 1] if rang else bloc
    return dessus.nature == "section" and dessus.etiquettes[0] == "rappel" and not dessus.texte
