"""Configuration of ``contrats``."""

from django.apps import AppConfig


class ContratsConfig(AppConfig):
    """Contracts with the State and the ARS, and their avenants."""

    name = "jalons.application.contrats"
    label = "contrats"
