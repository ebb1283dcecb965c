"""``jalons analyse``: what tables say of children, offer and paths. Pure: neither Django nor PostgreSQL.

One file per act; each adds its own sub-command, and loads its engine only when it runs.
"""

from __future__ import annotations

import argparse
import importlib

ACTES = (
    "valider",
    "indicateurs",
    "comparer",
    "parcours",
    "delais",
    "projeter",
    "proteger",
    "attaquer",
    "anonymat",
    "publier",
)  # fmt: skip
"""Modules of this folder, in the order of the help."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add every act."""
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    for nom in ACTES:
        importlib.import_module(f"jalons.cli.analyse.{nom}").ajouter(actes)
