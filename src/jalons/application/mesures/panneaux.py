"""What ``mesures`` inscribes: lines of the menu, the panel on a child's file, the block of the home page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.enfants import ages, porte
from jalons.application.mesures import attente, rules, selectors
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.application.ui.statuts import Statut, declarer_statuts


def _de_l_enfant(request: Any, objet: Any) -> dict[str, Any] | None:
    """Measures of the child, for those who may see them on this very file."""
    maintenant = timezone.now()
    voulues = [Permission.MESURES_VOIR, Permission.MESURES_DECIDER]
    tenues = porte.permissions_sur(request, objet, voulues, maintenant=maintenant)
    if Permission.MESURES_VOIR not in tenues:
        return None
    return {
        "lignes": selectors.en_lignes(selectors.lire_mesures_de(objet), timezone.localdate()),
        "peut_decider": Permission.MESURES_DECIDER in tenues,
        "ferme": ages.plus_d_aide(objet.naissance, objet.decede_le, timezone.localdate()),
    }


def _accueil(request: Any, objet: Any) -> dict[str, Any]:
    """Waits and lapsed measures of the perimeter."""
    file, echues = attente.ensemble_et_echues(request, timezone.now(), timezone.localdate())
    return {"attente": file, "echues": echues}


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu("Mesures", "mesures:liste", Permission.MESURES_COMPTER, ordre=30, icone="loi", groupe="Enfants"),
        EntreeMenu(
            "Listes d'attente", "mesures:attente", Permission.MESURES_COMPTER, ordre=31, icone="horloge",
            groupe="Enfants",
        ),
        EntreeMenu(
            "Charge des référents", "mesures:charge", Permission.MESURES_COMPTER, ordre=32, icone="equipe",
            groupe="Enfants",
        ),
    )  # fmt: skip
    inscrire_panneau(
        Panneau(
            "enfants:enfant", "Mesures", Permission.MESURES_VOIR, _de_l_enfant, "mesures/_panneau_enfant.html",
            ordre=50, cle="mesures",
        ),
        Panneau(
            "portail:accueil", "Mesures en attente", Permission.MESURES_DECIDER, _accueil,
            "mesures/_panneau_accueil.html", ordre=20, cle="mesures",
        ),
    )  # fmt: skip
    declarer_statuts("mesure", {
        rules.EN_ATTENTE: Statut("En attente", "horloge", "attention"),
        rules.EN_COURS: Statut("En cours", "progres", "info"),
        rules.ECHUE: Statut("Échue", "retard", "danger"),
        rules.TERMINEE: Statut("Terminée", "coche", "neutre"),
        rules.ANNULEE: Statut("Annulée", "arreter", "inconnu"),
    })  # fmt: skip
