"""The statutory file: events of a year drawn from the registers, pseudonymised, checked, written as the format asks.

Texts: CASF L226-3-3, D226-3-2 and annexe 2-8. The national pseudonymisation is not public: a département plugs its own
provider; the one that comes with Jalons is a test, writes so in the file, and is refused for a real transmission.
"""

from jalons.analyse.transmissions.calendrier import Limite, limite
from jalons.analyse.transmissions.evenements import Extraction, extraire
from jalons.analyse.transmissions.olinpe import Envoi, exporter
from jalons.analyse.transmissions.pseudonymes import Fournisseur, PseudonymesDEssai, fournisseur
from jalons.analyse.transmissions.registres import lire

__all__ = [
    "Envoi",
    "Extraction",
    "Fournisseur",
    "Limite",
    "PseudonymesDEssai",
    "exporter",
    "extraire",
    "fournisseur",
    "limite",
    "lire",
]
