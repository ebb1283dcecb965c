"""What ``schema`` tells lower modules: its deadlines, its money, its files, its line in the menu."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from jalons.application.acces.gate import obtenir
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.documents.objets import ObjetAPieces
from jalons.application.documents.objets import inscrire as inscrire_pieces
from jalons.application.faits.rules import FaitConnu, schema_depuis
from jalons.application.faits.sujets import GenreSujet, Presentation, par_la_porte, verrous
from jalons.application.faits.sujets import inscrire as inscrire_sujet
from jalons.application.fiches.models import Cadre
from jalons.application.finances import contexte
from jalons.application.schema import selectors
from jalons.application.schema.models import Schema
from jalons.application.ui.registre import EntreeMenu, inscrire_menu
from jalons.application.ui.statuts import Statut, declarer_statuts
from jalons.droit import DroitInapplicable
from jalons.droit.echeances import Echeance, FaitsSchema, echeances_schema

PREAVIS_JOURS = 548
"""Eighteen months: how long before its term a schéma is said to come to its end."""


def lire(cle: int) -> Cadre | None:
    """The frame of a schéma; ``None`` when it does not exist any more. One query."""
    return Cadre.objects.filter(pk=cle).first()


def evaluer(cadre: Cadre | None, faits: list[FaitConnu], au: date) -> list[Echeance]:
    """Deadlines of the schéma on the day ``au``; none for one that begins before the law set a duration."""
    if cadre is None or cadre.debut is None:
        return []
    try:
        return echeances_schema(FaitsSchema(str(cadre), cadre.debut, cadre.fin, **schema_depuis(faits)), au=au)
    except DroitInapplicable:
        return []


def presenter(cles: Iterable[int]) -> dict[int, Presentation]:
    """Title and address of schémas. One query."""
    return {
        s.pk: Presentation(str(s), reverse("schema:schema", args=[s.pk]))
        for s in Schema.objects.select_related("cadre").filter(pk__in=list(cles))
    }


def lire_contexte(cadre: Cadre) -> contexte.Contexte:
    """A schéma does not say that its amounts are complete."""
    return contexte.Contexte(url=reverse("schema:schema", args=[cadre.pk]))


def _a_lire(requete: Requete, pk: int) -> Schema:
    return obtenir(selectors.tous(), requete=requete, voir=Permission.SCHEMA_VOIR, pk=pk)


def _a_completer(requete: Requete, pk: int) -> Schema:
    return obtenir(
        selectors.tous(), requete=requete, voir=Permission.SCHEMA_VOIR, faire=Permission.SCHEMA_MODIFIER, pk=pk
    )


ouvrir, tenues = par_la_porte(selectors.tous, Permission.SCHEMA_VOIR, Permission.SCHEMA_MODIFIER)


def inscrire() -> None:
    """Called once, when the application starts."""
    inscrire_sujet(
        GenreSujet(
            "schema",
            "Schémas",
            evaluer,
            presenter,
            preavis_jours=PREAVIS_JOURS,
            permission=Permission.SCHEMA_VOIR,
            lire=lire,
            tenir=verrous(Schema),
            ouvrir=ouvrir,
            tenues=tenues,
        )
    )
    contexte.inscrire(Cadre.Nature.SCHEMA.value, lire_contexte)
    inscrire_menu(EntreeMenu("Schémas", "schema:liste", Permission.SCHEMA_VOIR, ordre=25, icone="schema"))
    inscrire_pieces(
        ObjetAPieces(
            "schema.schema", _a_lire, _a_completer, lambda s: reverse("schema:schema", args=[s.pk]),
            (("schema_adopte", "Schéma adopté"), ("deliberation", "Délibération"), ("piece", "Autre pièce")),
        )
    )  # fmt: skip
    declarer_statuts("statut_bilan", {
        "realisee": Statut("Réalisée", "coche", "succes"),
        "en_cours": Statut("En cours de réalisation", "progres", "info"),
        "non_realisee": Statut("Non réalisée", "arreter", "attention"),
        "inconnu": Statut("Inconnu", "inconnu", "inconnu"),
    })  # fmt: skip
