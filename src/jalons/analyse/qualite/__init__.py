"""Quality of what was read: each check answers conform, not conform, or not checkable and why.

On a file of events, checks return the faulty rows with a reason. The identities of the tables of the DREES are in
``identites``.

>>> from jalons.analyse.sources import Evenements
>>> import polars as pl
>>> table = pl.DataFrame({"NUMANONYM": ["a" * 40], "DECISION": ["3"]})
>>> controler(Evenements.de_table(table)).resultat("0028").constats["raison"][0]
'DECISION vaut « 3 » : il faut un des codes 1, 2.'
"""

from jalons.analyse.qualite.controler import controler
from jalons.analyse.qualite.modele import Controle, Etat, Rapport, Resultat, Severite, controles
from jalons.analyse.qualite.reponses import Appuis

__all__ = ["Appuis", "Controle", "Etat", "Rapport", "Resultat", "Severite", "controler", "controles"]
