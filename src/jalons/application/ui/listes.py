"""What list views read from the address: sort and page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import QueryDict

T = TypeVar("T", bound=Model)


def ordre_demande(parametres: QueryDict, colonnes: Mapping[str, Sequence[str]], defaut: str) -> list[str]:
    """The ``order_by`` arguments of ``?tri=``.

    Args:
        parametres: ``request.GET``.
        colonnes: key of the heading → fields to sort on; a key that is not there falls back on ``defaut``.
        defaut: a key of ``colonnes``, with "-" in front for the reverse order.
    """
    demande = parametres.get("tri", defaut)
    if demande.removeprefix("-") not in colonnes:
        demande = defaut
    champs = list(colonnes[demande.removeprefix("-")])
    if not demande.startswith("-"):
        return champs
    return [champ[1:] if champ.startswith("-") else f"-{champ}" for champ in champs]


def page_demandee(
    parametres: QueryDict, objets: QuerySet[T] | Sequence[Any], *, par_page: int = 50, nom: str = "page"
) -> Page[Any]:
    """The page of ``?page=``; a number out of range gives the nearest one."""
    return Paginator(objets, par_page).get_page(parametres.get(nom))
