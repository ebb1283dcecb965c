"""Keys of French text: what sorts and compares whatever the accents, the case and the hyphens."""

from __future__ import annotations

import re
import unicodedata

_MARQUES = re.compile("[\u0300-\u036f]")
_AUTRES = re.compile("[^a-z0-9]+")
_LIGATURES = str.maketrans({"Œ": "OE", "œ": "oe", "Æ": "AE", "æ": "ae"})


def cle_tri(texte: str) -> str:
    """The key under which ``texte`` is sorted and compared; same answer as the function ``cle_tri`` of the database.

    >>> cle_tri("Œuvrard-Lévêque")
    'oeuvrard leveque'
    """
    sans_marques = _MARQUES.sub("", unicodedata.normalize("NFKD", texte)).translate(_LIGATURES)
    return _AUTRES.sub(" ", sans_marques.lower())
