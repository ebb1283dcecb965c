"""Configuration of ``faits``."""

from django.apps import AppConfig


class FaitsConfig(AppConfig):
    """Facts and the deadlines they open: two tables, computed with the law."""

    name = "jalons.application.faits"
    label = "faits"
