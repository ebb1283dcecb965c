"""Figures drawn from published series: a value, a quotient of two, a rate for the population."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Lire = Callable[[str], float | None]
"""The value of a series for one territory and one year; ``None`` when it is not known."""


def valeur(lire: Lire, p: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The sum of ``de``; nothing to divide by."""
    return somme(lire, p["de"]), None


def quotient(lire: Lire, p: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The sums of ``de`` and of ``sur``; both ``None`` when either has a term that is not known."""
    haut, bas = somme(lire, p["de"]), somme(lire, p["sur"])
    return (None, None) if haut is None or bas is None else (haut, bas)


def somme(lire: Lire, codes: list[str]) -> float | None:
    """The sum, ``None`` as soon as one term is not known."""
    termes = [lire(code) for code in codes]
    return None if any(t is None for t in termes) else sum(t for t in termes if t is not None)
