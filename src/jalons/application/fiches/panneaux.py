"""What ``fiches`` inscribes: its line of the menu, its answers to a search, the files it takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import CharField, F, Func, Value
from django.http import HttpRequest
from django.urls import reverse

from jalons.application.acces.permissions import Permission
from jalons.application.documents import objets
from jalons.application.documents.excel import registre as classeurs
from jalons.application.fiches import selectors, views_fiche
from jalons.application.fiches.classeur import CLASSEUR
from jalons.application.fiches.models import Cadre, Fiche, Note
from jalons.application.ui.registre import (
    EntreeMenu,
    FournisseurRecherche,
    Panneau,
    ResultatRecherche,
    inscrire_menu,
    inscrire_panneau,
    inscrire_recherche,
)  # fmt: skip

PAGES_DES_CADRES = ("contrats:contrat", "schema:schema")
"""Pages that publish a ``Cadre`` as their object."""


def _url(fiche: Fiche) -> str:
    return reverse("fiches:fiche", args=[fiche.pk])


def _url_de_la_note(note: Note) -> str:
    return f"{reverse('fiches:fiche', args=[note.fiche_id])}#journal"


def _chercher(request: HttpRequest, texte: str) -> Iterator[ResultatRecherche]:
    requete: Any = request
    cherche = Func(Value(texte), function="cle_tri", output_field=CharField())
    trouvees = selectors.visibles(requete).annotate(_tri=Func(F("titre"), function="cle_tri", output_field=CharField()))
    for fiche in trouvees.filter(_tri__contains=cherche).order_by("_tri")[:10]:
        yield ResultatRecherche(fiche.titre, _url(fiche), "Fiches actions", fiche.get_statut_display())


def plan_action(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """The plan d'action of a frame: its list, and its workbook both ways. No query."""
    cadre = objet if isinstance(objet, Cadre) else getattr(objet, "cadre", None)
    if not isinstance(cadre, Cadre):
        return None
    requete: Any = request
    return {
        "cadre": cadre.pk,
        "liste": CLASSEUR.adresse(cadre),
        "peut_deposer": requete.droits.peut(CLASSEUR.modifier, cadre.collectivite_id),
    }


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(EntreeMenu("Fiches actions", "fiches:liste", Permission.FICHES_VOIR, ordre=30, icone="fiche"))
    inscrire_panneau(
        *(
            Panneau(page, "Plan d'action", Permission.FICHES_VOIR, plan_action, "fiches/_plan_action.html", 150, "plan")
            for page in PAGES_DES_CADRES
        )
    )
    inscrire_recherche(FournisseurRecherche("Fiches actions", Permission.FICHES_VOIR, _chercher, ordre=30))
    objets.inscrire(
        objets.ObjetAPieces(
            "fiches.fiche", views_fiche.trouver_pour_voir, views_fiche.trouver_pour_deposer, _url,
            (("preuve", "Preuve de réalisation"), ("document", "Document de travail")),
        )
    )  # fmt: skip
    objets.inscrire(
        objets.ObjetAPieces(
            "fiches.note", views_fiche.trouver_note, views_fiche.trouver_note_pour_retirer, _url_de_la_note,
            (("preuve", "Preuve"),),
        )
    )  # fmt: skip
    classeurs.inscrire(CLASSEUR)
