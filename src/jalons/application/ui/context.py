"""Context processor: what every page knows. ``acces`` may add ``collectivite`` and ``logo_url``; both may be absent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from jalons import __version__
from jalons.application.ui.adresses import vers
from jalons.application.ui.icones import icone
from jalons.application.ui.registre import REGISTRE, EntreeMenu


@dataclass(frozen=True, slots=True)
class LigneMenu:
    """A line of the menu as the template shows it."""

    libelle: str
    adresse: str
    dessin: SafeString
    active: bool


@dataclass(frozen=True, slots=True)
class GroupeMenu:
    """A heading of the menu and its lines."""

    titre: str
    lignes: list[LigneMenu]


def ui(request: HttpRequest) -> dict[str, Any]:
    """``menu`` (a ``Menu``), ``peut`` (callable on a permission), ``version``."""
    return {
        "menu": SimpleLazyObject(lambda: menu_de(request)),
        "peut": _controle(request),
        "version": __version__,
    }


def _controle(request: HttpRequest) -> Callable[[str], bool]:
    return lambda permission: REGISTRE.peut(request, permission)


@dataclass(frozen=True, slots=True)
class Menu:
    """The lines of the menu, in groups, and their HTML.

    Attributes:
        groupes: in the order of their first line.
    """

    groupes: tuple[GroupeMenu, ...]
    html: SafeString


def menu_de(request: HttpRequest) -> Menu:
    """The menu of this agent on this page; nothing is in it when nothing is open to her."""
    entrees = tuple(REGISTRE.menu(request))
    espace = getattr(getattr(request, "resolver_match", None), "namespace", "")
    vue = getattr(getattr(request, "resolver_match", None), "view_name", "")
    # the page belongs to the line whose URL it is, else to the only line of its namespace
    seul = f"{espace}:" if espace and REGISTRE.espaces_du_menu.count(espace) == 1 else ""
    actives = frozenset(e.url for e in entrees if e.url == vue or (seul and e.url.startswith(seul)))
    dessiner = _dessiner.__wrapped__ if settings.DEBUG else _dessiner
    return dessiner(entrees, actives, get_script_prefix())


@lru_cache(maxsize=512)
def _dessiner(entrees: tuple[EntreeMenu, ...], actives: frozenset[str], racine: str) -> Menu:
    """The menu of these lines: pure presentation, kept from one request to the next.

    Args:
        actives: URL names of the lines on which the page is.
        racine: only tells one set of addresses from another.
    """
    groupes: dict[str, GroupeMenu] = {}
    for e in entrees:
        ligne = LigneMenu(e.libelle, vers(e.url), icone(e.icone), active=e.url in actives)
        groupes.setdefault(e.groupe, GroupeMenu(e.groupe, [])).lignes.append(ligne)
    tous = tuple(groupes.values())
    return Menu(tous, SafeString(render_to_string("ui/_menu.html", {"menu": tous})) if tous else SafeString(""))
