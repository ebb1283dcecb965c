"""What ``fiches`` inscribes: its line of the menu, its answers to a search, the files it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, F, Func, Value
from django.http import HttpRequest
from django.urls import reverse

from jalons.application.acces.permissions import Permission
from jalons.application.documents import objets
from jalons.application.documents.excel import registre as classeurs
from jalons.application.fiches import selectors, views_fiche
from jalons.application.fiches.classeur import CLASSEUR
from jalons.application.fiches.models import Fiche, Note
from jalons.application.ui.registre import (
    EntreeMenu,
    FournisseurRecherche,
    ResultatRecherche,
    inscrire_menu,
    inscrire_recherche,
)  # fmt: skip


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


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(EntreeMenu("Fiches actions", "fiches:liste", Permission.FICHES_VOIR, ordre=30, icone="fiche"))
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
