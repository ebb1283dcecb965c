"""What ``projets_enfant`` inscribes: its lines of the menu, its panel on the page of a child, its statuses."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.projets_enfant import lecture
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.application.ui.statuts import Statut, declarer_statuts

PAGE_ENFANT = "enfants:enfant"


def _projet(request: Any, objet: Any) -> dict[str, Any] | None:
    """The projet and the last report of the child, for those who may read them. One query."""
    if not porte.peut(request, Permission.PROJETS_VOIR, objet, maintenant=timezone.now()):
        return None
    projet, rapport = lecture.resume(objet)
    return {"projet": projet, "rapport": rapport}


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Projets pour l'enfant", "projets_enfant:liste", Permission.PROJETS_VOIR, ordre=60, icone="document",
            groupe="Enfants",
        ),
        EntreeMenu(
            "Rapports de situation", "projets_enfant:rapports", Permission.PROJETS_VOIR, ordre=65, icone="rapport",
            groupe="Enfants",
        ),
    )  # fmt: skip
    inscrire_panneau(
        Panneau(
            PAGE_ENFANT, "Projet pour l'enfant", Permission.PROJETS_VOIR, _projet,
            "projets_enfant/_panneau_enfant.html", ordre=60, cle="projet-enfant",
        )
    )  # fmt: skip
    declarer_statuts("projet_enfant", {
        "a_etablir": Statut("À établir", "modifier", "attention"),
        "projet": Statut("Établi, avis à recueillir", "equipe", "info"),
        "signe": Statut("Signé", "coche", "succes"),
        "a_actualiser": Statut("À actualiser", "retour", "attention"),
        "clos": Statut("Clos", "cadenas", "neutre"),
    })  # fmt: skip
    declarer_statuts("rapport_situation", {
        "brouillon": Statut("Brouillon", "modifier", "neutre"),
        "a_valider": Statut("À valider", "horloge", "attention"),
        "valide": Statut("Validé", "coche", "succes"),
        "transmis": Statut("Transmis au juge", "envoyer", "succes"),
    })  # fmt: skip
