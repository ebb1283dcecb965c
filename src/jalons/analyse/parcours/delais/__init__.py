"""The chain of delays: from the first information to the first day of help, those who still wait counted.

Declared: ``chaines.COLONNES`` (one row per child and situation, or per measure that no information opened),
``liens.LIENS`` (what is measured). Steps:

1. ``assemblage.assembler`` ties measures to situations; ``registres.chaines_des_registres`` reads Parquet tables;
2. ``mesure.mesurer`` answers for each link and group: counts, Kaplan-Meier median and 90th percentile, share in time;
3. ``courbe.courbe`` gives the curve of those who still wait.

Why Kaplan-Meier: the median of the waits that have ended forgets those who still wait, and they wait the longest.
"""

from jalons.analyse.parcours.delais.assemblage import MESURES, SITUATIONS, assembler
from jalons.analyse.parcours.delais.attentes import ATTEND, FINIE, NON_VERIFIABLE, SANS_OBJET, attentes
from jalons.analyse.parcours.delais.chaines import ARRETS, AXES, COLONNES, INCONNU, verifier
from jalons.analyse.parcours.delais.liens import ETAPES, LIENS, LIENS_PAR_CODE, MAILLONS, Lien
from jalons.analyse.parcours.delais.mesure import FRAGILE, Part, Resultat, croiser, mesurer, mesurer_attentes
from jalons.analyse.parcours.delais.reperes import Repere, reperes
from jalons.analyse.parcours.survie.kaplan_meier import Duree, Survie, estimer

__all__ = [
    "ARRETS", "ATTEND", "AXES", "COLONNES", "ETAPES", "FINIE", "FRAGILE", "INCONNU", "LIENS", "LIENS_PAR_CODE",
    "MAILLONS", "MESURES", "NON_VERIFIABLE", "SANS_OBJET", "SITUATIONS", "Duree", "Lien", "Part", "Repere", "Resultat",
    "Survie", "assembler", "attentes", "croiser", "estimer", "mesurer", "mesurer_attentes", "reperes", "verifier",
]  # fmt: skip
