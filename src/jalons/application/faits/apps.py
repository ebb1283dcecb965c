"""Configuration of ``faits``."""

from django.apps import AppConfig


class FaitsConfig(AppConfig):
    """Facts and the deadlines they open: two tables, computed with the law."""

    name = "jalons.application.faits"
    label = "faits"

    def ready(self) -> None:
        """Show deadlines on the pages of their subjects."""
        from jalons.application.faits import panneaux

        panneaux.inscrire()
