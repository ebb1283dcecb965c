"""Writes of ``etablissements``: one function per act, atomic, journalled; ``par`` is the agent."""

from jalons.application.etablissements.services.actes import annuler_acte, prendre_acte
from jalons.application.etablissements.services.appels import (
    enregistrer_appel,
    enregistrer_candidature,
    passer_appel,
    retenir,
)
from jalons.application.etablissements.services.constats import constater, retirer_constat
from jalons.application.etablissements.services.controles import (
    arreter,
    enregistrer_suite,
    faire,
    peser,
    prevoir,
    suivre,
)
from jalons.application.etablissements.services.cpom import enregistrer_cpom, enregistrer_engagement, noter_engagement
from jalons.application.etablissements.services.evaluations import (
    enregistrer_action,
    enregistrer_evaluation,
    noter_action,
)
from jalons.application.etablissements.services.evenements import enregistrer_evenement
from jalons.application.etablissements.services.immobilier import (
    enregistrer_financement,
    enregistrer_operation,
    retirer_financement,
)
from jalons.application.etablissements.services.lieux import (
    enregistrer_etablissement,
    enregistrer_organisme,
    enregistrer_unite,
)

__all__ = [
    "annuler_acte", "arreter", "constater", "enregistrer_action", "enregistrer_appel", "enregistrer_candidature",
    "enregistrer_cpom", "enregistrer_engagement", "enregistrer_etablissement", "enregistrer_evaluation",
    "enregistrer_evenement", "enregistrer_financement", "enregistrer_operation", "enregistrer_organisme",
    "enregistrer_suite", "enregistrer_unite", "faire", "noter_action", "noter_engagement", "passer_appel", "peser",
    "prendre_acte", "prevoir", "retenir", "retirer_constat", "retirer_financement", "suivre",
]  # fmt: skip
