"""Writes of ``places``: one function per act, atomic, journalled; ``par`` is the agent, ``jour`` today.

Locks, in this order: files of children, units, occupations, requests (``docs/adr/0029``).
"""

from jalons.application.places.services.calculs import (
    commencer_calcul,
    decider_ligne,
    demander_calcul,
    echouer_calcul,
    executer_calcul,
)
from jalons.application.places.services.decisions import ecarter, retenir
from jalons.application.places.services.demandes import demander, refuser, retirer
from jalons.application.places.services.distances import deposer_distances, mettre_en_service, retirer_distances
from jalons.application.places.services.plan import enregistrer_ouverture
from jalons.application.places.services.reglages import decrire_unite, exclure_lieu, fixer_poids
from jalons.application.places.services.reserver import reserver
from jalons.application.places.services.sejours import accueillir, annuler, entrer, noter_absence, noter_retour, partir
from jalons.application.places.services.unites import declarer_indisponibles, rendre_disponible

__all__ = [
    "accueillir", "annuler", "commencer_calcul", "decider_ligne", "declarer_indisponibles", "decrire_unite",
    "demander", "demander_calcul", "deposer_distances", "ecarter", "echouer_calcul", "enregistrer_ouverture", "entrer",
    "exclure_lieu", "executer_calcul", "fixer_poids", "mettre_en_service", "noter_absence", "noter_retour", "partir",
    "refuser", "rendre_disponible", "reserver", "retenir", "retirer", "retirer_distances",
]  # fmt: skip
