"""Types of paths: made, judged, described; never a score of a child, never who belongs to which.

``classer`` (medoids, Ward or density) → ``qualite`` and ``stabilite`` → ``decrire``: a line of plain French per type.
"""

from jalons.analyse.parcours.typologies.description import Type, decrire, resumer
from jalons.analyse.parcours.typologies.partition import METHODES, SANS_TYPE, Partition, classer
from jalons.analyse.parcours.typologies.qualite import Qualite, qualite
from jalons.analyse.parcours.typologies.stabilite import Stabilite, stabilite

__all__ = [
    "METHODES", "SANS_TYPE", "Partition", "Qualite", "Stabilite", "Type", "classer", "decrire", "qualite", "resumer",
    "stabilite",
]  # fmt: skip
