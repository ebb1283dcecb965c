"""Configuration of ``enfants``."""

from django.apps import AppConfig


class EnfantsConfig(AppConfig):
    """Children, their family, and who read what of them."""

    name = "jalons.application.enfants"
    label = "enfants"
