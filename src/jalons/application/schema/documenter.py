"""Writes the published formats of this module; a test checks they are up to date.

``python -m jalons.application.schema.documenter``, from the root of the repository.
"""

from __future__ import annotations

from pathlib import Path

from jalons.application.schema import fichier
from jalons.noyau.gabarit_page import ecrire_fichiers, publier


def produire(racine: Path) -> dict[Path, str]:
    """The content of every published file, by path."""
    pages = racine / "docs" / "reference"
    return {
        **publier(fichier.produire_schema(), fichier.FORMAT, pages / "format-schema.md", entete=fichier.ENTETE),
    }


if __name__ == "__main__":
    ecrire_fichiers(produire(Path.cwd()))
