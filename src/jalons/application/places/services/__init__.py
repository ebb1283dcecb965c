"""Writes of ``places``: one function per act, atomic, journalled; ``par`` is the agent, ``jour`` today.

Locks, in this order: files of children, units, occupations, requests (``docs/adr/0029``).
"""

from jalons.application.places.services.demandes import demander, refuser, retirer
from jalons.application.places.services.plan import enregistrer_ouverture
from jalons.application.places.services.reserver import reserver
from jalons.application.places.services.sejours import accueillir, annuler, entrer, noter_absence, noter_retour, partir
from jalons.application.places.services.unites import declarer_indisponibles, rendre_disponible

__all__ = [
    "accueillir", "annuler", "declarer_indisponibles", "demander", "enregistrer_ouverture", "entrer", "noter_absence",
    "noter_retour", "partir", "refuser", "rendre_disponible", "reserver", "retirer",
]  # fmt: skip
