"""What ``faits`` shows on the pages of those whose deadlines it computes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.faits import selectors
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau

PAGES = ("contrats:contrat", "schema:schema")


def _echeances(request: HttpRequest, objet: Any) -> dict[str, Any]:
    return {"lignes": selectors.presenter_sans_sujet(selectors.echeances_de(objet), au=timezone.localdate())}


def inscrire() -> None:
    """Put deadlines on the pages of contracts and schémas, and in the menu."""
    for page in PAGES:
        inscrire_panneau(
            Panneau(page, "Échéances", Permission.FAITS_VOIR, _echeances, "faits/_panneau.html", ordre=200)
        )
    inscrire_menu(
        EntreeMenu("Échéances", "faits:echeancier", Permission.FAITS_VOIR, ordre=60, icone="horloge", groupe="Pilotage")
    )
