"""Writes of ``mesures``: one function per act, atomic, journalled, keyword-only, ``par=agent``, ``au`` the day it is."""

from jalons.application.mesures.services.cours import affecter, demarrer, notifier, terminer
from jalons.application.mesures.services.decisions import annuler, decider, renouveler

__all__ = ["affecter", "annuler", "decider", "demarrer", "notifier", "renouveler", "terminer"]
