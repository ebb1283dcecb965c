"""A process that knows Jalons and forks one child per act, so that killing a child costs milliseconds, not seconds.

Reads one JSON order per line, answers with one JSON line; never opens a connection of its own.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any


def _dans_un_enfant(travail: Callable[[], Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        travail()
        code = 0
    except BaseException:  # noqa: BLE001 - the child must not return into the loop, whatever happens
        traceback.print_exc()
    os._exit(code)


def _repondre(**reponse: Any) -> None:
    print(json.dumps(reponse), flush=True)  # noqa: T201


def _preparer(ordre: dict[str, Any]) -> None:
    from tests.pannes.victimes import VICTIMES

    from jalons.application.socle.perimetre import perimetre

    with perimetre([ordre["code"]]):
        donnees = VICTIMES[ordre["victime"]].preparer(ordre["code"], Path(ordre["dossier"]))
    Path(ordre["dossier"], ".donnees.json").write_text(json.dumps(donnees))


def _nettoyer(ordre: dict[str, Any]) -> None:
    """What the nightly job will do once the files are old enough."""
    from datetime import timedelta

    from django.utils import timezone

    from jalons.application.documents.menage import nettoyer

    nettoyer(avant=timezone.now() + timedelta(days=1))


def _agir(ordre: dict[str, Any]) -> None:
    from django.conf import settings
    from django.db import connection
    from tests.pannes.journal import ACQUIS, ECRIT, Journal
    from tests.pannes.victimes import VICTIMES

    from jalons.application.socle.perimetre import perimetre

    victime = VICTIMES[ordre["victime"]]
    donnees = json.loads(Path(ordre["dossier"], ".donnees.json").read_text())
    journal = Journal(Path(ordre["journal"]), ordre["lenteur"], ordre["vise"])
    journal.surveiller(Path(settings.MEDIA_ROOT) if victime.commet else Path(ordre["dossier"]))
    if not victime.commet:
        sys.stdout = sys.stderr
        victime.agir(ordre["code"], donnees, journal)
        journal.noter(ECRIT)
    else:
        with connection.execute_wrapper(journal.sql), perimetre([ordre["code"]]):
            victime.agir(ordre["code"], donnees, journal)
            journal.noter(ECRIT)
    journal.noter(ACQUIS)


def _jalons(ordre: dict[str, Any]) -> None:
    """A command, whose progress goes to a file; it ends with the code that a shell would see."""
    from jalons.cli import main as commande

    descripteur = os.open(ordre["dit"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(descripteur, sys.stdout.fileno())
    os.dup2(descripteur, sys.stderr.fileno())
    if code := commande(ordre["mots"]):
        os._exit(code)


def main() -> None:
    """Serve orders until standard input closes."""
    import django

    django.setup()
    for module in ("jalons.application.contrats.services", "jalons.application.rapports.tests.factories",
                   "jalons.application.rapports.editions.rapport", "jalons.cli.rapports"):  # fmt: skip
        __import__(module)
    actes = {"preparer": _preparer, "agir": _agir, "nettoyer": _nettoyer, "jalons": _jalons}
    _repondre(pret=True)
    for ligne in sys.stdin:
        ordre = json.loads(ligne)
        pid = _dans_un_enfant(lambda o=ordre: actes[o["acte"]](o))
        _repondre(pid=pid)
        _, statut = os.waitpid(pid, 0)
        _repondre(statut=os.waitstatus_to_exitcode(statut))


if __name__ == "__main__":
    main()
