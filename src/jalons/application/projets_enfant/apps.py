"""Configuration of ``projets_enfant``."""

from django.apps import AppConfig


class ProjetsEnfantConfig(AppConfig):
    """Projets pour l'enfant and situation reports."""

    name = "jalons.application.projets_enfant"
    label = "projets_enfant"

    def ready(self) -> None:
        """Take a place in the menu and on the page of a child."""
        from jalons.application.projets_enfant import panneaux

        panneaux.inscrire()
