"""Configuration of ``mesures``."""

from django.apps import AppConfig


class MesuresConfig(AppConfig):
    """Measures and prestations of children."""

    name = "jalons.application.mesures"
    label = "mesures"

    def ready(self) -> None:
        """Take a place in the menu, on the file of a child and on the home page."""
        from jalons.application.mesures import panneaux

        panneaux.inscrire()
