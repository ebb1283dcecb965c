"""How a published value is written: number, hidden, unknown, zero. The same words and legend in every output."""

from __future__ import annotations

from jalons.analyse.graphiques.classes import Etat, Marque
from jalons.analyse.publications.modele import TOTAL, TableauPublie, Valeur

MASQUE, INCONNU = "s", "nd"
LEGENDE = (
    ("s", "secret statistique : l'effectif est trop petit pour être montré, ou permettrait d'en retrouver un autre"),
    ("nd", "inconnu du département : donnée non disponible"),
    ("0", "zéro : compté, et il n'y en a pas"),
)
"""Mark and meaning."""
PHRASE = "s : secret statistique ; nd : inconnu ; 0 : compté, et il n'y en a pas."


def ecrire(valeur: Valeur, echelle: int = 1) -> str:
    """A value for a reader: French thousands and decimals, or its mark.

    >>> ecrire(1250), ecrire(125050, 100), ecrire(80.25), ecrire("s")
    ('1\\u202f250', '1\\u202f250,50', '80,25', 's')
    """
    if isinstance(valeur, str):
        return valeur
    if isinstance(valeur, int) and echelle == 1:
        return f"{valeur:,}".replace(",", "\u202f")
    texte = f"{valeur / echelle:,.2f}"
    texte = texte if echelle > 1 else texte.rstrip("0").rstrip(".")
    return texte.replace(",", "\u202f").replace(".", ",")


def nombre(valeur: Valeur, echelle: int = 1) -> int | float | None:
    """The value as a number; ``None`` for a mark."""
    if isinstance(valeur, str):
        return None
    return valeur if echelle == 1 else valeur / echelle


def marque(code: str, nom: str, valeur: Valeur, echelle: int = 1) -> Marque:
    """The value as charts and maps take it."""
    if valeur == MASQUE:
        return Marque(code, nom, None, Etat.SECRET)
    lue = nombre(valeur, echelle)
    return Marque(code, nom, None, Etat.INCONNU) if lue is None else Marque(code, nom, float(lue))


def codes(tableau: TableauPublie, dimension: str) -> list[str]:
    """Codes of a dimension in the order of the table; the total is last."""
    rang = tableau.dimensions.index(dimension)
    vus = dict.fromkeys(c[rang] for c in tableau.cellules)
    return [c for c in vus if c != TOTAL] + ([TOTAL] if TOTAL in vus else [])
