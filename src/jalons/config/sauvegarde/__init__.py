"""Backup of the base and of the files in one archive, and its restoration beside the living base."""

from jalons.config.sauvegarde.archive import Manifeste, lire_manifeste
from jalons.config.sauvegarde.creation import sauvegarder
from jalons.config.sauvegarde.restauration import restaurer

__all__ = ["Manifeste", "lire_manifeste", "restaurer", "sauvegarder"]
