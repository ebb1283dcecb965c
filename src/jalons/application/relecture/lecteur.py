"""The reader: bytes in, a source, then what it says. The only place that calls ``jalons.lecture``."""

from __future__ import annotations

from pathlib import Path

from jalons.lecture.entrees import ouvrir
from jalons.lecture.modele import Lecture, Source


def extraire(chemin: Path, nom: str) -> Source:
    """The text of the file kept at ``chemin``.

    Raises:
        EntreeRefusee: it cannot be read; every reason in French.
    """
    return ouvrir(chemin.read_bytes(), nom)


def comprendre(source: Source) -> Lecture:
    """What the text says."""
    from jalons.lecture.lecteur import lire

    return lire(source)
