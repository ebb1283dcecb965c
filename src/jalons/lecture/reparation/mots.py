"""Repair of one word: accents, œ, letters that OCR takes for others, lost ligatures, words stuck together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import log

from jalons.lecture.reparation.lexique import RARE, Lexique, sans_accents

NET = 60
"""How many times more frequent a word must be to replace one that the lexicon knows a little."""
ARTICLES = frozenset(
    [
        "l",
        "d",
        "n",
        "s",
        "c",
        "j",
        "m",
        "t",
        "qu",
        "la",
        "le",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "en",
        "et",
        "ou",
        "au",
        "aux",
        "ce",
        "ces",
        "sa",
        "son",
        "ses",
        "à",
        "par",
        "sur",
    ]
)
PREFIXES = frozenset(
    [
        "inter",
        "psycho",
        "pluri",
        "multi",
        "co",
        "re",
        "pré",
        "post",
        "anti",
        "non",
        "socio",
        "médico",
        "auto",
        "télé",
        "neuro",
        "sous",
        "extra",
        "mono",
        "bio",
        "dé",
    ]
)
_CONFUSIONS = (
    ("ce", "œ"), ("oe", "œ"), ("cc", "œ"), ("c", "o"), ("c", "e"), ("g", "q"), ("q", "g"), ("e", "o"), ("e", "c"),
    ("o", "e"), ("n", "u"), ("u", "n"), ("rn", "m"), ("m", "rn"), ("l", "i"), ("i", "l"), ("t", "l"), ("b", "é"),
    ("6", "ô"), ("0", "o"), ("1", "l"), ("4", "â"), ("z", "s"), ("s", "z"), ("g", "a"), ("a", "o"), ("h", "b"),
    ("w", "v"), ("rr", "n"), ("e", "a"), ("g", "ç"), ("é", "ô"),
    ("eé", "é"), ("eé", "ée"), ("co", "o"), ("oc", "o"), ("z", "s"), ("&", "a"), ("2", "a"), ("5", "s"),
)  # fmt: skip
_LIGATURES = ("fi", "fl", "ff", "ffi")


def corriger(mot: str, lexique: Lexique) -> tuple[str, str] | None:
    """What the word ``mot`` (in lower case) should be and why; ``None`` when it stays as it is.

    >>> from jalons.lecture.reparation.lexique import lexique_de
    >>> petit = lexique_de({"manière": 2e-4, "quelques": 3e-4, "œuvre": 1e-4, "bénéficiaires": 6e-6})
    >>> corriger("maniere", petit), corriger("quelgues", petit), corriger("ceuvre", petit)
    (('manière', 'accents'), ('quelques', 'lettres confondues'), ('œuvre', 'œ'))
    >>> corriger("bénéciaires", petit)
    ('bénéficiaires', 'ligature perdue')
    """
    connu = lexique.frequence(mot)
    seuil = max(RARE * 3, connu * NET)
    for propositions, raison in ((_accents(mot, lexique), "accents"), (_confondues(mot), "lettres confondues")):
        if raison != "accents" and (connu >= RARE or len(mot) < 5):
            continue
        meilleur = _meilleur(propositions, lexique, seuil)
        if raison != "accents" and mot.startswith("ce") and lexique.frequence("œ" + mot[2:]) >= RARE:
            meilleur = "œ" + mot[2:]
        if meilleur:
            return meilleur, "œ" if "œ" in meilleur and "œ" not in mot else raison
    if connu >= RARE or len(mot) < 4:
        return None
    if len(mot) > 6:
        deux = _meilleur((b for a in _confondues(mot) for b in _confondues(a)), lexique, 1e-6)
        if deux:
            return deux, "lettres confondues"
    perdue = _meilleur(_allongees(mot), lexique, max(RARE * 10, connu * NET))
    return (perdue, "ligature perdue") if perdue else None


def _accents(mot: str, lexique: Lexique) -> Iterator[str]:
    """Other accents on the same letters: those forms that change the fewest."""
    formes = [forme for forme in lexique.accentuees(mot) if forme != mot and lexique.frequence(forme) >= RARE]
    ecarts = {forme: sum(a != b for a, b in zip(forme, mot, strict=False)) for forme in formes}
    yield from (forme for forme in formes if ecarts[forme] == min(ecarts.values()))


def _confondues(mot: str) -> Iterator[str]:
    for faux, vrai in _CONFUSIONS:
        depart = mot.find(faux)
        while depart >= 0:
            yield mot[:depart] + vrai + mot[depart + len(faux) :]
            depart = mot.find(faux, depart + 1)


def _allongees(mot: str) -> Iterator[str]:
    for rang in range(len(mot) + 1):
        for ligature in _LIGATURES:
            yield mot[:rang] + ligature + mot[rang:]


def _meilleur(propositions: Iterator[str], lexique: Lexique, seuil: float) -> str | None:
    """The most frequent proposal, its accents put back, when it is frequent enough."""
    choix: dict[str, float] = {}
    for proposition in propositions:
        for forme in (proposition, *lexique.accentuees(proposition)[:1]):
            frequence = lexique.frequence(forme)
            if frequence > max(seuil, 1e-7):
                choix[forme] = frequence
    return max(choix, key=lambda f: choix[f]) if choix else None


def separer(mot: str, lexique: Lexique) -> tuple[str, ...] | None:
    """The words stuck together in ``mot`` (in lower case), when cutting it explains it far better than not.

    >>> from jalons.lecture.reparation.lexique import lexique_de
    >>> petit = lexique_de({"la": 2e-2, "diversification": 1e-6, "offre": 1e-4, "de": 4e-2})
    >>> separer("ladiversification", petit), separer("offre", petit)
    (('la', 'diversification'), None)
    """
    if lexique.connait(mot) or len(mot) < 5:
        return None
    morceaux, cout = _coupe(mot, lexique)
    if len(morceaux) < 2 or _prefixe(morceaux) or any(len(m) == 1 for m in (morceaux[0], morceaux[-1])):
        return None
    # a cut into rare bits explains nothing
    return morceaux if cout / len(mot) < 2.2 and not _miettes(morceaux) else None


def _prefixe(morceaux: tuple[str, ...]) -> bool:
    """Whether the first bit is a prefix, or a later one no word: the whole is a word that the lexicon ignores."""
    return morceaux[0] in PREFIXES or any(len(m) == 1 and m not in "aày" for m in morceaux)


def _miettes(morceaux: tuple[str, ...]) -> bool:
    """Whether the cut is made of crumbs: short bits that are no articles, or no long word at all."""
    longs = [m for m in morceaux if len(m) > 3]
    courts = [
        m for m in morceaux if len(m) <= 3 and m not in ARTICLES and m not in {"a", "à", "y", "ne", "se", "qui", "que"}
    ]
    return not longs or len(courts) > len(longs) // 3


def _coupe(mot: str, lexique: Lexique) -> tuple[tuple[str, ...], float]:
    """The cheapest cut of ``mot``, and its cost: the sum of minus the logarithms of frequencies."""

    @cache
    def depuis(rang: int) -> tuple[float, tuple[str, ...]]:
        if rang == len(mot):
            return 0.0, ()
        meilleur: tuple[float, tuple[str, ...]] = (float("inf"), ())
        for fin in range(rang + 1, min(len(mot), rang + 22) + 1):
            frequence = lexique.frequence(mot[rang:fin])
            if frequence < RARE:
                continue
            cout, suite = depuis(fin)
            meilleur = min(meilleur, (cout - log(frequence), (mot[rang:fin], *suite)))
        return meilleur

    cout, morceaux = depuis(0)
    return morceaux, cout


def semblables(un: str, autre: str) -> bool:
    """Whether two words are the same but for their accents and their case."""
    return sans_accents(un) == sans_accents(autre)
