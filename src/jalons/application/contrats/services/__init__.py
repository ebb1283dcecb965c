"""Writes on contracts: one function per act, atomic, journalled, keyword-only, ``par`` the agent who acts."""

from jalons.application.contrats.services.importation import Apercu, importer, previsualiser

__all__ = ["Apercu", "importer", "previsualiser"]
