"""Configuration of ``finances``."""

from django.apps import AppConfig


class FinancesConfig(AppConfig):
    """Amounts: frame, source, payee, period, version, precision."""

    name = "jalons.application.finances"
    label = "finances"
