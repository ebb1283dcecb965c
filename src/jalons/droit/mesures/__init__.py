"""The kinds of measures as data: who decides, what agreement, what maximum, which facts each act records. Pure.

Texts: CASF L222-2 to L222-5, L223-1 to L223-5, L221-2-1, L221-2-6; Code civil 375 to 375-9-2, 377, 411. The figures of
durations stay with the rules of delay (``jalons.droit.echeances``), which each kind names.

>>> natures()["aed"].durees
('ADM-DUREE',)
>>> nature_synthetique("placement").code
'placement_ase'
"""

from jalons.droit.mesures.catalogue import familles, fins, nature_synthetique, natures
from jalons.droit.mesures.local import plafonds_de
from jalons.droit.mesures.modele import ACCORDS, DECIDEURS, EXCLUSIVES, Fin, Nature, Plafond, Vie

__all__ = [
    "ACCORDS",
    "DECIDEURS",
    "EXCLUSIVES",
    "Fin",
    "Nature",
    "Plafond",
    "Vie",
    "familles",
    "fins",
    "nature_synthetique",
    "natures",
    "plafonds_de",
]
