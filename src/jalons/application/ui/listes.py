"""What list views read from the address: sort and page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import QueryDict

T = TypeVar("T", bound=Model)

COMPTES_AU_PLUS = 1_000
"""Rows that a very long list counts before it says « plus de »: counting all of them costs more than its page."""


CHIFFRES = 6
"""Digits of the longest number of a page that is believed."""


def a_compter(demandee: str | None, par_page: int) -> int:
    """How many rows must be counted to give the page asked, as it came, and know whether another follows it."""
    rang = int(demandee) if demandee and demandee.isdecimal() and len(demandee) <= CHIFFRES else 1
    return max(COMPTES_AU_PLUS, (rang + 1) * par_page)


class PagesSansFin(Paginator):  # type: ignore[type-arg]
    """Pages of a list that may be very long: it is counted up to a bound, or one page beyond the page asked.

    Every page stays within reach, one after the other.

    Args:
        demandee: the page asked, as it came.
    """

    def __init__(self, objets: Any, par_page: int, demandee: str | None) -> None:
        super().__init__(objets, par_page)
        self.borne = a_compter(demandee, par_page)

    @cached_property
    def comptees(self) -> int:
        """Rows counted, one more than the bound at most. One query."""
        lignes: Any = self.object_list
        if hasattr(lignes, "compter"):  # ``acces.preparees.Lignes``
            return int(lignes.compter(self.borne + 1))
        return int(lignes.order_by().values("pk")[: self.borne + 1].count())

    @property
    def plus(self) -> bool:
        """Whether there are more than ``count``."""
        return self.comptees > self.borne

    @property
    def count(self) -> int:
        """Number of rows, or the bound when there are more."""
        return min(self.comptees, self.borne)


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
    parametres: QueryDict,
    objets: QuerySet[T] | Sequence[Any] | Any,
    *,
    par_page: int = 50,
    nom: str = "page",
    sans_fin: bool = False,
) -> Page[Any]:
    """The page of ``?page=``; a number out of range gives the nearest one.

    Args:
        sans_fin: a query that may give tens of thousands of rows: see ``PagesSansFin``.
    """
    if sans_fin:
        return PagesSansFin(objets, par_page, parametres.get(nom)).get_page(parametres.get(nom))
    return Paginator(objets, par_page).get_page(parametres.get(nom))
