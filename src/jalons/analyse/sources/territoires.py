"""Territories given whole and in parts: which to count so that nobody is counted twice, and when each exists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jalons.noyau.yaml_simple import charger


@dataclass(frozen=True, slots=True)
class Reunion:
    """``code`` is the sum of ``parties``, which have figures of their own from ``de`` to ``a`` (years, included)."""

    code: str
    nom: str
    parties: tuple[str, ...]
    de: int | None
    a: int | None
    source: str

    def separee(self, annee: int) -> bool:
        """Whether the parts have figures of their own that year."""
        return (self.de is None or annee >= self.de) and (self.a is None or annee <= self.a)


@cache
def reunions() -> tuple[Reunion, ...]:
    """Those that the published files hold."""
    lues = charger(Path(__file__).with_suffix(".yaml").read_bytes())["reunions"]
    return tuple(
        Reunion(r["code"], r["nom"], tuple(r["parties"]), r["parties_de"], r["parties_a"], r["source"]) for r in lues
    )


@cache
def absents() -> frozenset[str]:
    """Codes of the territories that DREES leaves out."""
    lus = charger(Path(__file__).with_suffix(".yaml").read_bytes())["absents"]
    return frozenset(a["code"] for a in lus)


def existe(code: str, annee: int) -> bool:
    """Whether this territory has figures of its own that year.

    >>> existe("69M", 2014), existe("69M", 2015), existe("2A", 2018), existe("62", 2002)
    (False, True, False, True)
    """
    return all(r.separee(annee) for r in reunions() if code in r.parties)


def sans_double_compte(codes: Collection[str], annee: int, pour: str = "") -> list[str]:
    """Of these codes, those that cover the country once, in order.

    A territory given whole is taken rather than its parts, unless ``pour`` is one of the parts, or the whole is not
    among ``codes``.

    >>> sans_double_compte(["59", "69", "69D", "69M"], 2020), sans_double_compte(["69", "69D", "69M"], 2020, "69M")
    (['59', '69'], ['69D', '69M'])
    """
    exclus: set[str] = set()
    for reunion in reunions():
        en_parties = reunion.separee(annee) and all(p in codes for p in reunion.parties)
        if en_parties and (pour in reunion.parties or reunion.code not in codes):
            exclus.add(reunion.code)
        else:
            exclus.update(reunion.parties)
    return sorted(c for c in codes if c not in exclus)
