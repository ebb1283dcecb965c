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


Lecteur = Callable[[Any], Contexte]
"""From a frame (``fiches.models.Cadre``) to its context."""

_LECTEURS: dict[str, Lecteur] = {}


def inscrire(nature: str, lecteur: Lecteur) -> None:
    """Say how frames of that ``nature`` are read; called once, in ``AppConfig.ready``.

    Raises:
        ValueError: another reader is registered for this nature.
    """
    if _LECTEURS.setdefault(nature, lecteur) is not lecteur:
        raise ValueError(f"The context of frames {nature!r} is already registered.")


def lire(cadre: Any) -> Contexte:
    """The context of a frame; nothing is assumed complete when its kind says nothing."""
    lecteur = _LECTEURS.get(cadre.nature)
    return lecteur(cadre) if lecteur else Contexte()
