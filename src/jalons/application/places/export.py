"""The offer as a file: one line for each unit, no child. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jalons.noyau.tableur import Tableau

COLONNES = (
    "Établissement", "Unité", "Organisme", "Type", "Public", "Sexe", "Âges", "Territoire", "Hors du département",
    "Autorisées", "Ouvertes", "Plafond accepté", "Occupées", "Réservées", "Indisponibles", "Libres", "En surnombre",
    "Enfants", "Absents",
)  # fmt: skip
LARGEURS = ((0, 48), (1, 24), (2, 32), (3, 26), (4, 34), (7, 36), (8, 24))
"""Of the columns of names."""
NOTE = (
    "Une cellule vide : l'unité n'a aucun acte, ses capacités ne sont pas connues. "
    "Libres = ouvertes, moins occupées, réservées et indisponibles."
)


def tableau(lignes: Iterable[Any]) -> Tableau:
    """The table of these ``lignes.LigneOffre``."""
    return Tableau("Places", COLONNES, [_ligne(x) for x in lignes], note=NOTE, figees=2, largeurs=LARGEURS)


def _ligne(x: Any) -> list[Any]:
    capacite, prises = x.compte.capacite, x.compte.prises
    return [
        x.etablissement, x.nom, x.organisme, x.libelle_type, x.libelle_public, x.libelle_sexe, x.ages, x.territoire,
        x.hors_departement, capacite.autorisees, capacite.ouvertes, capacite.plafond, prises.occupees,
        prises.reservees, prises.indisponibles, x.compte.libres, x.compte.surnombre, prises.enfants, prises.absents,
    ]  # fmt: skip
