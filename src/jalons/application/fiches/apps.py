"""Configuration of ``fiches``."""

from django.apps import AppConfig


class FichesConfig(AppConfig):
    """Fiches actions, and the frames (Cadre, Rubrique) that hold them."""

    name = "jalons.application.fiches"
    label = "fiches"
