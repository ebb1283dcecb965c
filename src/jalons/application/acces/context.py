"""What every template knows of the agent and of the territory it works on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from jalons.application.acces.droits import Droits
from jalons.application.acces.selectors import territoire_courant


def agent(request: HttpRequest) -> dict[str, Any]:
    """``droits`` (see ``Droits``), ``collectivite`` (the current one, or nothing), ``perimetre_libelle``."""
    droits: Droits = getattr(request, "droits", Droits())
    return {
        "droits": droits,
        "collectivite": SimpleLazyObject(lambda: territoire_courant(request)),
        "perimetre_libelle": _libelle(droits),
    }


def _libelle(droits: Droits) -> str:
    """Roles in words; the places are on the account's page."""
    return ", ".join(sorted({role.libelle for role in droits.roles()}))
