"""``jalons taches``: the process that does the jobs."""

from __future__ import annotations

import argparse
import json
import sys

from jalons.cli.django_pret import preparer
from jalons.cli.sortie import CORRECT


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = "Exemple : jalons taches --une-fois"
    analyseur.add_argument("--une-fois", action="store_true", help="faire les tâches en attente, puis s'arrêter")
    analyseur.set_defaults(action=_travailler)


def _travailler(options: argparse.Namespace) -> int:
    """Work until interrupted, under the role that reads the queue."""
    preparer("worker")
    from procrastinate.contrib.django import app

    faites = f"Tâches connues : {json.dumps(sorted(app.tasks), ensure_ascii=False)}"
    print(faites, file=sys.stderr)
    connecteur = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connecteur) as ouvrier:
        ouvrier.run_worker(wait=not options.une_fois, concurrency=1, delete_jobs="successful")
    return CORRECT
