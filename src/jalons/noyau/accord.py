"""Counting things in French: "1 jour", "2 jours", "0 écart"."""

from __future__ import annotations


def majuscule(phrase: str) -> str:
    """``phrase`` with a capital first letter; the others stay as they are.

    >>> majuscule("information de l'ODPE"), majuscule("")
    ("Information de l'ODPE", '')
    """
    return f"{phrase[:1].upper()}{phrase[1:]}"


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
