"""Tables of ``places``, by subject."""

from jalons.application.places.models.demandes import Demande, OuverturePrevue, Refus
from jalons.application.places.models.occupations import Absence, Occupation

__all__ = ["Absence", "Demande", "Occupation", "OuverturePrevue", "Refus"]
