"""What every template knows of the agent and of the territory it works on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from jalons.application.acces.droits import Droits


def agent(request: HttpRequest) -> dict[str, Any]:
    """``droits``, ``collectivite`` (the current one, or nothing), its look, ``perimetre_libelle``.

    A view may name the collectivité of its object in ``collectivite``; ``logo_url`` and ``couleur_primaire`` stay.
    """
    droits: Droits = getattr(request, "droits", Droits())
    return {
        "droits": droits,
        "collectivite": getattr(request, "collectivite", None),
        "logo_url": SimpleLazyObject(lambda: _logo(request)),
        "couleur_primaire": SimpleLazyObject(lambda: _couleur(request)),
        "perimetre_libelle": _libelle(droits),
    }


def _libelle(droits: Droits) -> str:
    """Roles in words; the places are on the account's page."""
    return ", ".join(sorted({role.libelle for role in droits.roles()}))


def _logo(request: HttpRequest) -> str:
    """Address of the logo of the current collectivité; empty when there is none."""
    collectivite = getattr(request, "collectivite", None)
    return reverse("territoires:logo", args=[collectivite.code]) if collectivite and collectivite.a_un_logo else ""


def _couleur(request: HttpRequest) -> str:
    """Colour of the current collectivité; empty when it has chosen none."""
    return str(getattr(getattr(request, "collectivite", None), "couleur_primaire", "") or "")
