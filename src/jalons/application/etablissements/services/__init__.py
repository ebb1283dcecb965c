"""Writes of ``etablissements``: one function per act, atomic, journalled; ``par`` is the agent."""

from jalons.application.etablissements.services.actes import annuler_acte, prendre_acte
from jalons.application.etablissements.services.constats import constater, retirer_constat
from jalons.application.etablissements.services.lieux import (
    enregistrer_etablissement,
    enregistrer_organisme,
    enregistrer_unite,
)

__all__ = [
    "annuler_acte", "constater", "enregistrer_etablissement", "enregistrer_organisme", "enregistrer_unite",
    "prendre_acte", "retirer_constat",
]  # fmt: skip
