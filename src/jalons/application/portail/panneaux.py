"""What ``portail`` puts in the menu and in the search."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from jalons.application.acces.permissions import Permission
from jalons.application.portail import catalogue
from jalons.application.ui.registre import (
    EntreeMenu,
    FournisseurRecherche,
    ResultatRecherche,
    inscrire_menu,
    inscrire_recherche,
)

REPONSES_AU_PLUS = 20


def inscrire() -> None:
    """Called once, at start-up."""
    inscrire_menu(
        EntreeMenu("Accueil", "portail:accueil", ordre=0, icone="accueil"),
        EntreeMenu(
            "Catalogue du droit", "portail:droit", Permission.DROIT_VOIR, ordre=700, icone="loi", groupe="Référentiels"
        ),
        EntreeMenu("Aide", "portail:aide", ordre=990, icone="information", groupe="Référentiels"),
    )
    inscrire_recherche(FournisseurRecherche("Droit", Permission.DROIT_VOIR, _chercher, ordre=900))


def _chercher(request: HttpRequest, texte: str) -> Iterator[ResultatRecherche]:
    for fait in catalogue.chercher(texte)[:REPONSES_AU_PLUS]:
        adresse = reverse("portail:regime", args=[fait.regime]) if fait.regime else reverse("portail:droit")
        yield ResultatRecherche(fait.libelle, f"{adresse}#{fait.ancre}", "Droit", f"{fait.famille}, {fait.detail}")
