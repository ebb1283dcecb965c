"""French words and how frequent they are: what tells a word that exists from one that OCR has spoilt."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

MOT = re.compile(r"[^\W\d_]+")
RARE = 3e-8
"""Frequency under which a word of the lexicon is as likely a misprint as a word."""
_MARQUES = re.compile("[\u0300-\u036f]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def sans_accents(mot: str) -> str:
    """The word in lower case, without its accents nor its ligatures.

    >>> sans_accents("Œuvrée")
    'oeuvree'
    """
    return _MARQUES.sub("", unicodedata.normalize("NFKD", mot.lower())).translate(_LIGATURES)


@dataclass(slots=True)
class Lexique:
    """Frequencies of words in lower case, from 0 to 1.

    Attributes:
        frequences: of the language.
        propres: words that the document itself writes often: its own vocabulary, never repaired.
    """

    frequences: Mapping[str, float]
    formes: Mapping[str, tuple[str, ...]]
    propres: Mapping[str, float] = field(default_factory=dict)

    def frequence(self, mot: str) -> float:
        """How frequent a word is; 0 when it is unknown."""
        bas = mot.lower()
        return max(self.frequences.get(bas, 0.0), self.propres.get(bas, 0.0))

    def connait(self, mot: str) -> bool:
        """Whether the word is frequent enough to be one."""
        return self.frequence(mot) >= RARE

    def accentuees(self, mot: str) -> tuple[str, ...]:
        """The words that differ from this one by their accents only, the most frequent first."""
        return self.formes.get(sans_accents(mot), ())

    def avec(self, texte: str, *, seuil: int = 4) -> Lexique:
        """This lexicon with the words that ``texte`` writes at least ``seuil`` times, in lower case."""
        comptes = Counter(mot for mot in MOT.findall(texte) if mot.islower() and len(mot) > 3)
        propres = {mot: RARE for mot, nombre in comptes.items() if nombre >= seuil and self.frequence(mot) == 0}
        return Lexique(self.frequences, self.formes, propres)


def _formes(frequences: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    groupes: dict[str, list[str]] = {}
    for mot in frequences:
        if len(mot) > 2 and not mot.isascii():
            groupes.setdefault(sans_accents(mot), []).append(mot)
    return {cle: tuple(sorted(mots, key=lambda m: -frequences[m])) for cle, mots in groupes.items()}


def lexique_de(frequences: Mapping[str, float]) -> Lexique:
    """A lexicon from frequencies by word.

    >>> lexique_de({"manière": 2e-4, "maniere": 1e-9}).accentuees("maniere")
    ('manière',)
    """
    return Lexique(frequences, _formes(frequences))


@lru_cache(maxsize=1)
def francais() -> Lexique:
    """The French lexicon of the package wordfreq: read once, in a second or two."""
    from wordfreq import get_frequency_dict

    return lexique_de(get_frequency_dict("fr", wordlist="best"))
