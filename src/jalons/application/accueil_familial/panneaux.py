"""What ``accueil_familial`` inscribes: its lines of the menu, its statuses."""

from __future__ import annotations

from jalons.application.acces.permissions import Permission
from jalons.application.accueil_familial import rules
from jalons.application.ui.registre import EntreeMenu, inscrire_menu
from jalons.application.ui.statuts import Statut, Ton, declarer_statuts


def inscrire() -> None:
    """Once, at start-up."""
    groupe = "Offre d'accueil"
    inscrire_menu(
        EntreeMenu("Accueil familial", "accueil_familial:liste", Permission.ACCUEIL_FAMILIAL_VOIR, ordre=46,
                   icone="equipe", groupe=groupe),
        EntreeMenu("Départs d'assistants familiaux", "accueil_familial:departs", Permission.ACCUEIL_FAMILIAL_COMPTER,
                   ordre=47, icone="progres", groupe=groupe),
    )  # fmt: skip
    apparences: dict[str, tuple[str, Ton]] = {
        rules.VALIDE: ("coche", "succes"), rules.SUSPENDU: ("pause", "danger"), rules.EXPIRE: ("retard", "danger"),
        rules.RETIRE: ("arreter", "danger"), rules.TERMINE: ("moins", "neutre"), rules.A_VENIR: ("calendrier", "info"),
        rules.INCONNU: ("inconnu", "inconnu"),
    }  # fmt: skip
    declarer_statuts(
        "agrement", {code: Statut(rules.ETATS[code], icone, ton) for code, (icone, ton) in apparences.items()}
    )
