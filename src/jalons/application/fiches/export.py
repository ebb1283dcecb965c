"""The list of fiches as a table. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jalons.noyau.tableur import Tableau

COLONNES = (
    "Titre", "Statut", "Avancement (%)", "En retard", "Pilotes", "Cadres", "Nature", "Début", "Fin",
    "Point de blocage", "Ce qui débloquerait", "Objet",
)  # fmt: skip
LARGEURS = (
    (0, 45), (1, 13), (2, 16), (3, 10), (4, 30), (5, 45), (6, 17), (7, 11), (8, 11), (9, 35), (10, 35), (11, 50),
)  # fmt: skip
"""Width of each column, in characters."""


def ligne(fiche: Any) -> tuple[Any, ...]:
    """One fiche of ``listes_pages.completer``, in the order of ``COLONNES``; what is unknown stays empty."""
    cadres = [f"{c.titre} (n° {c.numero})" if c.numero else c.titre for c in fiche.cadres]
    return (
        fiche.titre, fiche.get_statut_display(), fiche.avancement, "oui" if fiche.en_retard else "non",
        ", ".join(fiche.pilotes), ", ".join(cadres), fiche.get_nature_depense_display() or "",
        fiche.debut.iso() if fiche.debut else "", fiche.fin.iso() if fiche.fin else "", fiche.blocage, fiche.deblocage,
        fiche.objet,
    )  # fmt: skip


def tableau(lignes: Iterable[Sequence[Any]]) -> Tableau:
    """The lines, in the order of ``COLONNES``."""
    return Tableau("Fiches actions", COLONNES, lignes, figees=1, largeurs=LARGEURS, renvoyer=True)
