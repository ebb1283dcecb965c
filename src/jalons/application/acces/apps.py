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
        from jalons.application.ui.registre import EntreeMenu

        registre.inscrire_menu(
            EntreeMenu(
                "Collectivités", "territoires:collectivites", ordre=710, icone="territoire", groupe="Référentiels"
            ),
            EntreeMenu(
                "Comptes", "acces:comptes", Permission.ACCES_GERER, ordre=800, icone="equipe", groupe="Administration"
            ),
            EntreeMenu(
                "Journal",
                "acces:journal",
                Permission.ACCES_JOURNAL,
                ordre=810,
                icone="historique",
                groupe="Administration",
            ),
        )

        registre.definir_controle(lambda requete, permission: requete.droits.peut(Permission(permission)))  # type: ignore[attr-defined]
