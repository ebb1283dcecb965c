"""Faults of input: where, what came, what was expected, and what to do. All of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Faute:
    """One fault of an input.

    Attributes:
        lieu: where a person finds it: a key ("finances[2].montant"), a cell ("Plan financier!D7") or a field.
        message: one sentence in French: what was received, what was expected, what to do.
        recu: the value as received, shortened for display.
        attendu: what was expected, in a few words.
        ligne: line in the file, from 1; ``None`` when it has none.
    """

    lieu: str
    message: str
    recu: str = ""
    attendu: str = ""
    ligne: int | None = None

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "lieu": self.lieu,
            "ligne": self.ligne,
            "recu": self.recu,
            "attendu": self.attendu,
            "message": self.message,
        }

    def __str__(self) -> str:
        ou = f"ligne {self.ligne}, {self.lieu}" if self.ligne is not None else self.lieu
        return f"{ou} : {self.message}" if ou else self.message


class EntreeRefusee(Exception):  # noqa: N818 - the name is what the user is told
    """An input refused as a whole: nothing was written. Carries every fault found."""

    def __init__(self, fautes: Sequence[Faute], *, quoi: str = "") -> None:
        self.fautes = list(fautes)
        self.quoi = quoi
        super().__init__("\n".join(str(f) for f in self.fautes))


def abrege(valeur: Any, longueur: int = 80) -> str:
    """The value as text, cut with an ellipsis so that a message stays readable.

    >>> abrege(12), abrege({"signature": "hier"}), abrege([1, 2]), abrege(True), abrege(None)
    ('12', 'le groupe de clés signature', 'une liste (1, 2)', 'true', 'rien')
    """
    texte = _ecrire(valeur)
    return texte if len(texte) <= longueur else texte[: longueur - 1] + "…"


def _ecrire(valeur: Any) -> str:
    """As the writer of a file knows it: the words of Python are not hers."""
    match valeur:
        case None:
            return "rien"
        case bool():
            return "true" if valeur else "false"
        case dict():
            return f"le groupe de clés {', '.join(map(str, valeur))}" if valeur else "un groupe vide"
        case list() | tuple():
            return f"une liste ({', '.join(map(_ecrire, valeur))})" if valeur else "une liste vide"
    return str(valeur)
