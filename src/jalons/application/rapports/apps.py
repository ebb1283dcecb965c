"""Configuration of ``rapports``."""

from django.apps import AppConfig


class RapportsConfig(AppConfig):
    """Yearly execution reports: sections, comments, visas, frozen figures."""

    name = "jalons.application.rapports"
    label = "rapports"
