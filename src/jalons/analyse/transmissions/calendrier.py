"""When the data of a year are due, from the catalogue of law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalons.droit.echeances import toutes_les_regles

REGLE = "OBS-DONNEES"


@dataclass(frozen=True, slots=True)
class Limite:
    """The last day to transmit, included; ``confirmee`` when the rule may be enforced."""

    jour: date
    reference: str
    confirmee: bool


def limite(annee: int) -> Limite:
    """The last day to transmit the events of ``annee``.

    Source: CASF, art. L226-3-3; décret 2016-1966.

    >>> limite(2024).jour
    datetime.date(2025, 4, 30)
    """
    regle = next(r for r in toutes_les_regles() if r.code == REGLE)
    version = next(v for v in regle.versions if v.couvre(date(annee, 12, 31)))
    jour, mois = version.delai.jour_mois
    return Limite(date(annee + version.delai.annees, mois, jour), version.reference, regle.confirmee)
