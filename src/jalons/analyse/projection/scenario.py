"""What if: fewer arrivals, shorter stays, a new service; authorised places and daily costs. A YAML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from jalons.analyse.projection.grille import indice
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_situe import DocumentYaml, lire_yaml, verifier_forme

Reels = npt.NDArray[np.float64]

TOUS = "tous"
_MOIS = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"}
_FACTEUR = {"type": "number", "minimum": 0, "maximum": 10}
_PART = {"type": "number", "minimum": 0, "maximum": 1}
_EFFET = {
    "type": "object", "additionalProperties": False, "required": ["type", "facteur", "a_partir"],
    "properties": {"type": {"type": "string"}, "facteur": _FACTEUR, "a_partir": _MOIS},
}  # fmt: skip
_OUVERTURE = {
    "type": "object", "additionalProperties": False, "required": ["type", "places", "le"],
    "properties": {
        "type": {"type": "string"}, "places": {"type": "integer", "minimum": 1, "maximum": 10000}, "le": _MOIS,
        "montee_en_charge": {"type": "integer", "minimum": 1, "maximum": 120},
        "depuis": {"type": "object", "minProperties": 1, "additionalProperties": _PART},
    },
}  # fmt: skip
FORME: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object", "additionalProperties": False,
    "properties": {
        "titre": {"type": "string"},
        "entrees": {"type": "array", "items": _EFFET},
        "sorties": {"type": "array", "items": _EFFET},
        "ouvertures": {"type": "array", "items": _OUVERTURE},
        "places": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        "couts": {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}},
    },
}  # fmt: skip
"""Shape of the file, as a JSON Schema."""


@dataclass(frozen=True, slots=True)
class Effet:
    """From the month ``a_partir`` on (its index, included), a quantity of ``type`` is multiplied by ``facteur``."""

    type: str
    facteur: float
    a_partir: int


@dataclass(frozen=True, slots=True)
class Ouverture:
    """``places`` opened in ``le`` (index of the month), filled in ``montee_en_charge`` months.

    Attributes:
        depuis: shares of those who come from each other type (sum at most 1); the rest come from outside.
    """

    type: str
    places: int
    le: int
    montee_en_charge: int = 6
    depuis: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What differs from the course of things; empty: nothing does.

    Attributes:
        places: authorised places by type today; openings add to them.
        couts: euros a day and a child, by type.
    """

    titre: str = "Cours des choses"
    entrees: tuple[Effet, ...] = ()
    sorties: tuple[Effet, ...] = ()
    ouvertures: tuple[Ouverture, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    couts: Mapping[str, float] = field(default_factory=dict)

    def autorisees(self, type_: str, mois: int) -> int | None:
        """Places of that type at the end of the month of that index; ``None`` when today's are not given."""
        if type_ not in self.places:
            return None
        return self.places[type_] + sum(o.places for o in self.ouvertures if o.type == type_ and o.le <= mois)

    def facteurs(self, effets: Sequence[Effet], types: Sequence[str], premier: int, horizon: int) -> Reels:
        """Product of the effects: months × types."""
        lus = np.ones((horizon, len(types)))
        for effet in effets:
            colonnes = [k for k, t in enumerate(types) if effet.type in (TOUS, t)]
            lus[max(0, effet.a_partir - premier) :, colonnes] *= effet.facteur
        return lus


def lire_scenario(contenu: bytes, types: Sequence[str], *, nom: str = "scenario.yaml") -> Scenario:
    """The scenario of a file.

    Raises:
        EntreeRefusee: with every fault: shape, unknown types, shares above 1.
    """
    document = lire_yaml(contenu, nom=nom)
    fautes = verifier_forme(document, FORME) or list(_types_inconnus(document, types))
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    lu = document.donnees or {}
    entrees, sorties, ouvertures = (lu.get(cle, ()) for cle in ("entrees", "sorties", "ouvertures"))
    return Scenario(
        lu.get("titre", "Scénario"), tuple(map(_effet, entrees)), tuple(map(_effet, sorties)),
        tuple(map(_ouverture, ouvertures)), lu.get("places", {}), lu.get("couts", {}),
    )  # fmt: skip


def _mois(texte: str) -> int:
    return indice(date.fromisoformat(f"{texte}-01"))


def _effet(lu: Mapping[str, Any]) -> Effet:
    return Effet(lu["type"], float(lu["facteur"]), _mois(lu["a_partir"]))


def _ouverture(lu: Mapping[str, Any]) -> Ouverture:
    return Ouverture(lu["type"], lu["places"], _mois(lu["le"]), lu.get("montee_en_charge", 6), lu.get("depuis", {}))


def _types_inconnus(document: DocumentYaml, types: Sequence[str]) -> list[Faute]:
    lu: Mapping[str, Any] = document.donnees or {}
    fautes: list[Faute] = []

    def voir(chemin: tuple[str | int, ...], type_: str, *, tous: bool = False) -> None:
        permis = [*types, TOUS] if tous else list(types)
        if type_ not in permis:
            message = f"Le type « {type_} » n'existe pas dans les données : écrivez {', '.join(permis)}."
            fautes.append(document.faute(chemin, message, recu=type_, attendu=", ".join(permis)))

    for cle in ("entrees", "sorties"):
        for rang, effet in enumerate(lu.get(cle, ())):
            voir((cle, rang, "type"), effet["type"], tous=True)
    for cle in ("places", "couts"):
        for type_ in lu.get(cle, {}):
            voir((cle, type_), type_)
    for rang, ouverture in enumerate(lu.get("ouvertures", ())):
        voir(("ouvertures", rang, "type"), ouverture["type"])
        depuis = ouverture.get("depuis", {})
        for type_ in depuis:
            voir(("ouvertures", rang, "depuis", type_), type_)
        if sum(depuis.values()) > 1 + 1e-9 or ouverture["type"] in depuis:
            message = "Les parts de « depuis » dépassent 1, ou le type vient de lui-même : corrigez-les."
            fautes.append(
                document.faute(("ouvertures", rang, "depuis"), message, recu=str(depuis), attendu="somme ≤ 1")
            )
    return fautes
