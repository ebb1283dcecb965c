"""Configuration of ``accueil_familial``."""

from django.apps import AppConfig


class AccueilFamilialConfig(AppConfig):
    """Foster carers, their approvals, their trainings, what they offer."""

    name = "jalons.application.accueil_familial"
    label = "accueil_familial"

    def ready(self) -> None:
        """Take a place in the menu; say that a carer has deadlines and a history."""
        from jalons.application.accueil_familial import panneaux, sujets

        panneaux.inscrire()
        sujets.inscrire()
