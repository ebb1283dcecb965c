"""Writes of ``mesures``: one function per act, atomic, journalled; ``par`` is the agent, ``au`` today."""

from jalons.application.mesures.services.cours import affecter, demarrer, notifier, terminer
from jalons.application.mesures.services.decisions import annuler, decider, renouveler

__all__ = ["affecter", "annuler", "decider", "demarrer", "notifier", "renouveler", "terminer"]
