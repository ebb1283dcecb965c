"""Storage of the frames and of the fiches they hold."""

from jalons.application.fiches.models.cadre import Cadre, Justification, Placement, Rubrique
from jalons.application.fiches.models.contenu import Action, Etape, Intervenant, Lien, Resultat
from jalons.application.fiches.models.fiche import Fiche, FicheIndicateur, Note

__all__ = [
    "Action", "Cadre", "Etape", "Fiche", "FicheIndicateur", "Intervenant", "Justification", "Lien", "Note",
    "Placement", "Resultat", "Rubrique",
]  # fmt: skip
