"""Configuration of ``acces``."""

from django.apps import AppConfig


class AccesConfig(AppConfig):
    """Agents, roles, perimeters."""

    name = "jalons.application.acces"
    label = "acces"
    verbose_name = "accès"

    def ready(self) -> None:
        """Give the interface the one answer to "may this agent?"."""
        from jalons.application.acces.permissions import Permission
        from jalons.application.ui import registre

        registre.definir_controle(lambda requete, permission: requete.droits.peut(Permission(permission)))  # type: ignore[attr-defined]
