"""A table as it is laid out: one line per code, the second dimension across; with more of them, one line per cell."""

from __future__ import annotations

from dataclasses import dataclass

from jalons.analyse.publications.marques import codes
from jalons.analyse.publications.modele import TOTAL, Regle, TableauPublie, Valeur

COLONNES_MAX = 12
"""Codes across beyond which a table is not crossed: it would not hold on a page."""


@dataclass(frozen=True, slots=True)
class Grille:
    """Headings, then lines: ``fixes`` words, then values."""

    titres: tuple[str, ...]
    fixes: int
    lignes: tuple[tuple[tuple[str, ...], tuple[Valeur, ...]], ...]


def grille(tableau: TableauPublie) -> Grille:
    """The layout of a table."""
    dimensions = tableau.dimensions
    if len(dimensions) == 2:
        across = codes(tableau, dimensions[1])
        if len(across) <= COLONNES_MAX:
            croisees = tuple(
                ((c,), tuple(tableau.cellules.get((c, a), "nd") for a in across)) for c in codes(tableau, dimensions[0])
            )
            return Grille((dimensions[0], *across), 1, croisees)
    lignes = tuple((c, (v,)) for c, v in tableau.cellules.items())
    unite = tableau.unite or tableau.valeur
    return Grille((*dimensions, unite), len(dimensions), lignes)


def dire_regle(regle: Regle) -> str:
    """The rule behind a table, in one paragraph."""
    debut = f"{regle.libelle} ({regle.code})" if regle.code else regle.libelle
    morceaux = [
        f"Règle : {debut}", regle.definition, f"Texte : {regle.article}" if regle.article else "",
        f"Réserve : {regle.reserve}" if regle.reserve else "",
        "" if regle.confirme else "Définition non confirmée",
    ]  # fmt: skip
    return " ".join(f"{m.rstrip('. ')}." for m in morceaux if m)


def est_total(mots: tuple[str, ...]) -> bool:
    """Whether a line is a total."""
    return TOTAL in mots
