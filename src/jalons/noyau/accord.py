"""Counting things in French: "1 jour", "2 jours", "0 écart"."""

from __future__ import annotations


def majuscule(phrase: str) -> str:
    """``phrase`` with a capital first letter; the others stay as they are.

    >>> majuscule("information de l'ODPE"), majuscule("")
    ("Information de l'ODPE", '')
    """
    return f"{phrase[:1].upper()}{phrase[1:]}"


AN_JOURS = 365
"""Days beyond which a lateness is said in years: a number of days would not be understood at a glance."""


def duree(jours: int) -> str:
    """A number of days that have passed, in words; beyond a year, the whole years.

    >>> duree(1), duree(365), duree(366), duree(2945)
    ('1 jour', '365 jours', "plus d'un an", 'plus de 8 ans')
    """
    if jours <= AN_JOURS:
        return compter(jours, "jour")
    ans = int(jours / 365.25)
    return f"plus de {ans} ans" if ans > 1 else "plus d'un an"


def compter(nombre: int, mots: str) -> str:
    """``nombre`` with ``mots`` (singular), each word in the plural from 2 on.

    Only for words whose plural is an s; a complement that stays singular is written after the call. Thousands are set
    apart by a narrow space.

    >>> compter(1, "écart bloquant"), compter(0, "fiche"), compter(3, "montant reçu")
    ('1 écart bloquant', '0 fiche', '3 montants reçus')
    >>> compter(12_000, "dossier")
    '12\\u202f000 dossiers'
    """
    if abs(nombre) < 2:
        return f"{nombre} {mots}"
    pluriels = (mot if mot.endswith(("s", "x", "z")) else f"{mot}s" for mot in mots.split())
    return " ".join((f"{nombre:,}".replace(",", "\u202f"), *pluriels))
