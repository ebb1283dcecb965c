"""Addresses of pages, found once: a list writes the same one for each row, with another key."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

_TEMOIN = 900_000_000_000
"""A key that no address holds otherwise: where it comes out (with its rank added) is where a key goes."""


def vers(nom: str, *arguments: Any) -> str:
    """The address of the page ``nom``: ``reverse``, quicker when the arguments are keys or short codes.

    Raises:
        NoReverseMatch: no page has this name with these arguments.
    """
    forme: list[str | None] = []
    for argument in arguments:
        if argument.__class__ is int and 0 <= argument < _TEMOIN:
            forme.append(None)
        elif argument.__class__ is str and len(argument) < 40:
            forme.append(argument)
        else:
            return reverse(nom, args=arguments)
    racine = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return _patron(racine, nom, tuple(forme)).format(*arguments)


def modele(nom: str) -> Callable[[int], str]:
    """What gives the address of the page ``nom`` for a key: for lists, the shape is asked once and not at each row.

    Raises:
        NoReverseMatch: no page of this name takes one key.
    """
    racine = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return _patron(racine, nom, (None,)).format


@lru_cache(maxsize=4096)
def _patron(racine: tuple[str, str], nom: str, forme: tuple[str | None, ...]) -> str:
    """The address with ``{0}``, ``{1}`` where its keys go (``None`` in ``forme``).

    Args:
        racine: only tells one set of addresses from another.
    """
    cles = {rang: _TEMOIN + rang for rang, texte in enumerate(forme) if texte is None}
    adresse = reverse(nom, args=[cles.get(rang, texte) for rang, texte in enumerate(forme)])
    adresse = adresse.replace("{", "{{").replace("}", "}}")
    for rang, cle in cles.items():
        adresse = adresse.replace(str(cle), f"{{{rang}}}")
    return adresse
