"""Tables of ``projets_enfant``."""

from jalons.application.projets_enfant.models.contenu import Action, Domaine, Objectif, Volet
from jalons.application.projets_enfant.models.projet import Copie, Projet, Signature, VersionProjet
from jalons.application.projets_enfant.models.rapport import RapportSituation

__all__ = [
    "Action", "Copie", "Domaine", "Objectif", "Projet", "RapportSituation", "Signature", "VersionProjet", "Volet",
]  # fmt: skip
