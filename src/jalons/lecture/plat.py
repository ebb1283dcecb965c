"""A text as labels and figures are looked for in it: no capitals, no accents, every character at its place."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def _lettre(lettre: str) -> str:
    if lettre in "’‘´`":
        return "'"
    if lettre in "\u00a0\u202f\u2009\t":
        return " "
    seule = unicodedata.normalize("NFD", lettre)[0].lower()
    return seule if len(seule) == 1 else lettre


def plat(texte: str) -> str:
    """The same text, character by character.

    >>> plat("Élevés à l’ÉCOLE"), len(plat("Œuvre İ")) == len("Œuvre İ")
    ("eleves a l'ecole", True)
    """
    return "".join(map(_lettre, texte))
