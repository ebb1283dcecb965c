"""Tables of ``places``, by subject."""

from jalons.application.places.models.demandes import Demande, OuverturePrevue, Refus
from jalons.application.places.models.distances import LigneDeDistances, TableDeDistances
from jalons.application.places.models.occupations import Absence, Occupation
from jalons.application.places.models.recherche import (
    CalculPlaces,
    Decision,
    LieuExclu,
    LigneDePlan,
    OffreUnite,
    PoidsDesVoeux,
)

__all__ = [
    "Absence", "CalculPlaces", "Decision", "Demande", "LieuExclu", "LigneDeDistances", "LigneDePlan", "Occupation",
    "OffreUnite", "OuverturePrevue", "PoidsDesVoeux", "Refus", "TableDeDistances",
]  # fmt: skip
