"""What ``enfants`` inscribes: its line of the menu, and the deadlines on the page of a child.

It answers no search of the box at the top of pages: what is typed there goes into an address, and a child's name must
not. Children are searched on their own page, by POST.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.enfants import selectors
from jalons.application.faits import selectors as faits
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.application.ui.statuts import Statut, declarer_statuts

PAGE = "enfants:enfant"
"""Code of the page of a child, for the panels of upper modules; their object is the ``Enfant``."""


def _echeances(request: HttpRequest, objet: Any) -> dict[str, Any]:
    return {"lignes": faits.pour_panneau(faits.lire_echeances_de(objet), au=timezone.localdate())}


def _urgences(request: Any, objet: Any) -> dict[str, Any]:
    """What supervision is told on its home page."""
    lignes = list(selectors.urgences_a_revoir(request.droits.perimetre(Permission.ENFANTS_SUPERVISER)))
    return {"urgences": lignes[:5], "nombre": len(lignes)}


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Enfants", "enfants:liste", Permission.ENFANTS_RECHERCHER, ordre=10, icone="equipe", groupe="Enfants"
        ),
        EntreeMenu(
            "Accès d'urgence", "enfants:urgences", Permission.ENFANTS_SUPERVISER, ordre=20, icone="cadenas",
            groupe="Enfants",
        ),
    )  # fmt: skip
    inscrire_panneau(
        Panneau(
            PAGE, "Échéances", Permission.ENFANTS_VOIR, _echeances, "faits/_panneau.html", ordre=100, cle="echeances"
        )
    )
    inscrire_panneau(
        Panneau(
            "portail:accueil", "Accès d'urgence à revoir", Permission.ENFANTS_SUPERVISER, _urgences,
            "enfants/_panneau_urgences.html", ordre=10, cle="urgences",
        )
    )  # fmt: skip
    declarer_statuts("rapprochement", {
        "probable": Statut("Sans doute le même enfant", "alerte", "attention"),
        "possible": Statut("Peut-être le même enfant", "inconnu", "info"),
        "jumeau": Statut("Jumeau possible", "equipe", "info"),
        "eloigne": Statut("Peu ressemblant", "cercle", "neutre"),
    })  # fmt: skip
