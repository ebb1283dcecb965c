"""Words of the offer: FINESS categories, types of units, publics. Read once, from ``nomenclatures.yaml``. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jalons.noyau.yaml_simple import charger

TOUS = "tous"
"""Public of a unit that is kept for none."""


@dataclass(frozen=True, slots=True)
class TypeUnite:
    """A kind of place.

    Attributes:
        residentiel: a child lives there.
        admission: entering it opens the deadlines of a stay in an establishment.
        pouponniere: the stay is renewed after an evaluation.
    """

    code: str
    libelle: str
    residentiel: bool
    admission: bool
    pouponniere: bool = False


@dataclass(frozen=True, slots=True)
class Critere:
    """A criterion of the risk of an establishment; its usual weight is that of a département that has set none."""

    code: str
    libelle: str
    points: int
    plafond: int


@cache
def _lues() -> dict[str, Any]:
    lues: dict[str, Any] = charger(Path(__file__).with_name("nomenclatures.yaml").read_bytes())
    return lues


@cache
def types() -> dict[str, TypeUnite]:
    """Kinds of places by code, in the order of the file."""
    return {ligne["code"]: TypeUnite(**ligne) for ligne in _lues()["types"]}


def categories() -> dict[str, str]:
    """FINESS categories by code.

    >>> categories()["177"]
    "Maison d'enfants à caractère social"
    """
    lues: dict[str, str] = _lues()["categories"]
    return lues


def publics() -> dict[str, str]:
    """Publics by code."""
    lus: dict[str, str] = _lues()["publics"]
    return lus


def libelle_type(code: str) -> str:
    """Name of a kind of place; its code when it is not known.

    >>> libelle_type("domicile"), libelle_type("x")
    ('Placement à domicile', 'x')
    """
    connu = types().get(code)
    return connu.libelle if connu else code


def libelle_public(code: str) -> str:
    """Name of a public; its code when it is not known."""
    return publics().get(code, code)


def liste(nom: str) -> dict[str, str]:
    """One of the short lists of the life of an establishment: labels by code.

    Raises:
        KeyError: there is no such list.

    >>> liste("suites_controle")["injonction"]
    'Injonction'
    """
    lue: dict[str, Any] = _lues()[nom]
    categories: dict[str, str] = lue.get("categories", lue)
    return categories


def libelle(nom: str, code: str) -> str:
    """A label of one of these lists; the code when it is not known."""
    return liste(nom).get(code, code)


def source_evenements() -> tuple[str, bool]:
    """Where the categories of adverse events come from, and whether that is confirmed."""
    lue = _lues()["evenements_indesirables"]
    return str(lue["source"]), lue["confiance"] != "R"


@cache
def criteres() -> tuple[Critere, ...]:
    """Criteria of the risk of an establishment, in order."""
    return tuple(Critere(**ligne) for ligne in _lues()["criteres_risque"])


def codes_criteres() -> frozenset[str]:
    """Their codes."""
    return frozenset(c.code for c in criteres())
