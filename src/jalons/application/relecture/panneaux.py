"""What ``relecture`` inscribes: its menu line, its statuses, the file of a document, the provenance of a fiche."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi
from jalons.application.acces.historiques import inscrire as inscrire_historiques
from jalons.application.acces.permissions import Permission
from jalons.application.documents import objets
from jalons.application.relecture import selectors
from jalons.application.relecture.models import ElementLu, FicheLue, Relecture
from jalons.application.relecture.page import STATUTS
from jalons.application.relecture.services.depot import GENRE_PIECE
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.application.ui.statuts import Statut, declarer_statuts

RELIRE = Permission.RELECTURE_RELIRE


def provenance(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """Where a fiche was read; nothing for a fiche that comes from no document."""
    lues = selectors.provenances(objet)
    return {"provenances": lues} if lues else None


def _url(relecture: Relecture) -> str:
    return reverse("relecture:relecture", args=[relecture.pk])


def _fichier(requete: Any, pk: int) -> Relecture:
    return selectors.ouvrable(requete, pk)


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(EntreeMenu("Lire un document", "relecture:liste", RELIRE, ordre=25, icone="televerser"))
    inscrire_panneau(
        Panneau("fiches:fiche", "Lu dans un document", "fiches:voir", provenance, "relecture/_provenance.html", 800)
    )
    objets.inscrire(
        objets.ObjetAPieces(
            "relecture.relecture", _fichier, _fichier, _url, ((GENRE_PIECE, "Document lu"),),
        )
    )  # fmt: skip
    inscrire_historiques(GenreSuivi(Relecture, RELIRE, ((ElementLu, "relecture_id"), (FicheLue, "relecture_id")), _url))
    declarer_statuts("relecture", {
        "depose": Statut("Déposé", "horloge", "info"),
        "en_lecture": Statut("En lecture", "progres", "info"),
        "a_relire": Statut("À relire", "voir", "attention"),
        "refuse": Statut("Refusé", "arreter", "danger"),
        "ecarte": Statut("Écarté", "moins", "neutre"),
    })  # fmt: skip
    declarer_statuts("element_lu", STATUTS)
