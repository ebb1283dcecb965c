"""What ``observatoire`` inscribes: its line of the menu, the statuses of its runs."""

from __future__ import annotations

from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.publications.models import Publication
from jalons.application.ui.registre import EntreeMenu, inscrire_menu
from jalons.application.ui.statuts import Statut, declarer_statuts


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Chaîne des délais", "observatoire:delais", Permission.OBSERVATOIRE_VOIR, ordre=70, icone="indicateur",
            groupe="Pilotage",
        )
    )  # fmt: skip
    inscrire_menu(
        EntreeMenu(
            "Publications", "observatoire:publications_liste", Permission.PUBLICATION_VOIR, ordre=74, icone="document",
            groupe="Pilotage",
        )
    )  # fmt: skip
    declarer_statuts("publication", {
        Publication.Etat.PREPARATION.value: Statut("En préparation", "progres", "info"),
        Publication.Etat.DEMANDEE.value: Statut("Attend une seconde personne", "horloge", "attention"),
        Publication.Etat.REFUSEE.value: Statut("Refusée", "arreter", "danger"),
        Publication.Etat.PUBLIEE.value: Statut("Publiée", "coche", "succes"),
    })  # fmt: skip
    declarer_statuts("calcul", {
        Calcul.Etat.DEMANDE.value: Statut("Demandé", "horloge", "info"),
        Calcul.Etat.EN_COURS.value: Statut("En cours", "progres", "info"),
        Calcul.Etat.FAIT.value: Statut("Fait", "coche", "succes"),
        Calcul.Etat.ABANDONNE.value: Statut("Abandonné", "arreter", "danger"),
    })  # fmt: skip
