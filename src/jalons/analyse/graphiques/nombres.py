"""Numbers as charts write them: short on the picture, whole in the table."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from jalons.noyau.montants import euros

INCONNU = "inconnu"


def court(valeur: float | Decimal, unite: str = "") -> str:
    """A short form for axes and labels: 12 500 → "12,5 k", 1 248 352 → "1,25 M".

    >>> court(1248352, "€").replace("\\xa0", " ")
    '1,25 M€'
    """
    lu = float(valeur)
    for seuil, lettre in ((1_000_000, "M"), (10_000, "k")):
        if abs(lu) >= seuil:
            diviseur = 1000 if lettre == "k" else seuil
            return f"{_decimales(lu / diviseur, 2 if lettre == 'M' else 1)}\xa0{lettre}{unite}"
    return f"{_decimales(lu, 2)}\xa0{unite}" if unite else _decimales(lu, 2)


def entier_lisible(valeur: Decimal | None, unite: str = "") -> str:
    """The whole value for a table, with its unit; "inconnu" for ``None``."""
    if valeur is None:
        return INCONNU
    if unite == "€":
        return euros(valeur)
    nombre = _ecrire(float(valeur))
    return f"{nombre}\xa0{unite}" if unite else nombre


@lru_cache(maxsize=4096)
def _ecrire(valeur: float) -> str:
    """To four decimals; kept, since a table repeats the figures of its picture."""
    return _decimales(valeur, 4)


def _decimales(valeur: float, nombre: int) -> str:
    texte = f"{valeur:,.{nombre}f}"
    if "." in texte:
        texte = texte.rstrip("0").rstrip(".")
    texte = "0" if texte == "-0" else texte
    return texte.replace(",", "\u202f").replace(".", ",").replace("-", "−")
