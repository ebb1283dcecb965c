"""``{% load documents %}``: the files of any object, and the link to add one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from jalons.application.acces.permissions import Permission
from jalons.application.documents import selectors
from jalons.application.documents.models import Piece
from jalons.application.territoires.models import Territorial
from jalons.application.ui.composants.metier import PieceJointe

register = template.Library()


@register.inclusion_tag("documents/_pieces.html", takes_context=True)
def pieces(
    context: template.Context, objet: Territorial, lues: Iterable[Piece] | None = None, modifiable: bool = True
) -> dict[str, Any]:
    """The files of ``objet``, with links to add and remove for those who may.

    Args:
        lues: files already read, so that no query is needed.
        modifiable: whether the page lets the agent add and remove, when she holds the right.
    """
    droits = context["request"].droits
    trouvees = list(selectors.pieces_de(objet) if lues is None else lues)
    return {
        "pieces": [(p.pk, selectors.presenter(p)) for p in trouvees],
        "objet_type": objet._meta.label_lower,
        "objet_id": objet.pk,
        "voir": droits.peut(Permission.DOCUMENTS_VOIR, objet.collectivite_id),
        "modifiable": modifiable and droits.peut(Permission.DOCUMENTS_DEPOSER, objet.collectivite_id),
    }


@register.filter
def en_pieces_jointes(lues: Iterable[Piece]) -> list[PieceJointe]:
    """Files ready for ``{% piece_jointe %}``."""
    return [selectors.presenter(p) for p in lues or ()]
