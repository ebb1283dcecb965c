"""Configuration of ``echeancier``."""

from django.apps import AppConfig


class EcheancierConfig(AppConfig):
    """What must be done and by when, for an agent, a team and a département."""

    name = "jalons.application.echeancier"
    label = "echeancier"

    def ready(self) -> None:
        """Take a place in the menu."""
        from jalons.application.echeancier import panneaux

        panneaux.inscrire()
