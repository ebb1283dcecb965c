"""Where a deadline has a page of its own: the upper module that shows them says so in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jalons.application.faits import sujets
from jalons.application.faits.models import Echeance
from jalons.application.ui.adresses import modele, vers

_PAGE: list[str] = []


def inscrire_page(nom: str) -> None:
    """The page ``nom``, which takes the key of a deadline, shows those of every kind whose subjects can be opened."""
    _PAGE[:] = [nom]


def adresse(echeance: Echeance) -> str:
    """The page of a deadline; empty when its kind has none."""
    genre = sujets.genre(echeance.sujet_type)
    return vers(_PAGE[0], echeance.pk) if _PAGE and genre is not None and genre.ouvrir is not None else ""


def modeles() -> Mapping[str, Callable[[int], str]]:
    """What gives the page of a deadline from its key, by kind of subject: for lists."""
    return {g.type: modele(nom) for nom in _PAGE for g in sujets.genres() if g.ouvrir is not None}
