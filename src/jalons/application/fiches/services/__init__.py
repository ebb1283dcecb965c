"""Writes on fiches and frames: one function per act, atomic, journalled, keyword-only, ``par`` the agent who acts.

Each raises ``EntreeRefusee`` (every fault at once, nothing written). Those that change a fiche take the ``version`` the
agent had before her eyes and raise ``VersionDepassee`` when the fiche has changed since; ``None`` skips that check.
"""

from jalons.application.fiches.services.annulation import (
    DernierChangement,
    annuler_le_dernier_changement,
    dernier_changement,
)
from jalons.application.fiches.services.creation import creer_fiche
from jalons.application.fiches.services.edition import modifier, noter
from jalons.application.fiches.services.justification import justifier_ecart
from jalons.application.fiches.services.listes import (
    definir_actions,
    definir_etapes,
    definir_indicateurs,
    definir_intervenants,
    definir_liens,
    definir_resultats,
)
from jalons.application.fiches.services.masse import ChangementDeMasse, apercevoir, modifier_en_masse
from jalons.application.fiches.services.placement import placer, retirer
from jalons.application.fiches.services.verrou import VersionDepassee

__all__ = [
    "ChangementDeMasse",
    "DernierChangement",
    "VersionDepassee",
    "annuler_le_dernier_changement",
    "apercevoir",
    "creer_fiche",
    "definir_actions",
    "definir_etapes",
    "definir_indicateurs",
    "definir_intervenants",
    "definir_liens",
    "definir_resultats",
    "dernier_changement",
    "justifier_ecart",
    "modifier",
    "modifier_en_masse",
    "noter",
    "placer",
    "retirer",
]
