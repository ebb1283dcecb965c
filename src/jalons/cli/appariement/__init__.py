"""``jalons appariement``: places for children, from a file or from the tables of registers. Pure: no Django.

One file per act; each adds its own sub-command, and loads its engine only when it runs.
"""

from __future__ import annotations

import argparse
import importlib

ACTES = ("resoudre", "proposer", "expliquer", "simuler", "tirer", "format_publie")
"""Modules of this folder, in the order of the help."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add every act."""
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    for nom in ACTES:
        importlib.import_module(f"jalons.cli.appariement.{nom}").ajouter(actes)
