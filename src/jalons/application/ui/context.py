"""Context processor: what every page knows. ``acces`` may add ``collectivite`` and ``logo_url``; both may be absent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
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
    """``menu`` (groups of lines), ``peut`` (callable on a permission), ``version``."""
    return {
        "menu": SimpleLazyObject(lambda: menu_groupe(request)),
        "peut": _controle(request),
        "version": __version__,
    }


def _controle(request: HttpRequest) -> Callable[[str], bool]:
    return lambda permission: REGISTRE.peut(request, permission)


def menu_groupe(request: HttpRequest) -> list[GroupeMenu]:
    """The menu of this agent, cut into groups in the order of their first line."""
    groupes: dict[str, GroupeMenu] = {}
    espace = getattr(getattr(request, "resolver_match", None), "namespace", "")
    vue = getattr(getattr(request, "resolver_match", None), "view_name", "")
    seule = bool(espace) and REGISTRE.espaces_du_menu.count(espace) == 1
    for entree in REGISTRE.menu(request):
        groupe = groupes.setdefault(entree.groupe, GroupeMenu(entree.groupe, []))
        groupe.lignes.append(_ligne(entree, f"{espace}:" if seule else "", vue))
    return list(groupes.values())


def _ligne(entree: EntreeMenu, espace: str, vue: str) -> LigneMenu:
    """``espace``: the URL namespace of the page when one line only leads to it."""
    seule = bool(espace) and entree.url.startswith(espace)
    return LigneMenu(entree.libelle, vers(entree.url), icone(entree.icone), active=entree.url == vue or seule)
