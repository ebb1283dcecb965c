"""Haute-Rive (code F0), a département that does not exist: five years of a life made up to show every page.

``lecture`` reads ``exemples/demonstration/``; the other files write what it says, each in one dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from jalons.demonstration import comptes, marques
from jalons.demonstration.haute_rive import (
    contrats,
    crip,
    enfants,
    indicateurs,
    mesures,
    projets_enfant,
    publications,
    rapports,
    schema,
)
from jalons.demonstration.lieux import HAUTE_RIVE

RAPPORTS = "rapports d'exécution"
"""The dossier that ends the story of the contracts."""

DOSSIERS: dict[str, Callable[..., None]] = {
    "schéma et fiches": schema.charger,
    "indicateurs": indicateurs.charger,
    "contrats et crédits": contrats.charger,
    "rapport arrêté": rapports.charger,
    "suite des fiches": schema.poursuivre,
    "suite des indicateurs": indicateurs.poursuivre,
    "suite des contrats": contrats.poursuivre,
    RAPPORTS: rapports.poursuivre,
    "enfants et familles": enfants.charger,
    "informations préoccupantes": crip.charger,
    "mesures": mesures.charger,
    "projets pour l'enfant": projets_enfant.charger,
    "éditions de l'observatoire": publications.charger,
}
"""Name of each dossier and what writes it, in the order in which they rest on one another."""
SUITES = frozenset({"rapport arrêté", "suite des fiches", "suite des indicateurs", "suite des contrats"})
"""Dossiers that a base loaded when the story was told at once, up to its reports, already holds."""


def charger(*, au: date) -> Iterator[tuple[str, bool]]:
    """Load each dossier; gives its name and whether there was something to do."""
    par = comptes.agent("mission-f0")
    for nom, ecrire in DOSSIERS.items():
        with marques.dossier(f"haute-rive/{nom}", collectivite=HAUTE_RIVE, par=par) as a_faire:
            # a base loaded when the story was told at once, up to its reports, holds all of it
            if a_faire and not (nom in SUITES and marques.deja(f"haute-rive/{RAPPORTS}", collectivite=HAUTE_RIVE)):
                ecrire(par=par, au=au)
        yield nom, a_faire
