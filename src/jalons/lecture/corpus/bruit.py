"""What scans, exports and page turners do to a text; each is a function of the text and a source of chance."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable

Bruit = Callable[[str, random.Random], str]


def accents_lus_de_travers(texte: str, alea: random.Random) -> str:
    """What OCR makes of French: ``l'`` read ``I'``, ``à`` read ``a``, ``œ`` read ``ce``, some ``é`` read ``e``."""
    texte = re.sub(r"\bl(?=['’])", lambda m: alea.choice(("I", "I", "l", "1", "|")), texte)
    texte = re.sub(r"\bà\b", lambda m: alea.choice(("a", "a", "à", "4")), texte)
    texte = texte.replace("œ", "ce").replace("Œ", "CE")
    return re.sub("é", lambda m: "e" if alea.random() < 0.02 else "é", texte)


def ligatures_perdues(texte: str, alea: random.Random) -> str:
    """``fi``, ``fl`` and ``ff`` in the middle of words become a single character, or are lost."""
    perdues = {"ffi": "", "fi": "", "fl": "", "ff": ""}
    seules = {"ffi": "ﬃ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}
    return re.sub(r"(?<=\w)(ffi|fi|fl|ff)(?=\w\w)", lambda m: (perdues if alea.random() < 0.3 else seules)[m[1]], texte)


def mots_colles(texte: str, alea: random.Random) -> str:
    """One space in twenty-five between two small words is lost."""
    return re.sub(
        r"(?<=[a-zé]) (?=(?:de|des|du|la|le|les|et|en|aux?)\b)", lambda m: "" if alea.random() < 0.06 else " ", texte
    )


def cesures(texte: str, alea: random.Random) -> str:
    """The last word of some lines is cut by a hyphen."""
    lignes = texte.split("\n")
    for rang in range(len(lignes) - 1):
        suite = re.match(r"([a-zéèêàç]{3,})([a-zéèêàç]{4,})\b", lignes[rang + 1])
        if suite and len(lignes[rang]) > 50 and not lignes[rang].endswith((":", ".")) and alea.random() < 0.5:
            lignes[rang] = f"{lignes[rang]} {suite[1]}-"
            lignes[rang + 1] = lignes[rang + 1][len(suite[1]) :]
    return "\n".join(lignes)


def puces_lues(texte: str, alea: random.Random) -> str:
    """Every bullet of a level is read as a letter or a mark, as OCR and symbol fonts make them."""
    lues = {"•": alea.choice("evn"), "o": "o", "▪": alea.choice(("n", "v")), "➢": "", "-": "−", "–": "−"}
    return re.sub(r"(?m)^( *)([•▪➢–-])(?= )", lambda m: m[1] + lues[m[2]], texte)


def pages_numerotees(texte: str, alea: random.Random) -> str:
    """Each page gets a header and its number, and loses its form feed: what a page turner exports."""
    pages = texte.split("\f")
    entete = alea.choice(("Schéma de l'enfance et de la famille", "Enfance, jeunesse, familles"))
    forme = alea.choice(("{n}", "– {n} –", "Page {n} / {total}", "{n} | {entete}"))
    return "\n".join(
        f"{entete}\n{page.rstrip()}\n\n{forme.format(n=n, total=len(pages), entete=entete)}\n"
        for n, page in enumerate(pages, 1)
    )


def sans_pages(texte: str, alea: random.Random) -> str:
    """Form feeds are lost."""
    return texte.replace("\f", "")


def lignes_serrees(texte: str, alea: random.Random) -> str:
    """Empty lines are lost."""
    return re.sub(r"\n\s*\n+", "\n", texte)


def espaces_doubles(texte: str, alea: random.Random) -> str:
    """Justified lines: some spaces are doubled, a few precede punctuation twice."""
    return re.sub(r"(?<=\w) (?=\w)", lambda m: "  " if alea.random() < 0.05 else " ", texte)


def deux_colonnes(texte: str, alea: random.Random) -> str:
    """The second page stands in two columns, side by side, as an export that keeps the layout gives it."""
    pages = texte.split("\f")
    lignes = [x for y in pages[1].split("\n") for x in _plier(y, 44)]
    moitie = (len(lignes) + 1) // 2
    droite = [*lignes[moitie:], ""]
    pages[1] = "\n".join(f"{g:<50}{d}".rstrip() for g, d in zip(lignes[:moitie], droite, strict=False))
    return "\f".join(pages)


def _plier(ligne: str, largeur: int) -> list[str]:
    return textwrap.wrap(ligne, largeur) or [""]


def scan(texte: str, alea: random.Random) -> str:
    """A poor scan: accents, bullets and spaces at once."""
    for bruit in (puces_lues, accents_lus_de_travers, espaces_doubles):
        texte = bruit(texte, alea)
    return texte
