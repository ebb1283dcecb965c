"""Writes the published formats of this module; a test checks they are up to date.

``python -m jalons.application.contrats.documenter``, from the root of the repository.
"""

from __future__ import annotations

from pathlib import Path

from jalons.application.contrats import fichier
from jalons.application.finances import enveloppe
from jalons.noyau.gabarit_page import ecrire_fichiers, publier


def produire(racine: Path) -> dict[Path, str]:
    """The content of every published file, by path."""
    pages = racine / "docs" / "reference"
    return {
        **publier(fichier.produire_schema(), fichier.FORMAT, pages / "format-contrat.md", entete=fichier.ENTETE),
        **publier(
            enveloppe.produire_schema(), enveloppe.FORMAT, pages / "format-enveloppe.md", entete=enveloppe.ENTETE
        ),
    }


if __name__ == "__main__":
    ecrire_fichiers(produire(Path.cwd()))
