"""The list of a team as a table: numbers of files, never a name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jalons.noyau.tableur import Tableau

COLONNES = (
    "Dossier", "Matière", "Échéance", "Règle", "Nature", "Unité", "À faire par", "Ouverte par", "Due le", "Faite le",
    "Statut", "Jours après la date", "Motif du retard", "Règle confirmée", "Texte",
)  # fmt: skip


def tableau(lignes: Iterable[Sequence[Any]]) -> Tableau:
    """The lines, in the order of ``COLONNES``; what is unknown stays empty."""
    return Tableau("Échéances", COLONNES, lignes)
