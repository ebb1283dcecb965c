"""What a victim was doing when it was struck: one line per write, on the disk before the write itself."""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

ECRITURE, ECRIT, ACQUIS = "ecriture", "ecrit", "acquis"
"""About to write; every write has returned; the commit has been acknowledged."""

PATIENCE = 180.0
"""Seconds a victim waits to be aimed at before it goes on alone."""


def mire(fichier: Path) -> Path:
    """The file by which the executioner says that it aims; the log is ``fichier``."""
    return fichier.with_suffix(".mire")


class Journal:
    """Side of the victim."""

    def __init__(self, fichier: Path, lenteur: float, vise: int = 0) -> None:
        """A log in ``fichier``.

        Args:
            lenteur: longest pause before a write, in seconds, as a busy disk would add.
            vise: before this write (the first is 1), wait until the executioner aims: on a busy machine it would
                otherwise be given the processor when the act is over, and strike beside it.
        """
        self._fd = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._lenteur, self._vise, self._mire, self._nombre = lenteur, vise, mire(fichier), 0
        self._hasard = random.Random(os.getpid())  # noqa: S311 - pauses, not secrets
        self._dossier = ""

    def noter(self, mot: str) -> None:
        os.write(self._fd, f"{mot}\n".encode())
        os.fsync(self._fd)

    def ecriture(self) -> None:
        self.noter(ECRITURE)
        self._nombre += 1
        if self._nombre == self._vise:
            limite = time.monotonic() + PATIENCE
            while not self._mire.exists() and time.monotonic() < limite:
                time.sleep(0.001)
        time.sleep(self._hasard.uniform(0, self._lenteur))

    def sql(self, execute, requete, parametres, many, contexte):
        """A wrapper of Django's connection."""
        if str(requete).lstrip().split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.ecriture()
        return execute(requete, parametres, many, contexte)

    def surveiller(self, dossier: Path) -> None:
        """Note every opening for writing and every renaming under ``dossier``."""
        self._dossier = str(dossier)
        sys.addaudithook(self._audit)

    def _audit(self, evenement: str, arguments: tuple) -> None:
        if evenement not in ("open", "os.rename") or not str(arguments[0]).startswith(self._dossier):
            return
        if evenement == "os.rename" or (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            self.ecriture()


class Lecture:
    """Side of the executioner: what the log says so far."""

    def __init__(self, fichier: Path) -> None:
        mots = fichier.read_text().split() if fichier.exists() else []
        self.ecritures = mots.count(ECRITURE)
        self.tout_ecrit = ECRIT in mots
        self.acquis = ACQUIS in mots

    def entre_les_ecritures(self, total: int) -> bool:
        """Whether the first write was certainly done and the last one, of ``total``, not yet begun."""
        return 2 <= self.ecritures < total
