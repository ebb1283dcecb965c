"""The kinds of objects that take files. The module that owns one inscribes it in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jalons.application.acces.http import Requete


@dataclass(frozen=True, slots=True)
class ObjetAPieces:
    """A kind of object that takes files.

    Attributes:
        type: ``module.modele``, as ``_meta.label_lower``.
        voir: the object for an agent who reads its files; raises 404 or 403.
        deposer: the same for an agent who adds or removes one.
        url: the page to go back to.
        genres: code and label of the kinds of file it takes.
    """

    type: str
    voir: Callable[[Requete, int], Any]
    deposer: Callable[[Requete, int], Any]
    url: Callable[[Any], str]
    genres: tuple[tuple[str, str], ...] = (("piece", "Pièce jointe"),)


_OBJETS: dict[str, ObjetAPieces] = {}


def inscrire(objet: ObjetAPieces) -> None:
    """Make a kind of object known; inscribing it again replaces nothing and must say the same."""
    if _OBJETS.setdefault(objet.type, objet) != objet:
        raise ValueError(f"The kind of object {objet.type!r} is already inscribed.")


def objet(type_: str) -> ObjetAPieces | None:
    """The kind of that type, or ``None``."""
    return _OBJETS.get(type_)
