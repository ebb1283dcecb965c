"""Configuration of ``rapports``."""

from django.apps import AppConfig


class RapportsConfig(AppConfig):
    """Yearly execution reports."""

    name = "jalons.application.rapports"
    label = "rapports"

    def ready(self) -> None:
        """Its line of the menu."""
        from jalons.application.ui.registre import EntreeMenu, inscrire_menu

        inscrire_menu(EntreeMenu("Rapports d'exécution", "rapports:liste", "rapports:voir", 60, "document"))
