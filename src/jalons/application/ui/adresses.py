"""Addresses of pages, found once: a list writes the same one for each row, with another key."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

_TEMOINS = (900_000_000_001, 900_000_000_002, 900_000_000_003)
"""Keys that no address holds otherwise: where they come out is where a key goes."""


def vers(nom: str, *arguments: Any) -> str:
    """The address of the page ``nom``: ``reverse``, quicker when the arguments are keys.

    Raises:
        NoReverseMatch: no page has this name with these arguments.
    """
    racine = (get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    for argument in arguments:
        if argument.__class__ is not int or argument < 0:
            return reverse(nom, args=arguments)
    if len(arguments) > len(_TEMOINS):
        return reverse(nom, args=arguments)
    return _patron(racine, nom, len(arguments)).format(*arguments)


@lru_cache(maxsize=2048)
def _patron(racine: tuple[str, str], nom: str, cles: int) -> str:
    """The address with ``{0}``, ``{1}`` where its keys go; ``racine`` only tells one set of addresses from another."""
    temoins = _TEMOINS[:cles]
    adresse = reverse(nom, args=temoins).replace("{", "{{").replace("}", "}}")
    for rang, temoin in enumerate(temoins):
        adresse = adresse.replace(str(temoin), f"{{{rang}}}")
    return adresse
