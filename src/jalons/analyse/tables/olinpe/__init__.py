"""OLINPE, the yearly file of events in child protection: its variables in two regimes, and how the old ones convert.

One row is one event (start, renewal, end of a measure), not one child. Texts: CASF L226-3-3 and annexe 2-8, décrets
2011-222 and 2016-1966. A label or a list that was not read in the text in force is marked so (``certain``).

>>> len(regime(2016).variables), len(regime(2011).variables)
(106, 128)
"""

from jalons.analyse.tables.olinpe.modele import ATTENDUS, MOTIFS, REGIMES, Genre, Regime, Variable, regime
from jalons.analyse.tables.olinpe.recodage import Changement, recoder

__all__ = ["ATTENDUS", "MOTIFS", "REGIMES", "Changement", "Genre", "Regime", "Variable", "recoder", "regime"]
