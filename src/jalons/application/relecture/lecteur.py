"""The reader: bytes in, a source, then what it says. The only place that opens or reads a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jalons.lecture.entrees import ouvrir
from jalons.lecture.modele import Lecture, Source


def extraire(chemin: Path, nom: str, suivre: Callable[[int, int], None] | None = None) -> Source:
    """The text of the file kept at ``chemin``.

    Args:
        suivre: told the pages read, and how many there are.

    Raises:
        EntreeRefusee: it cannot be read; every reason in French.
    """
    return ouvrir(chemin.read_bytes(), nom, suivre=suivre)


def comprendre(source: Source, ajouts: Mapping[str, Any] | None = None) -> Lecture:
    """What the text says; ``ajouts``: labels that the département adds to the grammar."""
    from jalons.lecture.grammaire import charger
    from jalons.lecture.lecteur import lire

    return lire(source, charger(ajouts) if ajouts else None)
