"""What the kind of frame knows of its money, told by the module that extends it (``contrats``, ``schema``)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Contexte:
    """How to read the amounts of one frame.

    Attributes:
        complete: whether its document gives every amount of the State and the ARS (an absent one is then zero).
        au: day on which the law is read, usually the signature; ``None``: the start of the frame.
        url: page of the frame, for the trail; empty when there is none.
    """

    complete: bool = False
    au: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fermeture:
    """Why the amounts that a signed document holds no longer change on the pages of money.

    Attributes:
        phrase: what the user is told, and what to do instead.
        url: where to do it.
    """

    phrase: str
    url: str


Lecteur = Callable[[Any], Contexte]
"""From a frame (``fiches.models.Cadre``) to its context."""

LecteurDeFermeture = Callable[[Any], Fermeture | None]
"""From a frame to what closes its planned and signed amounts; ``None`` while they are open."""

_LECTEURS: dict[str, Lecteur] = {}
_FERMETURES: dict[str, LecteurDeFermeture] = {}


def inscrire(nature: str, lecteur: Lecteur, *, fermeture: LecteurDeFermeture | None = None) -> None:
    """Say how frames of that ``nature`` are read, and what closes them; called once, in ``AppConfig.ready``.

    Raises:
        ValueError: another reader is registered for this nature.
    """
    if _LECTEURS.setdefault(nature, lecteur) is not lecteur:
        raise ValueError(f"The context of frames {nature!r} is already registered.")
    if fermeture is not None:
        _FERMETURES[nature] = fermeture


def lire(cadre: Any) -> Contexte:
    """The context of a frame; nothing is assumed complete when its kind says nothing."""
    lecteur = _LECTEURS.get(cadre.nature)
    return lecteur(cadre) if lecteur else Contexte()


def fermeture(cadre: Any) -> Fermeture | None:
    """What closes the planned and signed amounts of the frame; ``None`` when nothing does."""
    lecteur = _FERMETURES.get(cadre.nature)
    return lecteur(cadre) if lecteur else None
