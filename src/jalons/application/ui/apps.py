"""The Django application of the interface."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Page shell, components, registries; owns no table."""

    name = "jalons.application.ui"
    label = "ui"
    verbose_name = "interface"
