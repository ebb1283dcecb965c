"""Writes on schémas: one function per act, atomic, journalled, keyword-only, ``par`` the agent who acts."""

from jalons.application.schema.services.edition import adopter, creer, modifier, noter_bilan, rattacher
from jalons.application.schema.services.importation import importer, previsualiser

__all__ = ["adopter", "creer", "importer", "modifier", "noter_bilan", "previsualiser", "rattacher"]
