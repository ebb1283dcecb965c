"""Configuration of ``crip``."""

from django.apps import AppConfig


class CripConfig(AppConfig):
    """Informations préoccupantes."""

    name = "jalons.application.crip"
    label = "crip"

    def ready(self) -> None:
        """Take a place in the menu, on the home page and on the page of a child."""
        from jalons.application.crip import echeances, panneaux
        from jalons.application.faits.sujets import inscrire_suite

        panneaux.inscrire()
        inscrire_suite("enfant", echeances.garder)
