"""Configuration of ``indicateurs``."""

from django.apps import AppConfig


class IndicateursConfig(AppConfig):
    """Indicators: definition, values by source, targets, counter-proposals."""

    name = "jalons.application.indicateurs"
    label = "indicateurs"
