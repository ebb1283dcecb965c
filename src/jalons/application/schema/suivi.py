"""How far a schéma has gone, and what became of the former one: counts by status, the unknown apart. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jalons.application.schema.dossier import BilanAnterieur, StatutBilan
from jalons.noyau.montants import pourcentage

ENGAGEES = ("en_cours", "realisee", "retardee", "suspendue")
"""Statuses of a fiche or action that was begun, finished or not."""

INCONNU = "inconnu"


@dataclass(frozen=True, slots=True)
class Avancee:
    """Counts of one set of fiches or actions.

    Attributes:
        engagees: begun or done.
        connues: those whose status is known; rates are over these.
        taux_engagees, taux_realisees: percent with two decimals; ``None`` when no status is known.
    """

    total: int
    comptes: tuple[tuple[str, int], ...]
    engagees: int
    realisees: int
    connues: int
    taux_engagees: Decimal | None
    taux_realisees: Decimal | None

    @property
    def inconnues(self) -> int:
        """How many have no known status."""
        return self.total - self.connues


def avancee(statuts: Iterable[str], ordre: Sequence[str]) -> Avancee:
    """Counts of these statuses, in the order given.

    >>> avancee(["en_cours", "realisee", "a_engager", "inconnu"], ["realisee"]).taux_engagees
    Decimal('66.67')
    """
    comptes = Counter(statuts)
    total = sum(comptes.values())
    connues = total - comptes[INCONNU]
    engagees = sum(comptes[s] for s in ENGAGEES)
    realisees = comptes["realisee"]
    return Avancee(
        total, tuple((s, comptes[s]) for s in ordre), engagees, realisees, connues,
        pourcentage(Decimal(engagees), Decimal(connues)), pourcentage(Decimal(realisees), Decimal(connues)),
    )  # fmt: skip


def avancee_du_bilan(bilan: BilanAnterieur) -> Avancee:
    """Counts of the actions of the former schéma that the document lets one read."""
    return avancee((a.statut.value for a in bilan.actions), [s.value for s in StatutBilan])
