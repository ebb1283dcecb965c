"""Facts in, dated deadlines out. Pure: the day of reference is an argument, rules come from the catalogue."""

from jalons.droit.echeances.contrat import FaitsContrat, echeances_contrat, limite_du_rapport
from jalons.droit.echeances.echeance import LIBELLES_STATUT, Echeance, Statut, situer
from jalons.droit.echeances.schema import FaitsSchema, echeances_schema, fin_au_plus_tard

__all__ = [
    "LIBELLES_STATUT",
    "Echeance",
    "FaitsContrat",
    "FaitsSchema",
    "Statut",
    "echeances_contrat",
    "echeances_schema",
    "fin_au_plus_tard",
    "limite_du_rapport",
    "situer",
]
