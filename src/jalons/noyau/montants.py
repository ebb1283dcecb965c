"""Money in euros, with how exact the text is about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

CENTIME = Decimal("0.01")


class PrecisionMontant(StrEnum):
    """What the text says of an amount."""

    EXACT = "exact"
    ENVIRON = "environ"
    PLUS_DE = "plus_de"
    JUSQUA = "jusqua"

    @property
    def libelle(self) -> str:
        """The word put before the figure; empty for an exact amount."""
        return _MOTS[self]


_MOTS = {
    PrecisionMontant.EXACT: "",
    PrecisionMontant.ENVIRON: "environ ",
    PrecisionMontant.PLUS_DE: "plus de ",
    PrecisionMontant.JUSQUA: "jusqu'à ",
}


@lru_cache(maxsize=4096)
def euros(valeur: Decimal) -> str:
    """The amount as French readers write it, cents only when there are any, with non-breaking spaces.

    >>> euros(Decimal("1641850")).replace("\\u202f", " ").replace("\\xa0", " ")
    '1 641 850 €'
    """
    arrondi = valeur.quantize(CENTIME, ROUND_HALF_UP) + 0  # adding 0 turns a rounded -0.00 into 0
    entier = arrondi == arrondi.to_integral_value()
    nombre = f"{arrondi:,.0f}" if entier else f"{arrondi:,.2f}"
    return nombre.replace(",", "\u202f").replace(".", ",") + "\xa0€"


def pourcentage(part: Decimal, total: Decimal) -> Decimal | None:
    """``part`` in percent of ``total``, two decimals, half up; ``None`` when the total is zero.

    >>> pourcentage(Decimal(5500000), Decimal(10500000))
    Decimal('52.38')
    """
    if total == 0:
        return None
    return (part * 100 / total).quantize(CENTIME, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Montant:
    """An amount in euros and what its source says of its exactness."""

    valeur: Decimal
    precision: PrecisionMontant = PrecisionMontant.EXACT

    def __str__(self) -> str:
        return f"{self.precision.libelle}{euros(self.valeur)}"


def total(montants: Iterable[Montant]) -> Montant:
    """The sum; it is exact only if every term is, otherwise it keeps the one word they share, or ``environ``.

    >>> str(total([Montant(Decimal(2)), Montant(Decimal(3), PrecisionMontant.PLUS_DE)]))
    'plus de 5\\xa0€'
    """
    termes = list(montants)
    mots = {m.precision for m in termes} - {PrecisionMontant.EXACT}
    precision = PrecisionMontant.EXACT if not mots else mots.pop() if len(mots) == 1 else PrecisionMontant.ENVIRON
    return Montant(sum((m.valeur for m in termes), Decimal(0)), precision)
