"""Writes on fiches and frames: one function per act, atomic, journalled, keyword-only, ``par`` the agent who acts.

Each raises ``EntreeRefusee`` (every fault at once, nothing written). Those that change a fiche take the ``version`` the
agent had before her eyes and raise ``VersionDepassee`` when the fiche has changed since.
"""

from jalons.application.fiches.services.creation import creer_fiche
from jalons.application.fiches.services.justification import justifier_ecart
from jalons.application.fiches.services.placement import placer, retirer

__all__ = ["creer_fiche", "justifier_ecart", "placer", "retirer"]
