"""Configuration of ``socle``: after each migration, puts the locks and rights back."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SocleConfig(AppConfig):
    """Perimeter, locks, history, journal."""

    name = "jalons.application.socle"
    label = "socle"

    def import_models(self) -> None:
        """The first models with triggers are those of this module."""
        from jalons.application.socle.registre import indexer

        indexer()
        super().import_models()

    def ready(self) -> None:
        """Locks are applied once per ``migrate``, when every table exists."""
        from django.db.models import ForeignKey

        from jalons.application.socle.declencheurs import alleger
        from jalons.application.socle.recherches import Parmi

        alleger()
        ForeignKey.register_lookup(Parmi)
        post_migrate.connect(_verrouiller, sender=self, dispatch_uid="socle.verrou")


def _verrouiller(sender: Any, using: str, **kwargs: Any) -> None:
    from jalons.application.socle.verrou import appliquer

    appliquer(using)
