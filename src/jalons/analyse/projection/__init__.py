"""Stock and flow: how many children in each type of care, month after month, with honest intervals.

Everything is said in month-ends: a child is, on the last day of a month, in one type or outside. From one month-end to
the next he stays, changes type or leaves, with a chance that depends on the type, on the time spent in it and on his
age; others come. Chances are counted on the last years, never assumed; each simulated future draws its own, so that
what is not well known widens the interval.

Aggregates only: nothing is said of one child. ``retro`` tells how often past forecasts were right.
"""

from jalons.analyse.projection.estimation import Modele, estimer
from jalons.analyse.projection.grille import Grille, grille
from jalons.analyse.projection.resultats import Projection, projeter
from jalons.analyse.projection.retro import Retrospective, retroprojeter
from jalons.analyse.projection.scenario import Scenario, lire_scenario

__all__ = [
    "Grille", "Modele", "Projection", "Retrospective", "Scenario", "estimer", "grille", "lire_scenario", "projeter",
    "retroprojeter",
]  # fmt: skip
