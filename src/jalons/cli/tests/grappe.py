"""A Spark cluster of this machine: one master and two workers, on the loopback address only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

ICI = "127.0.0.1"
OUVRIERS = 2
ATTENTE_S = 120


def absente() -> str:
    """Why no cluster can be started here, in French; empty: one can."""
    if find_spec("pyspark") is None:
        return "Spark est absent : les mêmes tables sur une grappe ne sont pas vérifiées (make .cache/spark)."
    return "" if shutil.which("java") else "Java 17 est absent : apt install openjdk-17-jre-headless."


@contextmanager
def grappe(travail: Path, *, memoire: str = "1g") -> Iterator[str]:
    """Start it; gives its address. Every process is ended at the end."""
    racine = Path(str(find_spec("pyspark").origin)).parent
    os.environ |= {"SPARK_HOME": str(racine), "SPARK_LOCAL_IP": ICI, "PYSPARK_PYTHON": sys.executable}
    adresse = f"spark://{ICI}:{(port := _port())}"
    with ExitStack() as pile:
        maitre = ["master.Master", "--host", ICI, "--port", str(port), "--webui-port", str(_port())]
        journal = _lancer(pile, racine, travail / "maitre.log", maitre)
        _attendre(journal, "I have been elected leader", 1)
        for i in range(OUVRIERS):
            _lancer(pile, racine, travail / f"ouvrier_{i}.log", [
                "worker.Worker", "--host", ICI, "--cores", "1", "--memory", memoire, "--webui-port", str(_port()),
                "--work-dir", str(travail / f"ouvrier_{i}"), adresse,
            ])  # fmt: skip
        _attendre(journal, "Registering worker", OUVRIERS)
        yield adresse


def _lancer(pile: ExitStack, racine: Path, journal: Path, arguments: list[str]) -> Path:
    commande = [str(racine / "bin" / "spark-class"), f"org.apache.spark.deploy.{arguments[0]}", *arguments[1:]]
    sortie = pile.enter_context(journal.open("w"))
    processus = subprocess.Popen(commande, stdout=sortie, stderr=subprocess.STDOUT)
    pile.callback(_finir, processus)
    return journal


def _finir(processus: subprocess.Popen[bytes]) -> None:
    processus.terminate()
    processus.wait(timeout=30)


def _attendre(journal: Path, phrase: str, fois: int) -> None:
    fin = time.monotonic() + ATTENTE_S
    while journal.read_text().count(phrase) < fois:
        assert time.monotonic() < fin, f"« {phrase} » attendu {fois} fois :\n{journal.read_text()[-2000:]}"
        time.sleep(0.2)


def _port() -> int:
    with socket.socket() as prise:
        prise.bind((ICI, 0))
        return int(prise.getsockname()[1])
