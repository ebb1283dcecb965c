"""Configuration of ``finances``."""

from django.apps import AppConfig


class FinancesConfig(AppConfig):
    """Amounts: frame, source, payee, period, version, precision."""

    name = "jalons.application.finances"
    label = "finances"

    def ready(self) -> None:
        """Shows itself in the menu and on the pages of lower modules."""
        from jalons.application.finances import historiques, panneaux

        panneaux.inscrire()
        historiques.declarer()
