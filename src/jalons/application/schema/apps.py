"""Configuration of ``schema``."""

from django.apps import AppConfig


class SchemaConfig(AppConfig):
    """Schémas départementaux, and the bilan of the former one."""

    name = "jalons.application.schema"
    label = "schema"
