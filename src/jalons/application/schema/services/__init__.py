"""Writes on schémas: one function per act, atomic, journalled, keyword-only, ``par`` the agent who acts."""

from jalons.application.schema.services.importation import Apercu, importer, previsualiser

__all__ = ["Apercu", "importer", "previsualiser"]
