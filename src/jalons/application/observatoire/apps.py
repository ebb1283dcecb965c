"""Configuration of ``observatoire``."""

from django.apps import AppConfig


class ObservatoireConfig(AppConfig):
    """Runs of analysis on the registers, and their pages."""

    name = "jalons.application.observatoire"
    label = "observatoire"

    def ready(self) -> None:
        """Take a place in the menu."""
        from jalons.application.observatoire import panneaux
        from jalons.application.observatoire.publications import historiques

        panneaux.inscrire()
        historiques.declarer()
