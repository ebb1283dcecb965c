"""Configuration of ``contrats``."""

from django.apps import AppConfig


class ContratsConfig(AppConfig):
    """Contracts with the State and the ARS, and their avenants."""

    name = "jalons.application.contrats"
    label = "contrats"

    def ready(self) -> None:
        """Show contracts in the menu, and tell lower modules how to read them."""
        from jalons.application.contrats import historiques, locaux, sujets

        locaux.exiger_lisibles()
        sujets.inscrire()
        historiques.declarer()
