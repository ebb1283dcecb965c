"""Which events of the catalogue happen to a carer, and which of them an act of the module states itself. Pure."""

from __future__ import annotations

from functools import cache
from typing import Any

from jalons.application.accueil_familial import listes
from jalons.droit.echeances import regles_nationales

SUJET = "assistant_familial"
DECISIONS = {
    listes.DELIVRANCE: "agrement_af_delivre", listes.RENOUVELLEMENT: "agrement_af_renouvele",
    listes.DEROGATION: "derogation_capacite_accordee", listes.SUSPENSION: "agrement_af_suspendu",
    listes.LEVEE: "suspension_af_levee", listes.RETRAIT: "agrement_af_retire", listes.FIN: "agrement_af_termine",
}  # fmt: skip
"""Event that a decision states; a change and an overrun state none."""
JUSTIFICATIFS = {
    listes.STAGE: "stage_preparatoire_termine", listes.FORMATION: "formation_af_terminee",
    listes.ATTESTATION: "attestation_honorabilite_delivree", listes.FOYER: "attestations_foyer_fournies",
}  # fmt: skip
"""Event that a proof states; a diploma states none."""
PARCOURS = {"entre_le": ("premier_contrat_af", "embauche"), "sorti_le": ("fonctions_af_terminees",)}
"""Events that a day of the carer's own row states."""
PREMIER_ACCUEIL = "premier_accueil"


@cache
def evenements() -> dict[str, Any]:
    """Events by code, in the order of the catalogue."""
    return {code: e for code, e in regles_nationales().evenements.items() if SUJET in e.sujets}


@cache
def regles_des_justificatifs() -> frozenset[str]:
    """Codes of the rules whose deadlines a proof fulfils."""
    preuves = set(JUSTIFICATIFS.values())
    return frozenset(r.code for r in regles_nationales().regles if preuves & set(r.tenue_par))


@cache
def a_constater() -> dict[str, Any]:
    """Those that no act of the module states: a person records them."""
    dits = {*DECISIONS.values(), *JUSTIFICATIFS.values(), *(e for lus in PARCOURS.values() for e in lus)}
    return {code: e for code, e in evenements().items() if code not in dits}


def dire(evenement: str) -> tuple[str, bool]:
    """Name of an event, and whether a person may take it back; its code when the catalogue has it no more."""
    connu = evenements().get(evenement)
    return (connu.libelle if connu else evenement), evenement in a_constater()
