"""Where a deadline has a page of its own: the upper module that shows it says so in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jalons.application.faits.models import Echeance
from jalons.application.ui.adresses import modele, vers

_PAGES: dict[str, str] = {}


def inscrire_page(sujet_type: str, nom: str) -> None:
    """Deadlines of that kind of subject are shown by the page ``nom``, which takes their key."""
    _PAGES[sujet_type] = nom


def adresse(echeance: Echeance) -> str:
    """The page of a deadline; empty when its kind has none."""
    nom = _PAGES.get(echeance.sujet_type)
    return vers(nom, echeance.pk) if nom else ""


def modeles() -> Mapping[str, Callable[[int], str]]:
    """What gives the page of a deadline from its key, by kind of subject: for lists."""
    return {sujet_type: modele(nom) for sujet_type, nom in _PAGES.items()}
