"""What a rule answers: écarts, each a code, a sentence that says what to do, the figures and the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Gravite(StrEnum):
    """How much an écart weighs."""

    BLOQUANT = "bloquant"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Ecart:
    """One disagreement found by a rule.

    Attributes:
        code: stable short word, the name of the check.
        gravite: an unconfirmed écart never blocks, whatever its severity (see ``bloque``).
        confirme: whether the fact of law it rests on is confirmed.
        message: a sentence in French: what disagrees, with the values, and what to do.
        chiffres: the figures that disagree, ready for JSON (numbers, strings, lists).
        source: the article, circular or document relied upon.
        objet: what it is about inside the file ("finances", "objectifs/7"); tells two écarts of one code apart,
            so that a justification finds its écart again.
    """

    code: str
    gravite: Gravite
    confirme: bool
    message: str
    chiffres: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    objet: str = ""

    @property
    def bloque(self) -> bool:
        """Whether this écart may stop an act."""
        return self.confirme and self.gravite is Gravite.BLOQUANT

    @property
    def cle(self) -> str:
        """Stable identity across two runs: the code and what it is about, never the figures."""
        return f"{self.code}:{self.objet}"

    def en_json(self) -> dict[str, Any]:
        """The public form, with numbers as numbers."""
        return {
            "code": self.code,
            "gravite": self.gravite.value,
            "confirme": self.confirme,
            "message": self.message,
            "chiffres": {cle: en_nombre(valeur) for cle, valeur in self.chiffres.items()},
            "source": self.source,
            "objet": self.objet,
        }


def en_nombre(valeur: Any) -> Any:
    """A ``Decimal`` as an int when whole, else a float; containers are walked; the rest is left as it is.

    >>> en_nombre([Decimal("5000000"), Decimal("52.38"), "x"])
    [5000000, 52.38, 'x']
    """
    if isinstance(valeur, Decimal):
        return int(valeur) if valeur == valeur.to_integral_value() else float(valeur)
    if isinstance(valeur, dict):
        return {cle: en_nombre(v) for cle, v in valeur.items()}
    if isinstance(valeur, list | tuple):
        return [en_nombre(v) for v in valeur]
    return valeur


class RegleNonRespectee(Exception):  # noqa: N818 - the name is what the user is told
    """An act refused by one or more blocking écarts; nothing was written."""

    def __init__(self, ecarts: list[Ecart]) -> None:
        super().__init__(" ".join(e.message for e in ecarts))
        self.ecarts = ecarts
