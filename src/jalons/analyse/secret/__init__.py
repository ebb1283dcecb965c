"""Disclosure control: publish tables that give nobody away. Pure: numpy, and OR-Tools loaded when used.

1. ``lecture`` reads long CSV tables and hierarchies; ``tableaux`` adds totals; ``assemblage`` makes one system of every
   table, linked ones and earlier editions included.
2. ``regles`` says which cells are hidden by themselves (threshold, dominance, p %) and how much doubt must remain.
3. ``suppression`` hides what else must be; ``inities`` does so against those who know their own amount; ``arrondi`` is
   the alternative: every number rounded, every addition kept.
4. ``publication`` writes what leaves, ``journal`` what stays: what was hidden and why.
5. ``anonymat`` looks at extracts of rows.

``jalons.analyse.attaque`` shares no line with this package and must fail on what it publishes.
"""

from jalons.analyse.secret.hierarchies import TOTAL, Hierarchie
from jalons.analyse.secret.protection import (
    INCONNU,
    MASQUE,
    PRIMAIRE,
    SECONDAIRE,
    Masque,
    Protection,
    en_clair,
    proteger,
)  # fmt: skip
from jalons.analyse.secret.regles import SEUIL, Regles
from jalons.analyse.secret.tableaux import Contributions, Tableau

__all__ = [
    "INCONNU", "MASQUE", "PRIMAIRE", "SECONDAIRE", "SEUIL", "TOTAL", "Contributions", "Hierarchie", "Masque",
    "Protection", "Regles", "Tableau", "en_clair", "proteger",
]  # fmt: skip
