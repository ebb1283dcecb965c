"""Configuration of ``schema``."""

from django.apps import AppConfig


class SchemaConfig(AppConfig):
    """Schémas départementaux and the bilan of the former one."""

    name = "jalons.application.schema"
    label = "schema"

    def ready(self) -> None:
        """Show schémas in the menu, tell lower modules how to read them, let their history be opened."""
        from jalons.application.schema import historiques, sujets

        sujets.inscrire()
        historiques.declarer()
