"""Configuration of ``enfants``."""

from django.apps import AppConfig


class EnfantsConfig(AppConfig):
    """Children, their family, and who read what of them."""

    name = "jalons.application.enfants"
    label = "enfants"

    def ready(self) -> None:
        """Take a place in the menu, show deadlines on the page of a child, say that a child has some."""
        from jalons.application.enfants import panneaux, sujets

        panneaux.inscrire()
        sujets.inscrire()
