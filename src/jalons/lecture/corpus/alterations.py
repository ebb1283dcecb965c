"""The same document under another layout: what its author might have printed otherwise, the key remaining true.

Where noises (``bruit``) damage letters, these take away what a layout helps reading with: the words of headings, two
kinds of bullets, blanks, margins, colons.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PUCES = r"[•●▪■◦○◆▶►➢➔→✓✔√❖➤➜⇒▫□☐☑★✦◾◼–*-]|o"
_ACTION = re.compile(r"^(\s*)(?:Action|Mesure|Opération|ACTION)\s+(?:n°\s?)?(\d+)\s*[:.–-]\s*", re.MULTILINE)
_MOTS = (
    ("Action", "Brique"), ("Fiche", "Cahier"), ("FICHE", "CAHIER"), ("Axe", "Massif"), ("AXE", "MASSIF"),
    ("Orientation", "Boussole"), ("Objectif", "Horizon"), ("ENGAGEMENT", "PROMESSE"),
)  # fmt: skip
Alteration = Callable[[str], str]


def puces_pareilles(texte: str) -> str:
    """Every bullet the same, whatever its depth."""
    return re.sub(rf"(?m)^(\s*)(?:{_PUCES})(?= )", r"\1–", texte)


def puces_otees(texte: str) -> str:
    """The lesser bullets left out: their items are lines."""
    return re.sub(r"(?m)^(\s*)(?:[◦○▪–-]|o)(?= \S)", r"\1", texte)


def marges_otees(texte: str) -> str:
    """Every line against the margin."""
    return re.sub(r"(?m)^ +", "", texte)


def blancs_otes(texte: str) -> str:
    """No empty line."""
    return re.sub(r"\n\s*\n+", "\n", texte)


def deux_points_otes(texte: str) -> str:
    """No colon at the end of a line."""
    return re.sub(r"(?m)\s?:\s*$", "", texte)


def actions_en_lettres(texte: str) -> str:
    """Actions announced by a letter.

    >>> actions_en_lettres("Action 2 : Ouvrir un lieu")
    'b) Ouvrir un lieu'
    """
    return _ACTION.sub(lambda m: f"{m[1]}{chr(97 + (int(m[2]) - 1) % 20)}) ", texte)


def mots_inconnus(texte: str) -> str:
    """Headings of words that no plan uses."""
    for mot, autre in _MOTS:
        texte = re.sub(rf"(?m)^(\s*){mot}(?=\s|s\b)", rf"\1{autre}", texte)
    return texte


ALTERATIONS: tuple[Alteration, ...] = (
    puces_pareilles, puces_otees, marges_otees, blancs_otes, deux_points_otes, actions_en_lettres,
    mots_inconnus,
)  # fmt: skip
