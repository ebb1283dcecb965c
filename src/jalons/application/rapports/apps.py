"""Configuration of ``rapports``."""

from django.apps import AppConfig


class RapportsConfig(AppConfig):
    """Yearly execution reports."""

    name = "jalons.application.rapports"
    label = "rapports"

    def ready(self) -> None:
        """Its line of the menu, and its documents on the pages below."""
        from jalons.application.rapports import historiques, panneaux

        panneaux.inscrire()
        historiques.declarer()
