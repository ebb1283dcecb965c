"""What ``enfants`` tells ``faits``: a child has deadlines, whose they are, and who may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.verrous import verrouiller_dossiers
from jalons.application.faits.sujets import GenreSujet, Presentation
from jalons.application.faits.sujets import inscrire as inscrire_sujet
from jalons.application.socle.preparees import ValeursPreparees, parmi
from jalons.application.ui.adresses import vers


def tenir(cles: list[int]) -> set[int]:
    """Lock these files; those that have deadlines: one merged into another has none, its facts count there."""
    return {cle for cle, enfant in verrouiller_dossiers(cles).items() if enfant.fusionne_dans_id is None}


def presenter(cles: Iterable[int]) -> dict[int, Presentation]:
    """Number and address of files: a list of deadlines is printed and sent, it holds no name. One query."""
    return {
        pk: Presentation(f"Dossier {numero}", vers("enfants:dossier", pk))
        for pk, numero in _NUMEROS.lire(cles=list(cles))
    }


_NUMEROS: ValeursPreparees[Enfant] = ValeursPreparees(
    lambda cles: Enfant.objects.filter(parmi("pk", cles)).order_by().values_list("pk", "numero"), cles="bigint[]"
)


def visibles(requete: Requete, maintenant: datetime) -> QuerySet[Enfant, int] | None:
    """Keys of the children whose file the agent may open; ``None``: all those of the collectivités where she may."""
    if porte.sans_reserve(requete.droits, Permission.ENFANTS_VOIR):
        return None
    return porte.visibles(requete, Permission.ENFANTS_VOIR, maintenant=maintenant).values_list("pk", flat=True)


def ouvrir(requete: Requete, cle: int, *, page: str, maintenant: datetime, faire: Permission | None) -> Enfant:
    """The child, for somebody who may read his file, then act; the reading is journalled."""
    return porte.ouvrir(requete, cle, page=page, maintenant=maintenant, faire=faire)


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_sujet(
        GenreSujet(
            "enfant", "Enfants", None, presenter, tenir=tenir, permission=Permission.ENFANTS_VOIR, visibles=visibles,
            ouvrir=ouvrir, tenues=porte.permissions_sur,
        )
    )  # fmt: skip
