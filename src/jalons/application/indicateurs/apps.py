"""Configuration of ``indicateurs``."""

from django.apps import AppConfig


class IndicateursConfig(AppConfig):
    """Indicators: definition, values by source, targets, counter-proposals."""

    name = "jalons.application.indicateurs"
    label = "indicateurs"

    def ready(self) -> None:
        """Shows itself in the menu, the search and the workbooks."""
        from jalons.application.indicateurs import historiques, panneaux

        panneaux.inscrire()
        historiques.declarer()
