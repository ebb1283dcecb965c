"""Charts as SVG text, each with the table of its figures; pure, a millisecond each.

Every function takes an ``identifiant`` (unique on its page, chosen by the caller) and gives a ``Figure``: the picture,
its title and description, its table. A page shows it with ``{% figure %}``; a report embeds ``svg`` (Typst) or
``en_png`` (Word).

- ``barres_empilees``: money by source and year;
- ``avancement``: counts by status on one bar, unknown apart;
- ``trajectoire``: an indicator to its target, several sources, gaps said;
- ``sparkline``: the shape of a series in a table cell;
- ``gantt``: actions in time;
- ``haltere``: median and 90th percentile of several delays; ``courbe_d_attente``: those who still wait, day by day;
- ``entonnoir``: territories by size and value, between the limits of chance;
- ``base_100``: how several territories move from one year.
- ``chronogramme``: shares of states month by month; ``tapis``: lines that stand for groups of paths;
- ``sankey``: flows between states; ``incidences``: ends that compete.
- ``pyramide``: two groups by age, back to back; ``mouvements``: entries and exits month by month;
- ``eventail``: a forecast with its interval, one line per scenario.
"""

from jalons.analyse.graphiques.barres import Compte, Serie, avancement, barres_empilees
from jalons.analyse.graphiques.delais import Attente, PointDeCourbe, courbe_d_attente, haltere
from jalons.analyse.graphiques.entonnoir import Limite, Territoire, entonnoir
from jalons.analyse.graphiques.eventail import Etape, Prevision, eventail
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.flux import Ruban, sankey
from jalons.analyse.graphiques.gantt import LigneGantt, gantt
from jalons.analyse.graphiques.incidences import Cause, incidences
from jalons.analyse.graphiques.indices import Courbe, base_100
from jalons.analyse.graphiques.mouvements import Mois, mouvements
from jalons.analyse.graphiques.parcours import Bande, EtatDessine, chronogramme, tapis
from jalons.analyse.graphiques.png import en_png
from jalons.analyse.graphiques.pyramide import Tranche, pyramide
from jalons.analyse.graphiques.trajectoire import Ligne, Point, sparkline, trajectoire

__all__ = [
    "Attente",
    "Bande",
    "Cause",
    "Compte",
    "Courbe",
    "Etape",
    "EtatDessine",
    "Figure",
    "Ligne",
    "LigneGantt",
    "Limite",
    "Mois",
    "Point",
    "PointDeCourbe",
    "Prevision",
    "Ruban",
    "Serie",
    "Territoire",
    "Tranche",
    "avancement",
    "barres_empilees",
    "base_100",
    "chronogramme",
    "courbe_d_attente",
    "en_png",
    "entonnoir",
    "eventail",
    "gantt",
    "haltere",
    "incidences",
    "mouvements",
    "pyramide",
    "sankey",
    "sparkline",
    "tapis",
    "trajectoire",
]
