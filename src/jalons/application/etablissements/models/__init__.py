"""Tables of ``etablissements``, by subject."""

from jalons.application.etablissements.models.actes import Acte
from jalons.application.etablissements.models.lieux import Etablissement, Organisme, UniteAccueil

__all__ = ["Acte", "Etablissement", "Organisme", "UniteAccueil"]
