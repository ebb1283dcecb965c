"""How many children are followed, come and leave, narrowed by territory, type of care and age, at once.

``preparation`` makes of the registers one row per measure, without any number of a file; ``mesure`` counts them for
any choice of filters, with one engine and whole numbers only; ``public`` says what may leave of them.
"""

from jalons.analyse.effectifs.filtres import TOUT, Filtres
from jalons.analyse.effectifs.mesure import Effectifs, mesurer
from jalons.analyse.effectifs.preparation import ecrire, preparer

__all__ = ["TOUT", "Effectifs", "Filtres", "ecrire", "mesurer", "preparer"]
