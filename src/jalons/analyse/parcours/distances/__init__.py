"""How different two paths are: optimal matching with any costs, Hamming, dynamic Hamming, longest common subsequence.

1. ``couts``: what a substitution and an insertion cost: constant, from transition rates, or given;
2. ``matrice``: all distances between different sequences, block by block, in memory or in a file;
3. ``parcourir``: the same, told block by block and kept by nobody; ``vers``: distances of everybody to a few.

Equal sequences are compared once. Insertions and constant substitutions worth two of them go to rapidfuzz; any other
costs to a kernel of ours that compares one sequence to a whole vector of others; Hamming's are a product of matrices.
"""

from jalons.analyse.parcours.distances.couts import Couts, constants, donnes, taux, taux_dates
from jalons.analyse.parcours.distances.matrice import METHODES, Distances, matrice, parcourir, vers

__all__ = [
    "METHODES",
    "Couts",
    "Distances",
    "constants",
    "donnes",
    "matrice",
    "parcourir",
    "taux",
    "taux_dates",
    "vers",
]
