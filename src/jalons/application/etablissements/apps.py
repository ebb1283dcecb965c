"""Configuration of ``etablissements``."""

from django.apps import AppConfig


class EtablissementsConfig(AppConfig):
    """Managing bodies, establishments, units and their acts."""

    name = "jalons.application.etablissements"
    label = "etablissements"

    def ready(self) -> None:
        """Take a place in the menu; say that an establishment has deadlines and a history."""
        from jalons.application.etablissements import panneaux, sujets

        panneaux.inscrire()
        sujets.inscrire()
