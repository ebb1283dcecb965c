"""Frozen dataclasses as file formats: the class says its keys once; the JSON Schema, reading and writing follow.

A field carries a ``Champ`` in its annotation: what the key means (in French, published), and how its value is checked.
``oui`` and ``non`` stand for booleans; a civil date is written AAAA, AAAA-MM or AAAA-MM-JJ; amounts are plain numbers.
"""

from __future__ import annotations

import types
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode

OUI_NON = ("non", "oui")
VALEUR_MAXIMALE = 10**12
"""Largest figure accepted: above, a number of a file would lose its cents."""

_DATE = {
    "type": ["string", "integer"],
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "minimum": 1900,
    "maximum": 2200,
    "description": "une date AAAA, AAAA-MM ou AAAA-MM-JJ",
}


@dataclass(frozen=True, slots=True)
class Champ:
    """What one key of a file means.

    Attributes:
        description: one sentence in French, published in the format.
        definit: family of names in which this value is a new, unique name ("ligne").
        renvoie: families, one of which must hold this value ("ligne", "liste").
        nature: a check made by the caller, which knows the allowed values ("regime", "source").
        motif: regular expression of a text.
        minimum, maximum: smallest and largest number, included.
    """

    description: str
    definit: str = ""
    renvoie: tuple[str, ...] = ()
    nature: str = ""
    motif: str = ""
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Cle:
    """One key of a class: its name, its bare type, its ``Champ`` and its default."""

    nom: str
    type_: Any
    champ: Champ
    obligatoire: bool
    defaut: Any


@cache
def cles(classe: type) -> tuple[Cle, ...]:
    """The keys of a dataclass, in the order of the file."""
    annotations = get_type_hints(classe, include_extras=True)
    resultat = []
    for f in fields(classe):
        annotation = annotations[f.name]
        champ = Champ("")
        if get_origin(annotation) is Annotated:
            annotation, *reste = get_args(annotation)
            champ = next((r for r in reste if isinstance(r, Champ)), champ)
        resultat.append(Cle(f.name, annotation, champ, f.default is MISSING, f.default))
    return tuple(resultat)


def sans_vide(type_: Any) -> Any:
    """The type without its ``None``."""
    if get_origin(type_) in (Union, types.UnionType):
        return next(t for t in get_args(type_) if t is not type(None))
    return type_


def schema_json(classe: type, *, identifiant: str, titre: str) -> dict[str, Any]:
    """The JSON Schema (2020-12, strict) of a file whose root is ``classe``."""
    definitions: dict[str, Any] = {}
    racine = _schema_de_classe(classe, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identifiant,
        "title": titre,
        **racine,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema_de_classe(classe: type, definitions: dict[str, Any]) -> dict[str, Any]:
    proprietes = {}
    for cle in cles(classe):
        forme = _schema_de_type(cle.type_, definitions)
        if cle.champ.motif:
            forme["pattern"] = cle.champ.motif
        if cle.champ.minimum is not None:
            forme["minimum"] = cle.champ.minimum
        if cle.champ.maximum is not None:
            forme["maximum"] = cle.champ.maximum
        proprietes[cle.nom] = {**forme, "description": cle.champ.description}
    return {
        "description": str(getattr(classe, "PRESENTATION", "")),
        "type": "object",
        "properties": proprietes,
        "required": [c.nom for c in cles(classe) if c.obligatoire],
        "additionalProperties": False,
    }


def _schema_de_type(type_: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    type_ = sans_vide(type_)
    if get_origin(type_) is tuple:
        return {"type": "array", "items": _schema_de_type(get_args(type_)[0], definitions)}
    simples: dict[Any, dict[str, Any]] = {
        str: {"type": "string", "minLength": 1},
        int: {"type": "integer"},
        bool: {"type": "string", "enum": list(OUI_NON)},
        Decimal: {"type": "number", "maximum": VALEUR_MAXIMALE, "minimum": -VALEUR_MAXIMALE},
        DateCivile: dict(_DATE),
        Periode: {
            "type": "object",
            "properties": {"debut": {**_DATE, "description": "Premier jour, mois ou année, inclus."},
                           "fin": {**_DATE, "description": "Dernier jour, mois ou année, inclus."}},
            "required": ["debut", "fin"], "additionalProperties": False,
        },
    }  # fmt: skip
    if type_ in simples:
        return simples[type_]
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return {"type": "string", "enum": [membre.value for membre in type_]}
    if is_dataclass(type_) and isinstance(type_, type):
        if type_.__name__ not in definitions:
            definitions[type_.__name__] = {}
            definitions[type_.__name__] = _schema_de_classe(type_, definitions)
        return {"$ref": f"#/$defs/{type_.__name__}"}
    raise TypeError(f"No file form for {type_!r}.")


def ecrire_valeur(valeur: Any) -> Any:
    """The plain data of a value: what ``lire`` reads back; a key at its default is left out."""
    if is_dataclass(valeur) and not isinstance(valeur, type | DateCivile | Periode):
        return {
            cle.nom: ecrire_valeur(v)
            for cle in cles(type(valeur))
            if (v := getattr(valeur, cle.nom)) != cle.defaut or cle.obligatoire
        }
    match valeur:
        case Periode():
            return {"debut": ecrire_valeur(valeur.debut), "fin": ecrire_valeur(valeur.fin)}
        case DateCivile():
            return valeur.annee if valeur.mois is None else valeur.iso()
        case bool():
            return OUI_NON[valeur]
        case Decimal():
            return int(valeur) if valeur == valeur.to_integral_value() else valeur.normalize()
        case StrEnum():
            return valeur.value
        case tuple():
            return [ecrire_valeur(v) for v in valeur]
    return valeur
