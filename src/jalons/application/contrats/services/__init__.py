"""Writes on contracts: one function per act, atomic, journalled, keyword-only, ``par`` the agent who acts."""

from jalons.application.contrats.services.avenants import (
    abandonner_avenant,
    ouvrir_avenant,
    preparer_avenant,
    projet_de_dossier,
    signer_avenant,
)
from jalons.application.contrats.services.edition import creer, modifier, signer
from jalons.application.contrats.services.importation import importer, previsualiser

__all__ = [
    "abandonner_avenant", "creer", "importer", "modifier", "ouvrir_avenant", "preparer_avenant",
    "previsualiser", "projet_de_dossier", "signer", "signer_avenant",
]  # fmt: skip
