"""Writes of ``projets_enfant``: each act is checked against the cycle, journalled, and states its fact on the child."""

from jalons.application.projets_enfant.services.contenu import (
    ajouter_action,
    ajouter_objectif,
    evaluer_objectif,
    modifier_action,
    modifier_objectif,
    rediger_paroles,
    rediger_volet,
    retirer_action,
    retirer_objectif,
)
from jalons.application.projets_enfant.services.projets import actualiser, clore, demander, etablir, ouvrir, signer
from jalons.application.projets_enfant.services.rapports import (
    ouvrir_rapport,
    rediger_rapport,
    renvoyer,
    soumettre,
    transmettre,
    valider,
)
from jalons.application.projets_enfant.services.suites import (
    joindre_sante,
    proposer_confiance,
    recueillir,
    remettre,
    reprendre,
)

__all__ = [
    "actualiser", "ajouter_action", "ajouter_objectif", "clore", "demander", "etablir", "evaluer_objectif",
    "joindre_sante", "modifier_action", "modifier_objectif", "ouvrir", "ouvrir_rapport", "proposer_confiance",
    "recueillir", "rediger_paroles", "rediger_rapport", "rediger_volet", "remettre", "renvoyer", "reprendre",
    "retirer_action", "retirer_objectif", "signer", "soumettre", "transmettre", "valider",
]  # fmt: skip
