"""Acts of a review."""

from jalons.application.relecture.services.decisions import (
    accepter,
    ajouter,
    annuler,
    corriger,
    refuser,
    refuser_le_reste,
)
from jalons.application.relecture.services.depot import (
    commencer,
    deposer,
    ecarter,
    ranger_lecture,
    ranger_texte,
    refuser_document,
)
from jalons.application.relecture.services.etiquettes import retenir_etiquette, retirer_etiquette
from jalons.application.relecture.services.importation import decrire, importer, previsualiser

__all__ = [
    "accepter", "ajouter", "annuler", "commencer", "corriger", "decrire", "deposer", "ecarter", "importer",
    "previsualiser", "ranger_lecture", "ranger_texte", "refuser", "refuser_document", "refuser_le_reste",
    "retenir_etiquette", "retirer_etiquette",
]  # fmt: skip
