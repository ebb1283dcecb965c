"""Registries by which an upper module shows itself on a lower one's pages: menu, panels, search.

An upper module calls ``inscrire_…`` in its ``AppConfig.ready``; ``ui`` imports none. Every entry names a permission;
``acces`` supplies the control once, at start-up, with ``definir_controle``. Until then everything is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Controle = Callable[[HttpRequest, str], bool]
"""Whether the agent of the request holds a permission somewhere in the current perimeter."""

Selecteur = Callable[[HttpRequest, Any], Mapping[str, Any] | None]
"""The context of a panel for an object; ``None`` when there is nothing to show."""


@dataclass(frozen=True, slots=True)
class EntreeMenu:
    """One line of the side menu.

    Attributes:
        libelle: what the user reads, short.
        url: name of the URL, without argument ("contrats:liste").
        permission: who sees it; empty for every agent who is logged in.
        ordre: from 0 (top) to 999; by tens.
        icone: a name of ``ui.icones.ICONES``.
        groupe: heading under which the line stands ("Pilotage", "Référentiels", "Administration").
    """

    libelle: str
    url: str
    permission: str = ""
    ordre: int = 500
    icone: str = "point"
    groupe: str = "Pilotage"


@dataclass(frozen=True, slots=True)
class Panneau:
    """What a module shows on the page of a lower one.

    Attributes:
        page: code of the page ("fiches:fiche"), published by the module that owns it.
        titre: heading of the panel.
        permission: who sees it.
        selecteur: reads what the template needs, from the request (agent, perimeter) and the object of the page.
        gabarit: template, rendered with the selector's answer, ``objet`` and ``request``.
        ordre: from 0 (top) to 999.
        cle: anchor of the panel on the page.
    """

    page: str
    titre: str
    permission: str
    selecteur: Selecteur
    gabarit: str
    ordre: int = 500
    cle: str = ""

    @property
    def ancre(self) -> str:
        """Identifier of the panel on its page: ``cle``, else the name of the template."""
        return self.cle or self.gabarit.rpartition("/")[2].removesuffix(".html").strip("_")


@dataclass(frozen=True, slots=True)
class ResultatRecherche:
    """One answer to a search."""

    titre: str
    url: str
    categorie: str
    resume: str = ""


@dataclass(frozen=True, slots=True)
class FournisseurRecherche:
    """A module's answers to the search box."""

    categorie: str
    permission: str
    chercher: Callable[[HttpRequest, str], Iterable[ResultatRecherche]]
    ordre: int = 500


class Registre:
    """All registrations of one process. Registering the same thing twice is an error of the programmer."""

    def __init__(self) -> None:
        self._menu: dict[str, EntreeMenu] = {}
        self._panneaux: dict[tuple[str, str], Panneau] = {}
        self._recherche: dict[str, FournisseurRecherche] = {}
        self._controle: Controle | None = None

    def definir_controle(self, controle: Controle) -> None:
        """Sets the one function that answers "may this agent?"."""
        self._controle = controle

    def peut(self, request: HttpRequest, permission: str) -> bool:
        """Whether the agent of ``request`` holds ``permission``; an empty one asks only for being logged in."""
        agent = getattr(request, "user", None)
        if agent is None or not agent.is_authenticated:
            return False
        if not permission:
            return True
        return self._controle is not None and self._controle(request, permission)

    def inscrire_menu(self, *entrees: EntreeMenu) -> None:
        """Adds lines to the menu; the key is the URL name."""
        for entree in entrees:
            _inscrire(self._menu, entree.url, entree)

    def inscrire_panneau(self, *panneaux: Panneau) -> None:
        """Adds panels; the key is the page and the template."""
        for panneau in panneaux:
            _inscrire(self._panneaux, (panneau.page, panneau.gabarit), panneau)

    def inscrire_recherche(self, *fournisseurs: FournisseurRecherche) -> None:
        """Adds search providers; the key is the category."""
        for fournisseur in fournisseurs:
            _inscrire(self._recherche, fournisseur.categorie, fournisseur)

    def menu(self, request: HttpRequest) -> list[EntreeMenu]:
        """The lines this agent may open, in order."""
        ordonnees = sorted(self._menu.values(), key=lambda e: (e.ordre, e.libelle))
        return [e for e in ordonnees if self.peut(request, e.permission)]

    @property
    def espaces_du_menu(self) -> list[str]:
        """The URL namespace of each line, repeated when it has several lines."""
        return [url.partition(":")[0] for url in self._menu]

    def panneaux(self, request: HttpRequest, page: str) -> list[Panneau]:
        """The panels of ``page`` this agent may see, in order."""
        ordonnes = sorted((p for p in self._panneaux.values() if p.page == page), key=lambda p: (p.ordre, p.titre))
        return [p for p in ordonnes if self.peut(request, p.permission)]

    def chercher(self, request: HttpRequest, texte: str) -> list[ResultatRecherche]:
        """Answers of every provider this agent may use, in the order of the providers."""
        if not any(c.isalnum() for c in texte):
            return []
        ordonnes = sorted(self._recherche.values(), key=lambda f: (f.ordre, f.categorie))
        return [r for f in ordonnes if self.peut(request, f.permission) for r in f.chercher(request, texte.strip())]


def _inscrire(table: dict[Any, Any], cle: Any, valeur: Any) -> None:
    if table.get(cle, valeur) != valeur:
        raise ValueError(f"{cle!r} is already registered with something else: {table[cle]!r}.")
    table[cle] = valeur


REGISTRE = Registre()
"""The registry of the running application; tests build their own."""

definir_controle = REGISTRE.definir_controle
inscrire_menu = REGISTRE.inscrire_menu
inscrire_panneau = REGISTRE.inscrire_panneau
inscrire_recherche = REGISTRE.inscrire_recherche
peut = REGISTRE.peut
