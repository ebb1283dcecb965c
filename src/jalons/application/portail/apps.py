"""Configuration of ``portail``."""

from django.apps import AppConfig


class PortailConfig(AppConfig):
    """Home, search, help, catalogue of law."""

    name = "jalons.application.portail"
    label = "portail"

    def ready(self) -> None:
        """Put the home, the catalogue and the help in the menu, and the catalogue in the search."""
        from jalons.application.portail import panneaux, recherche

        panneaux.inscrire()
        recherche.inscrire()
