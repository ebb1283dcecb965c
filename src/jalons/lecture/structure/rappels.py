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
    """Whether a heading of a wide level stands between the title of a fiche and its first label."""
    avant = rang - 1
    while avant >= 0 and liste[avant].nature == "titre" and liste[avant].mot not in ("fiche", "action"):
        avant -= 1
    if avant < 0 or liste[avant].nature != "titre" or liste[avant].mot != "fiche":
        return False
    apres = rang + 1
    while apres < len(liste) and liste[apres].nature == "titre" and liste[apres].mot not in ("fiche", "action"):
        apres += 1
    return apres < len(liste) and liste[apres].nature == "section"
