"""What ``echeancier`` inscribes: its line of the menu."""

from __future__ import annotations

from jalons.application.acces.permissions import Permission
from jalons.application.ui.registre import EntreeMenu, inscrire_menu


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Échéances", "echeancier:miennes", Permission.FAITS_VOIR, ordre=60, icone="horloge", groupe="Pilotage"
        )
    )
