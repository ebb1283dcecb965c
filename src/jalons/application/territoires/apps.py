"""Configuration of ``territoires``: reference rows are brought up to date after each migration."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TerritoiresConfig(AppConfig):
    """Territories."""

    name = "jalons.application.territoires"
    label = "territoires"

    def ready(self) -> None:
        """Régions, départements and collectivités come with the code; EPCI and communes with the demonstration."""
        post_migrate.connect(_charger, sender=self, dispatch_uid="territoires.charger")


def _charger(sender: Any, using: str, **kwargs: Any) -> None:
    from jalons.application.territoires.services import charger_collectivites

    charger_collectivites(using=using)
