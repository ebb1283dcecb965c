"""Configuration of ``relecture``."""

from django.apps import AppConfig


class RelectureConfig(AppConfig):
    """Documents read, reviewed, turned into fiches."""

    name = "jalons.application.relecture"
    label = "relecture"

    def ready(self) -> None:
        """Take a place in the menu and on the page of a fiche."""
        from jalons.application.relecture import panneaux

        panneaux.inscrire()
