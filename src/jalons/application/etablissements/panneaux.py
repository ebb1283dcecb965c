"""What ``etablissements`` inscribes: its line of the menu."""

from __future__ import annotations

from jalons.application.acces.permissions import Permission
from jalons.application.ui.registre import EntreeMenu, inscrire_menu


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Établissements", "etablissements:liste", Permission.ETABLISSEMENTS_VOIR, ordre=45, icone="organisme",
            groupe="Offre d'accueil",
        )
    )  # fmt: skip
