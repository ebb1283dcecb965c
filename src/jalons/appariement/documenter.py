"""Writes the published formats of this package; a test checks they are up to date.

``python -m jalons.appariement.documenter``, from the root of the repository.
"""

from __future__ import annotations

import json
from pathlib import Path

from jalons.appariement import fichier, poids
from jalons.noyau.gabarit_page import ecrire_fichiers, page_de_reference


def produire(racine: Path) -> dict[Path, str]:
    """The content of every published file, by path."""
    pages, forme = racine / "docs" / "reference", fichier.produire_schema()
    return {
        fichier.FORMAT: json.dumps(forme, ensure_ascii=False, indent=2) + "\n",
        pages / "format-appariement.md": _page(page_de_reference(forme, fichier.ENTETE)),
        pages / "format-poids.md": page_de_reference(poids.schema(), poids.ENTETE),
    }


def _page(texte: str) -> str:
    """The page of a JSON format: it has neither comment nor YAML."""
    lignes = [ligne for ligne in texte.split("\n") if not ligne.startswith("- Première ligne conseillée")]
    return "\n".join(lignes).replace("Un fichier YAML dit", "Un fichier JSON dit")


if __name__ == "__main__":
    ecrire_fichiers(produire(Path.cwd()))
