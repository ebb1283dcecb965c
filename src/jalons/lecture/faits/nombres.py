"""Numbers as French texts write them, in figures or in words, and what is said of their precision."""

from __future__ import annotations

import re
from collections.abc import Sequence

CHIFFRES = (
    r"\d{1,3}\s?,\s\d(?=\s*m)|\d{1,4}\.\d{1,2}(?=\s?(?:[mk]\s?)?(?:€|euros?\b|millions?\b|milliards?\b))|"
    r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?(?!\d)"
)
"""A number in figures, thousands apart or not, with its decimals."""
MOTS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "dix-sept": 17,
    "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "cent": 100, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "centaine": 100,
}  # fmt: skip
EN_LETTRES = "|".join(sorted(MOTS, key=len, reverse=True))
_PRECISIONS = (
    ("plus de", r"plus d[e'u]|\+\s?de|au-dela de|depass\w+"), ("près de", r"pres d[e'u]|presque|quasiment|bientot"),
    ("environ", r"environ|autour d[e'u]|quelque|de l'ordre d[e'u]|approximativement|une? (?=\w+aine)"),
    ("jusqu'à", r"jusqu'a|au plus|maximum d[e']|plafond d[e']|maximal(?:e)? d[e']"),
    ("au moins", r"au moins|minimum d[e']|a minima"),
    ("moins de", r"moins d[e']"), ("à peine", r"a peine"),
)  # fmt: skip
_AVANT = tuple((nom, re.compile(rf"(?:{motif})\s*$")) for nom, motif in _PRECISIONS)


def valeur(ecrit: str) -> int | float:
    """The number written in figures or in words, without accents nor capitals.

    >>> valeur("1 248 352"), valeur("10,5"), valeur("1, 6"), valeur("2.8"), valeur("trentaine"), valeur("vingt-trois")
    (1248352, 10.5, 1.6, 2.8, 30, 23)
    """
    net = ecrit.strip()
    if re.fullmatch(r"\d+\.\d{1,2}", net):
        return float(net)
    if net[:1].isdigit():
        entier, _, decimales = re.sub(r"\s|\.(?=\d{3})", "", net).partition(",")
        return float(f"{entier}.{decimales}") if decimales else int(entier)
    if net in MOTS:
        return MOTS[net]
    dizaine = next((mot for mot in net.split() if mot.endswith("aine")), None)
    if dizaine in MOTS:
        return MOTS[dizaine]
    return _en_toutes_lettres(re.split(r"[\s\-]+(?:et[\s\-]+)?", net))


def _en_toutes_lettres(mots: Sequence[str]) -> int:
    """The whole number that words make.

    >>> [_en_toutes_lettres(n.split()) for n in ("deux cents", "quatre vingt dix", "cent mille", "mille deux cents")]
    [200, 90, 100000, 1200]
    """
    total = courant = 0
    for mot in mots:
        seul = mot if mot in MOTS else mot.rstrip("s")
        if seul == "mille":
            total, courant = total + 1000 * max(courant, 1), 0
        elif seul == "cent":
            courant = 100 * max(courant, 1)
        elif seul == "vingt" and courant % 100 == 4:
            courant += 76
        else:
            courant += MOTS.get(seul, 0)
    return total + courant


def precision(avant: str) -> str | None:
    """The words of precision that end ``avant``, the text (see ``plat``) before a number.

    >>> precision("a hauteur de plus d' "), precision("un budget de")
    ('plus de', None)
    """
    return next((nom for nom, motif in _AVANT if motif.search(avant[-24:])), None)


def arrondi(nombre: float) -> int | float:
    """A whole number as an ``int``.

    >>> arrondi(10.5 * 1e6), arrondi(2.5)
    (10500000, 2.5)
    """
    proche = round(nombre, 4)
    return int(proche) if proche == int(proche) else proche
