"""Writes of ``accueil_familial``: one function per act, atomic, journalled; ``par`` is the agent."""

from jalons.application.accueil_familial.services.constats import constater, retirer_constat
from jalons.application.accueil_familial.services.personnes import enregistrer_assistant, enregistrer_domicile
from jalons.application.accueil_familial.services.suivi import annuler, decider, declarer, justifier, relayer

__all__ = [
    "annuler", "constater", "decider", "declarer", "enregistrer_assistant", "enregistrer_domicile", "justifier",
    "relayer", "retirer_constat",
]  # fmt: skip
