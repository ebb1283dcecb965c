"""Life of a report: who may do what, from which state to which. Pure; a missing combination is refused, not guessed.

The département writes, then shares; each of the three sides accepts or sends back; when all three have accepted the
same round, the report is agreed jointly and locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from jalons.noyau.ecarts import Ecart, Gravite


class Etat(StrEnum):
    """States of a report."""

    BROUILLON = "brouillon"
    PARTAGE = "partage"
    RENVOYE = "renvoye"
    ARRETE = "arrete"


class Acte(StrEnum):
    """Acts on a report."""

    REDIGER = "rediger"
    PARTAGER = "partager"
    COMMENTER = "commenter"
    VISER = "viser"


COTES = ("departement", "prefecture", "ars")
"""The three sides whose agreement makes the report joint."""

NOMS = {"departement": "le département", "prefecture": "la préfecture", "ars": "l'ARS"}

PERMIS: dict[tuple[Etat, Acte], bool] = {
    (Etat.BROUILLON, Acte.REDIGER): True,
    (Etat.BROUILLON, Acte.PARTAGER): True,
    (Etat.BROUILLON, Acte.COMMENTER): True,
    (Etat.BROUILLON, Acte.VISER): False,
    (Etat.PARTAGE, Acte.REDIGER): False,
    (Etat.PARTAGE, Acte.PARTAGER): False,
    (Etat.PARTAGE, Acte.COMMENTER): True,
    (Etat.PARTAGE, Acte.VISER): True,
    (Etat.RENVOYE, Acte.REDIGER): True,
    (Etat.RENVOYE, Acte.PARTAGER): True,
    (Etat.RENVOYE, Acte.COMMENTER): True,
    (Etat.RENVOYE, Acte.VISER): False,
    (Etat.ARRETE, Acte.REDIGER): False,
    (Etat.ARRETE, Acte.PARTAGER): False,
    (Etat.ARRETE, Acte.COMMENTER): False,
    (Etat.ARRETE, Acte.VISER): False,
}

_RAISONS = {
    Etat.BROUILLON: "il n'est pas encore partagé : partagez-le d'abord",
    Etat.PARTAGE: "il est en relecture : attendez son renvoi, ou demandez-le",
    Etat.RENVOYE: "il a été renvoyé au département : partagez-le de nouveau",
    Etat.ARRETE: "il est arrêté conjointement : un rapport arrêté ne change plus",
}


@dataclass(frozen=True, slots=True)
class Avancee:
    """Where a round stands: decisions by side, and the sides still expected."""

    decisions: Mapping[str, str]

    @property
    def attendus(self) -> tuple[str, ...]:
        """Sides that have not answered."""
        return tuple(c for c in COTES if c not in self.decisions)

    @property
    def etat(self) -> Etat:
        """State of a shared report after these decisions: one refusal sends it back, three agreements lock it."""
        if "renvoye" in self.decisions.values():
            return Etat.RENVOYE
        return Etat.PARTAGE if self.attendus else Etat.ARRETE


def refus(etat: Etat, acte: Acte) -> list[Ecart]:
    """Why ``acte`` is not possible in ``etat``; empty when it is."""
    if PERMIS[etat, acte]:
        return []
    verbes = {
        Acte.REDIGER: "modifié", Acte.PARTAGER: "partagé", Acte.COMMENTER: "commenté", Acte.VISER: "accepté ni renvoyé",
    }  # fmt: skip
    message = f"Ce rapport ne peut être {verbes[acte]} : {_RAISONS[etat]}."
    return [
        Ecart(
            "rapport_etat",
            Gravite.BLOQUANT,
            True,
            message,
            {"etat": etat.value, "acte": acte.value},
            "cycle du rapport",
        )
    ]
