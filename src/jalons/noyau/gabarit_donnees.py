"""Dataclasses of a format to plain JSON data and back: what a JSON column or a merge keeps.

For data that Jalons itself wrote (a JSON column, a merge): it is trusted, so nothing is checked here. A file that a
person wrote goes through ``gabarit_lecture``.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import en_nombre
from jalons.noyau.gabarit import cles, ecrire_valeur, sans_vide
from jalons.noyau.periodes import Periode

T = TypeVar("T")


def en_donnees(valeur: Any) -> Any:
    """The plain data of a value, numbers as JSON numbers; ``relire`` reads it back."""
    return en_nombre(ecrire_valeur(valeur))


def relire(classe: type[T], donnees: Any) -> T:
    """The object whose plain data is ``donnees``.

    >>> relire(Periode, {"debut": 2022, "fin": "2024-12"}).annees
    (2022, 2023, 2024)
    """
    return _relire(classe, donnees)  # type: ignore[no-any-return]


def _relire(type_: Any, donnee: Any) -> Any:
    type_ = sans_vide(type_)
    if donnee is None:
        return None
    if get_origin(type_) is tuple:
        return tuple(_relire(get_args(type_)[0], element) for element in donnee)
    if type_ is Periode:
        return Periode(DateCivile.lire(donnee["debut"]), DateCivile.lire(donnee["fin"]))
    if type_ is DateCivile:
        return DateCivile.lire(donnee)
    if is_dataclass(type_) and isinstance(type_, type):
        return type_(**{c.nom: _relire(c.type_, donnee[c.nom]) for c in cles(type_) if c.nom in donnee})
    return _simple(type_, donnee)


def _simple(type_: Any, donnee: Any) -> Any:
    if type_ is bool:
        return donnee in (True, "oui")
    if type_ is Decimal:
        return Decimal(str(donnee))
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return type_(donnee)
    return donnee
