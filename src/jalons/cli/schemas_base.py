"""``jalons schemas importer``: a schéma file into the base. Django is loaded by the action only."""

from __future__ import annotations

import argparse
from typing import Any

from jalons.cli import importation
from jalons.cli.presentation import aujourdhui


def ajouter(sous: Any) -> None:
    """Add the sub-command."""
    importation.ajouter_import(
        sous, aide="enregistrer un fichier de schéma dans la base", fichier="fichier YAML du schéma", action=_importer
    )


def _importer(options: argparse.Namespace) -> int:
    from jalons.application.schema import rules
    from jalons.application.schema.fichier import lire

    dossier = importation.lire(options, lire)
    importation.demarrer()
    from jalons.application.schema import services

    return importation.importer(options, dossier, services, rules, aujourdhui(), "schemas importer")
