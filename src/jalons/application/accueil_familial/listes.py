"""Closed lists of ``accueil_familial``: codes and what a reader sees. Pure."""

from __future__ import annotations

DELIVRANCE, RENOUVELLEMENT, MODIFICATION = "delivrance", "renouvellement", "modification"
DEROGATION, DEPASSEMENT = "derogation", "depassement"
SUSPENSION, LEVEE, RETRAIT, FIN = "suspension", "levee", "retrait", "fin"
DECISIONS = {
    DELIVRANCE: "Agrément délivré", RENOUVELLEMENT: "Agrément renouvelé", MODIFICATION: "Agrément modifié",
    DEROGATION: "Dérogation accordée", DEPASSEMENT: "Dépassement admis", SUSPENSION: "Agrément suspendu",
    LEVEE: "Suspension levée", RETRAIT: "Agrément retiré", FIN: "Fin de l'agrément",
}  # fmt: skip
"""Kinds of decisions, in the order in which those of one day apply."""
FONDENT = (DELIVRANCE, RENOUVELLEMENT, MODIFICATION)
"""Those that say how many children and of what ages."""
AJOUTENT = (DEROGATION, DEPASSEMENT)
"""Those that allow more children for a time."""
TEMPORAIRES = (DELIVRANCE, RENOUVELLEMENT, *AJOUTENT, SUSPENSION)
"""Those that may have a last day."""
MOTIFS = {
    "fratrie": "Ne pas séparer une fratrie", "urgence": "Accueil d'urgence", "relais": "Relais d'un collègue",
    "attente": "En attente d'une autre place", "jeune_majeur": "Jeune majeur maintenu",
    "besoins": "Besoins de l'enfant", "danger": "Sécurité des enfants",
    "demande": "À la demande de l'assistant familial", "autre": "Autre raison",
}  # fmt: skip
"""Why more children are allowed, or the approval is suspended, withdrawn or ended."""
DECIDEURS = {
    "president": "Président du conseil départemental", "delegation": "Par délégation, un chef de service",
    "permanence": "Permanence ou astreinte",
}  # fmt: skip

STAGE, FORMATION, DIPLOME, ATTESTATION, FOYER = "stage", "formation", "diplome", "attestation", "foyer"
JUSTIFICATIFS = {
    STAGE: "Stage préparatoire", FORMATION: "Formation", DIPLOME: "Diplôme d'État d'assistant familial",
    ATTESTATION: "Attestation d'honorabilité", FOYER: "Attestations des personnes du foyer",
}  # fmt: skip
"""What proves that a duty is done."""
EN_HEURES = (STAGE, FORMATION)
"""Those counted in hours."""

RELAIS = {
    "week_end": "Week-ends", "vacances": "Vacances", "remplacement": "Remplacement",
    "regulier": "Accueil partagé régulier", "urgence": "Relais d'urgence",
}  # fmt: skip
"""What a relay is for."""
ACCUEILS = {
    "durable": "Accueil durable", "relais": "Relais", "urgence": "Urgence", "week_end": "Week-ends et vacances",
}  # fmt: skip
"""What a carer is available for."""
DECLARENT = {"assistant": "L'assistant familial", "service": "Le service"}
"""Who says that a carer is available."""
DEPARTS = {
    "retraite": "Retraite", "demission": "Démission", "licenciement": "Licenciement",
    "mutation": "Changement d'employeur", "deces": "Décès", "autre": "Autre raison",
}  # fmt: skip
"""Why a carer leaves."""


def choix(liste: dict[str, str]) -> list[tuple[str, str]]:
    """The list as the options of a field.

    >>> choix({"a": "A"})
    [('a', 'A')]
    """
    return list(liste.items())
