"""What is asked of a run, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jalons.analyse.graphiques import Figure

PUBLIES = "publies"
"""Folder, among the tables of key figures, of what DREES and INSEE publish."""


@dataclass(frozen=True, slots=True)
class Demande:
    """What to compute.

    Attributes:
        dossier: folder of the tables, or of the files of DREES.
        departement: code of the collectivité.
        parametres: those of the run, already checked.
        dernier: results of the last run of this kind, source and choice; empty: none.
        depuis: first day that the tables follow, when they do not follow what came before.
        externe: the tables come from an import: nothing of it is open to those outside.
        dossiers: their children bear the keys of the files of Jalons: a figure may open its rows.
        places: authorised today by kind of place, unless the scenario says otherwise.
    """

    dossier: Path
    departement: str
    au: date
    parametres: Mapping[str, Any] = field(default_factory=dict)
    dernier: Mapping[str, Any] = field(default_factory=dict)
    depuis: date | None = None
    externe: bool = False
    dossiers: bool = False
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Produit:
    """What was found.

    Attributes:
        resultats: kept for ever; ``vues``, ``extrait`` and ``comptees`` (Parquet): kept for the last run.
        comptees: the rows that each indicator counts.
        lignes: rows read.
    """

    resultats: dict[str, Any]
    vues: dict[str, Any]
    lignes: int
    extrait: bytes | None = None
    comptees: bytes | None = None


def figure_en_json(figure: Figure) -> dict[str, Any]:
    """A picture and its table, to be shown later as they are."""
    return {nom: getattr(figure, nom) for nom in ("identifiant", "svg", "titre", "description", "colonnes", "lignes")}


def figure_lue(dite: Mapping[str, Any]) -> Figure:
    """The picture that ``figure_en_json`` wrote."""
    return Figure(
        dite["identifiant"], dite["svg"], dite["titre"], dite["description"], tuple(dite["colonnes"]),
        tuple(tuple(ligne) for ligne in dite["lignes"]),
    )  # fmt: skip
