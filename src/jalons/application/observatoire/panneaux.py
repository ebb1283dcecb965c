"""What ``observatoire`` inscribes: its line of the menu, the statuses of its runs."""

from __future__ import annotations

from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.models import Calcul
from jalons.application.ui.registre import EntreeMenu, inscrire_menu
from jalons.application.ui.statuts import Statut, declarer_statuts


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Observatoire", "observatoire:tableaux_chiffres", Permission.OBSERVATOIRE_LIRE, ordre=69,
            icone="indicateur", groupe="Pilotage",
        )
    )  # fmt: skip
    inscrire_menu(
        EntreeMenu(
            "Chaîne des délais", "observatoire:delais", Permission.OBSERVATOIRE_VOIR, ordre=70, icone="indicateur",
            groupe="Pilotage",
        )
    )  # fmt: skip
    declarer_statuts("calcul", {
        Calcul.Etat.DEMANDE.value: Statut("Demandé", "horloge", "info"),
        Calcul.Etat.EN_COURS.value: Statut("En cours", "progres", "info"),
        Calcul.Etat.FAIT.value: Statut("Fait", "coche", "succes"),
        Calcul.Etat.ABANDONNE.value: Statut("Abandonné", "arreter", "danger"),
        Calcul.Etat.ECHOUE.value: Statut("Échoué", "alerte", "danger"),
    })  # fmt: skip
