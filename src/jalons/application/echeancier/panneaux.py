"""What ``echeancier`` inscribes: its line of the menu, and what presses on the home page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.echeancier import portee, rules, selectors
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau

LIGNES_D_ACCUEIL = 6


def _accueil(request: Any, objet: Any) -> dict[str, Any]:
    """Counts of what is late or soon due, and the first of them: of the agent's own files, else of her perimeter."""
    jour = timezone.localdate()
    siennes = portee.choisie(request, jour)
    ouvertes = selectors.ouvertes(request, au=jour, siennes=siennes == portee.DOSSIERS)
    comptes = selectors.compter_groupes(ouvertes)
    pressees = selectors.lire(selectors.pressees(ouvertes)[:LIGNES_D_ACCUEIL])
    return {
        "lignes": selectors.presenter(pressees, au=jour),
        "portee": siennes,
        "chiffres": [(rules.GROUPES[g], comptes[g], g) for g in (*rules.PRESSES, "retard_ancien")],
    }


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Échéances", "echeancier:miennes", Permission.FAITS_VOIR, ordre=60, icone="horloge", groupe="Pilotage"
        )
    )
    inscrire_panneau(
        Panneau(
            "portail:accueil", "Mes échéances", Permission.ENFANTS_VOIR, _accueil, "echeancier/_panneau_accueil.html",
            ordre=5, cle="echeances",
        )
    )  # fmt: skip
