"""What ``faits`` shows on the pages of those whose deadlines it computes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.faits import selectors
from jalons.application.ui.registre import Panneau, inscrire_panneau

PAGES = ("contrats:contrat", "schema:schema")


def _echeances(request: HttpRequest, objet: Any) -> dict[str, Any]:
    return {"lignes": selectors.pour_panneau(selectors.echeances_de(objet), au=timezone.localdate())}


def inscrire() -> None:
    """Put deadlines on the pages of contracts and schémas; the line of the menu is that of ``echeancier``."""
    for page in PAGES:
        inscrire_panneau(
            Panneau(page, "Échéances", Permission.FAITS_VOIR, _echeances, "faits/_panneau.html", ordre=200)
        )
