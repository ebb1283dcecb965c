"""What a caller gives to write a fiche: its fields and its lists. Pure: forms, imports and tests build the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from jalons.noyau.dates import DateCivile


class ChampsFiche(TypedDict, total=False):
    """Fields of a fiche that stand on its own row, apart from its title."""

    objet: str
    public: str
    constats: str
    calendrier: str
    financements: str
    debut: DateCivile | None
    fin: DateCivile | None
    nature_depense: str | None
    statut: str
    avancement: int | None
    blocage: str
    deblocage: str
    rappel_le: date | None


@dataclass(frozen=True, slots=True)
class IntervenantEntree:
    """A service or body that takes part; ``role`` is ``pilote``, ``partenaire`` or ``acteur``."""

    role: str
    nom: str
    agent_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class EtapeEntree:
    """A step of an action; level 2 details the last step of level 1. ``texte`` may be empty in a count-only list."""

    texte: str = ""
    niveau: int = 1
    prevue_le: DateCivile | None = None
    faite_le: DateCivile | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ActionEntree:
    """A numbered action; ``etapes`` at ``None`` leaves the steps of an existing action as they are."""

    numero: int
    titre: str
    statut: str = "inconnu"
    debut: DateCivile | None = None
    fin: DateCivile | None = None
    etapes: tuple[EtapeEntree, ...] | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class ResultatEntree:
    """An expected result."""

    texte: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class LienEntree:
    """A link to another fiche (``vers_id``), to something outside Jalons (``texte``), or both."""

    texte: str = ""
    vers_id: int | None = None
    id: int | None = None
