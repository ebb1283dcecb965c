"""``jalons taches``: the process that does the jobs."""

from __future__ import annotations

import argparse
import os

from jalons.cli.django_pret import preparer
from jalons.cli.exemples import montrer
from jalons.cli.sortie import CORRECT


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = montrer("jalons taches --une-fois")
    analyseur.add_argument("--une-fois", action="store_true", help="faire les tâches en attente, puis s'arrêter")
    analyseur.set_defaults(action=_travailler)


def _travailler(options: argparse.Namespace) -> int:
    """Work until interrupted, under the role that reads the queue."""
    os.nice(5)  # pages come first
    preparer("worker")
    from procrastinate.contrib.django import app

    connecteur = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connecteur) as ouvrier:
        ouvrier.run_worker(wait=not options.une_fois, concurrency=1, delete_jobs="successful")
    return CORRECT
