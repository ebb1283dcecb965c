"""What happens to a text between the author and the reader; each is a function of the text and a source of chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Degat = Callable[[str, random.Random], str]


def bandeaux(texte: str, alea: random.Random) -> str:
    """A running head and a numbered foot stand on each page, whose form feed is kept."""
    pages = texte.split("\f")
    tete = alea.choice(("Feuille de route enfance - Conseil départemental", "PROTÉGER – ACCOMPAGNER – GRANDIR"))
    return "\f".join(f"{tete}\n\n{page.strip()}\n\n{n}/{len(pages)}\n" for n, page in enumerate(pages, 1))


def sans_saut(texte: str, alea: random.Random) -> str:
    """Pages follow one another."""
    return texte.replace("\f", "\n")


def typographie(texte: str, alea: random.Random) -> str:
    """Curly apostrophes, no-break spaces before marks, soft hyphens in long words."""
    texte = texte.replace("'", "’")
    texte = re.sub(r" (?=[:;?!»%€])", "\N{NO-BREAK SPACE}", texte)
    return re.sub(r"(\w{6})(\w{5,})", lambda m: m[1] + ("\xad" if alea.random() < 0.15 else "") + m[2], texte)


def titres_espaces(texte: str, alea: random.Random) -> str:
    """Some headings in capitals have a space between their letters."""

    def espacer(m: re.Match[str]) -> str:
        return "  ".join(" ".join(mot) for mot in m[0].split(" ")) if alea.random() < 0.5 else m[0]

    return re.sub(r"(?m)^[A-ZÉÈÀÊÎÔ' ]{6,40}$", espacer, texte)


def lettres_confondues(texte: str, alea: random.Random) -> str:
    """What a worn machine confuses: rn and m, cl and d, é and e, l and 1, c and e; one letter in two hundred."""
    paires = {"rn": "m", "m": "rn", "cl": "d", "é": "e", "è": "e", "l": "1", "ê": "é", "à": "a", "h": "li"}
    motif = "|".join(sorted(paires, key=len, reverse=True))
    return re.sub(motif, lambda m: paires[m[0]] if alea.random() < 0.02 else m[0], texte)


def puces_perdues(texte: str, alea: random.Random) -> str:
    """The bullets come from a symbol font: another letter, or nothing."""
    rendue = alea.choice(("\uf0b7", "l", "", "¢", "»"))
    return re.sub(r"(?m)^(\s*)[•■◆→✦](?= )", lambda m: m[1] + rendue, texte)


def coupures(texte: str, alea: random.Random) -> str:
    """Some long words are cut at the end of their line."""
    lignes = texte.split("\n")
    for rang in range(len(lignes) - 1):
        m = re.match(r"(\w{3,6})(\w{4,})(.*)", lignes[rang + 1])
        if m and len(lignes[rang]) > 55 and lignes[rang][-1].isalpha() and alea.random() < 0.6:
            lignes[rang] += f" {m[1]}-"
            lignes[rang + 1] = m[2] + m[3]
    return "\n".join(lignes)


def blancs_perdus(texte: str, alea: random.Random) -> str:
    """One space in forty is lost between two words in small letters."""
    return re.sub(r"(?<=[a-zé]{3}) (?=[a-zé]{2})", lambda m: "" if alea.random() < 0.025 else " ", texte)


def sans_lignes_vides(texte: str, alea: random.Random) -> str:
    """No empty line is left."""
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n", texte)
