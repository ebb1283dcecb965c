"""Writes of ``crip``: one function per act, atomic, journalled, keyword-only, ``par=agent``.

Each locks the situation, refuses a version that is not the current one, asks the decision table, and states the facts
of the catalogue on every child concerned.
"""

from jalons.application.crip.services.decisions import (
    cloturer,
    conclure,
    confier_evaluation,
    engager_suites,
    ne_pas_qualifier,
    qualifier,
    signaler,
)
from jalons.application.crip.services.evaluation import (
    charger_grille,
    composer_equipe,
    consigner_visite,
    constater_impossibilite,
    informer_parents,
    remplir_grille,
    rendre_rapport,
    voir_enfant_seul,
)
from jalons.application.crip.services.passage import Quand
from jalons.application.crip.services.reception import (
    InformationRecue,
    NouvelEnfant,
    ajouter_enfant,
    joindre,
    recevoir,
)
from jalons.application.crip.services.suites import (
    demander_reponse,
    enregistrer_retour_procureur,
    repondre_informateur,
    transferer,
)

__all__ = [
    "InformationRecue", "NouvelEnfant", "Quand", "ajouter_enfant", "charger_grille", "cloturer", "composer_equipe",
    "conclure", "confier_evaluation", "consigner_visite", "constater_impossibilite", "demander_reponse",
    "engager_suites", "enregistrer_retour_procureur", "informer_parents", "joindre", "ne_pas_qualifier", "qualifier",
    "recevoir", "remplir_grille", "rendre_rapport", "repondre_informateur", "signaler", "transferer",
    "voir_enfant_seul",
]  # fmt: skip
