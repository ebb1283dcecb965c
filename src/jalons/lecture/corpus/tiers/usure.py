"""What happens to a text between its author and the reader; each is a function of the text and a source of chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Usure = Callable[[str, random.Random], str]


def apostrophes(texte: str, alea: random.Random) -> str:
    """Curly apostrophes, narrow no-break spaces in numbers and before marks."""
    texte = re.sub(r"(?<=\d) (?=\d{3}\b|€)", "\N{NARROW NO-BREAK SPACE}", texte.replace("'", "’"))
    return re.sub(r" (?=[:;?!»%])", "\N{NO-BREAK SPACE}", texte)


def ligatures(texte: str, alea: random.Random) -> str:
    """Most fi, fl, ff are one character; some are lost to a blank."""
    rendus = {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}
    return re.sub("ffi|fi|fl|ff", lambda m: rendus[m[0]] if alea.random() < 0.93 else " ", texte)


def cesures(texte: str, alea: random.Random) -> str:
    """A word in three that begins a line is cut after the line before."""
    lignes = texte.split("\n")
    for rang in range(len(lignes) - 1):
        m = re.match(r"( *)([a-zéè]{3,5})([a-zéè]{4,}.*)", lignes[rang + 1])
        if m and len(lignes[rang]) > 60 and lignes[rang][-1].isalpha() and alea.random() < 0.35:
            lignes[rang] += f" {m[2]}-"
            lignes[rang + 1] = m[1] + m[3]
    return "\n".join(lignes)


def colles(texte: str, alea: random.Random) -> str:
    """One blank in fifty is lost between two words in small letters."""
    return re.sub(r"(?<=[a-zé]{2}) (?=[a-zé]{3})", lambda m: "" if alea.random() < 0.02 else " ", texte)


def accents(texte: str, alea: random.Random) -> str:
    """One accented letter in twenty loses its accent."""
    nus = str.maketrans("éèêàùôîç", "eeeauoic")
    return re.sub("[éèêàùôîç]", lambda m: m[0].translate(nus) if alea.random() < 0.05 else m[0], texte)
