"""Configuration of ``fiches``."""

from django.apps import AppConfig


class FichesConfig(AppConfig):
    """Fiches actions, and the frames (Cadre, Rubrique) that hold them."""

    name = "jalons.application.fiches"
    label = "fiches"

    def ready(self) -> None:
        """Take a place in the menu, the search and the files."""
        from jalons.application.fiches import panneaux

        panneaux.inscrire()
