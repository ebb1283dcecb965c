"""How figures are written in a report: French, and « non renseigné » for what is not known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import euros

ABSENT = "non renseigné"


class Chiffre(str):
    """A figure as it is written, which still knows its value: a spreadsheet adds it up, a page prints it."""

    valeur: Decimal
    unite: str

    def __new__(cls, texte: str, valeur: Decimal = Decimal(0), unite: str = "") -> Chiffre:
        """``texte`` as printed; ``unite`` as printed after the number, empty without one."""
        soi = super().__new__(cls, texte)
        soi.valeur, soi.unite = valeur, unite
        return soi


def nombre(valeur: Any, unite: str = "") -> str:
    """A figure with its unit, at most two decimals, a non-breaking space before the unit.

    >>> nombre("12.5000", "%").replace("\\xa0", " ")
    '12,5 %'
    """
    if valeur is None:
        return ABSENT
    arrondi = Decimal(str(valeur)).quantize(Decimal("0.01")).normalize()
    texte = f"{arrondi:,f}".replace(",", "\u202f").replace(".", ",")
    return Chiffre(f"{texte}\xa0{unite}" if unite else texte, arrondi, unite)


def argent(valeur: Any) -> str:
    """Euros, or « non renseigné »."""
    if valeur is None:
        return ABSENT
    exacte = Decimal(str(valeur))
    return Chiffre(euros(exacte), exacte, "€")


def pourcent(valeur: Any) -> str:
    """A share in percent, or « non vérifiable »."""
    return "non vérifiable" if valeur is None else nombre(valeur, "%")


def periode(debut: str | None, fin: str | None) -> str:
    """A period as it is known.

    >>> periode("2021-10", "2022-12")
    "d'octobre 2021 à décembre 2022"
    """
    if not debut and not fin:
        return ABSENT
    if not debut or not fin:
        return f"jusqu'à {DateCivile.lire(fin)}" if fin else f"depuis {DateCivile.lire(debut or '')}"
    premier, dernier = DateCivile.lire(debut), DateCivile.lire(fin)
    if premier == dernier:
        return str(premier)
    de = "d'" if str(premier)[0] in "ao" else "de "
    return f"{de}{premier} à {dernier}"
