"""What reports show elsewhere: documents to download on the pages of a fiche, a contract, a schéma."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau

FORMES = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))
GABARIT = "rapports/_documents.html"


def _liens(nom: str, libelle: str, objet: Any) -> Mapping[str, Any]:
    return {"libelle": libelle, "liens": [(mot, reverse(nom, args=[objet.pk, forme])) for forme, mot in FORMES]}


def de_la_fiche(request: HttpRequest, objet: Any) -> Mapping[str, Any]:
    """The fiche on one page."""
    return _liens("rapports:fiche", "Fiche action sur une page", objet)


def du_contrat(request: HttpRequest, objet: Any) -> Mapping[str, Any]:
    """The synopsis of the contract."""
    return _liens("rapports:synopsis", "Synopsis du contrat", objet)


def du_schema(request: HttpRequest, objet: Any) -> Mapping[str, Any]:
    """The bilan of the schéma."""
    return _liens("rapports:bilan", "Bilan du schéma", objet)


def inscrire() -> None:
    """Register the menu line and the panels."""
    inscrire_menu(EntreeMenu("Rapports d'exécution", "rapports:liste", "rapports:voir", 60, "rapport"))
    for page, permission, selecteur in (
        ("fiches:fiche", "fiches:voir", de_la_fiche),
        ("contrats:contrat", "contrats:voir", du_contrat),
        ("schema:schema", "schema:voir", du_schema),
    ):
        inscrire_panneau(Panneau(page, "Documents", permission, selecteur, GABARIT, 900, "documents-produits"))
