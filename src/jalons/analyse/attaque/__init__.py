"""The attacker: reads only what is published, and tries to find hidden cells. Imports nothing from ``secret``.

``lecture`` reads published tables with their marks; ``relations`` writes down every addition that their categories
imply, past editions and linked tables included; ``encadrement`` bounds every hidden cell; ``verdict`` says which are
found out.
"""

from jalons.analyse.attaque.relations import Cellule, Publie, Savoir, croisement, savoir
from jalons.analyse.attaque.verdict import Cassee, Exigence, Verdict, attaquer, juger

__all__ = [
    "Cassee", "Cellule", "Exigence", "Publie", "Savoir", "Verdict", "attaquer", "croisement", "juger", "savoir",
]  # fmt: skip
