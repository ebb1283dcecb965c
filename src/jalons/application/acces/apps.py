"""Configuration of ``acces``."""

from django.apps import AppConfig


class AccesConfig(AppConfig):
    """Agents, roles, perimeters."""

    name = "jalons.application.acces"
    label = "acces"
    verbose_name = "accès"
