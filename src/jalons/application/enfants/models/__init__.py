"""Tables of ``enfants``, by subject."""

from jalons.application.enfants.models.accueil import BesoinsAccueil, Incompatibilite, ZoneInterdite
from jalons.application.enfants.models.compartiments import DonneesJudiciaires, DonneesMedicales, SecretNaissance
from jalons.application.enfants.models.consultation import AccesUrgence, ConnuAilleurs, Fusion
from jalons.application.enfants.models.enfant import CleRecherche, Enfant, Fratrie, Referent
from jalons.application.enfants.models.famille import Adresse, Foyer, LienFamilial, MembreFoyer, Personne

__all__ = [
    "AccesUrgence", "Adresse", "BesoinsAccueil", "CleRecherche", "ConnuAilleurs", "DonneesJudiciaires",
    "DonneesMedicales", "Enfant", "Foyer", "Fratrie", "Fusion", "Incompatibilite", "LienFamilial", "MembreFoyer",
    "Personne", "Referent", "SecretNaissance", "ZoneInterdite",
]  # fmt: skip
