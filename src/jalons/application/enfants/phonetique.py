"""How a French name sounds: names written differently and pronounced alike get the same code. Pure.

A code is coarse on purpose: it selects candidates, ``rapprochement`` scores them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jalons.noyau.textes import cle_tri

_REGLES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(motif), remplace)
    for motif, remplace in (
        (r"^(?:mac|mc)(?=[bcdfghjklmnpqrstvwxz])", "mak"),
        (r"sch|sh|ch(?=[aeiouy]|$)", "8"),  # « ch » before a consonant sounds k
        (r"ch", "k"),
        (r"ph", "f"),
        (r"gn", "ny"),
        (r"[bp]v|b(?=v)", "v"),  # Lefebvre
        (r"ou[iy]", "wi"),
        (r"eau|aul?[dt]s?$|aux?$|au|hau", "o"),
        (r"o[iy]", "wa"),
        (r"oe?u|ou|oo", "u"),
        (r"(?:ai|ei|ay|ey|e[rzt]$|ee)", "e"),
        (r"eu|oe", "e"),
        (r"(?:[ae][mn])(?=[bcdfgjklpqrstvxz0-9]|$)", "1"),  # an, en
        (r"(?:[iyu][mn])(?=[bcdfgjklpqrstvxz0-9]|$)", "2"),  # in, un
        (r"(?:o[mn])(?=[bcdfgjklpqrstvxz0-9]|$)", "3"),  # on
        (r"qu|ck|q|c(?=[aou0-9klrt]|$)", "k"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"dj", "j"),
        (r"th", "t"),
        (r"h", ""),
        (r"y", "i"),
        (r"z", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[a-z0-9][a-z0-9])(?:[stdxp]+|e|es|ent)$", ""),  # mute endings
        (r"(?<=[a-z0-9][a-z0-9])[stdxp]$", ""),
    )
)
_VOYELLES = re.compile("(?<=.)[aeiou]")


@lru_cache(maxsize=20_000)
def sonner(mot: str) -> str:
    """The sound of one word; empty when it holds no letter.

    >>> sonner("Lefèvre") == sonner("Lefebvre") == sonner("LEFEVRE")
    True
    >>> sonner("Thibault") == sonner("Tibo")
    True
    """
    son = cle_tri(mot).replace(" ", "")
    for motif, remplace in _REGLES:
        son = motif.sub(remplace, son)
    return son


@lru_cache(maxsize=20_000)
def squelette(mot: str) -> str:
    """The consonants of the sound, and its first letter: coarser, for keys that hold something else besides.

    >>> squelette("Mohamed") == squelette("Mouhammad")
    True
    """
    return _VOYELLES.sub("", sonner(mot))
