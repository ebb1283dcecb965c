"""Facts in, dated deadlines out. Pure: the day of reference is an argument, rules come from the catalogue.

``evaluer`` answers for one subject or a few; ``jalons.droit.echeances.colonnes.evaluer_colonnes`` answers for a whole
département with the same rules. Public holidays and time zones are those of the ``Regles``'s territory.
"""

from jalons.droit.echeances.catalogue import (
    evenements,
    regles_nationales,
    territoire,
    territoires,
    toutes_les_regles,
)
from jalons.droit.echeances.contrat import FaitsContrat, echeances_contrat, limite_du_rapport
from jalons.droit.echeances.echeance import LIBELLES_STATUT, Echeance, Statut, situer
from jalons.droit.echeances.evaluation import EcheanceRegle, evaluer
from jalons.droit.echeances.faits import Fait
from jalons.droit.echeances.local import regles_du_departement, regles_locales
from jalons.droit.echeances.regles import RegleDelai, Regles
from jalons.droit.echeances.schema import FaitsSchema, echeances_schema, fin_au_plus_tard

__all__ = [
    "LIBELLES_STATUT",
    "Echeance",
    "EcheanceRegle",
    "Fait",
    "FaitsContrat",
    "FaitsSchema",
    "RegleDelai",
    "Regles",
    "Statut",
    "echeances_contrat",
    "echeances_schema",
    "evaluer",
    "evenements",
    "fin_au_plus_tard",
    "limite_du_rapport",
    "regles_du_departement",
    "regles_locales",
    "regles_nationales",
    "situer",
    "territoire",
    "territoires",
    "toutes_les_regles",
]
