"""Which right each act asks, and which service does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jalons.application.acces.permissions import Permission
from jalons.application.crip import services
from jalons.application.crip.rules import Acte
from jalons.application.crip.services import Quand

PERMISSIONS: dict[Acte, Permission] = {
    Acte.QUALIFIER: Permission.CRIP_QUALIFIER,
    Acte.NE_PAS_QUALIFIER: Permission.CRIP_QUALIFIER,
    Acte.SIGNALER: Permission.CRIP_QUALIFIER,
    Acte.CONFIER: Permission.CRIP_QUALIFIER,
    Acte.COMPOSER: Permission.CRIP_EVALUER,
    Acte.INFORMER_PARENTS: Permission.CRIP_EVALUER,
    Acte.CONSIGNER_VISITE: Permission.CRIP_EVALUER,
    Acte.VOIR_SEUL: Permission.CRIP_EVALUER,
    Acte.REMPLIR_GRILLE: Permission.CRIP_EVALUER,
    Acte.IMPOSSIBILITE: Permission.CRIP_EVALUER,
    Acte.RENDRE_RAPPORT: Permission.CRIP_EVALUER,
    Acte.CLASSER: Permission.CRIP_DECIDER,
    Acte.PROPOSER_AIDE: Permission.CRIP_DECIDER,
    Acte.SAISIR: Permission.CRIP_DECIDER,
    Acte.RETOUR_PROCUREUR: Permission.CRIP_QUALIFIER,
    Acte.ENGAGER_SUITES: Permission.CRIP_QUALIFIER,
    Acte.DEMANDER_REPONSE: Permission.CRIP_RECEVOIR,
    Acte.REPONDRE: Permission.CRIP_RECEVOIR,
    Acte.JOINDRE: Permission.CRIP_RECEVOIR,
    Acte.AJOUTER_ENFANT: Permission.CRIP_RECEVOIR,
    Acte.TRANSFERER: Permission.CRIP_QUALIFIER,
    Acte.CLOTURER: Permission.CRIP_QUALIFIER,
}
"""The right that each act asks, on the situation."""


def _conclure(acte: Acte) -> Callable[..., Any]:
    def service(**champs: Any) -> Any:
        return services.conclure(acte=acte, **champs)

    return service


SERVICES: dict[Acte, Callable[..., Any]] = {
    Acte.QUALIFIER: services.qualifier,
    Acte.NE_PAS_QUALIFIER: services.ne_pas_qualifier,
    Acte.SIGNALER: services.signaler,
    Acte.CONFIER: services.confier_evaluation,
    Acte.COMPOSER: services.composer_equipe,
    Acte.INFORMER_PARENTS: services.informer_parents,
    Acte.CONSIGNER_VISITE: services.consigner_visite,
    Acte.VOIR_SEUL: services.voir_enfant_seul,
    Acte.IMPOSSIBILITE: services.constater_impossibilite,
    Acte.RENDRE_RAPPORT: services.rendre_rapport,
    Acte.CLASSER: _conclure(Acte.CLASSER),
    Acte.PROPOSER_AIDE: _conclure(Acte.PROPOSER_AIDE),
    Acte.SAISIR: _conclure(Acte.SAISIR),
    Acte.RETOUR_PROCUREUR: services.enregistrer_retour_procureur,
    Acte.ENGAGER_SUITES: services.engager_suites,
    Acte.DEMANDER_REPONSE: services.demander_reponse,
    Acte.REPONDRE: services.repondre_informateur,
    Acte.AJOUTER_ENFANT: services.ajouter_enfant,
    Acte.TRANSFERER: services.transferer,
    Acte.CLOTURER: services.cloturer,
}
"""The service of each act that has a form of its own."""


def faire(acte: Acte, quand: Quand, champs: dict[str, Any]) -> Any:
    """Do the act.

    Raises:
        VersionDepassee, RegleNonRespectee, EntreeRefusee: as its service does.
    """
    return SERVICES[acte](**champs, **quand)
