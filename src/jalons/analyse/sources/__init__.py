"""Readers of the files that an observatory receives: as a stream, whole or refused, each row with its file and line."""

from jalons.analyse.sources.evenements import Entete, Evenements
from jalons.analyse.sources.olinpe import lire

__all__ = ["Entete", "Evenements", "lire"]
