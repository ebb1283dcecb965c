"""Where the files of imports are: ``observatoire/<collectivité>/<import>/`` beside the other files (``octets``).

Folders are 0700 and files 0600: they hold rows of children. A result is written in a folder with a random name, then
named by the row of the import in its transaction: what no row names is a remainder, which ``menage`` removes.
"""

from __future__ import annotations

import secrets
import shutil
import time
from pathlib import Path

from jalons.application.observatoire import octets
from jalons.application.observatoire.imports.models import FichierImporte, Importation
from jalons.application.observatoire.octets import dossier_prive as _dossier

FICHIERS, AVANCEMENT = "fichiers", "avancement"
CONSTATS, TAUX, RAPPORT = "constats.parquet", "taux.parquet", "rapport.json"
PAS = 0.4
"""Seconds between two writings of the progress."""


def racine() -> Path:
    """The folder of every import."""
    return octets.racine()


def depots() -> Path:
    """Where a file arrives before it belongs to an import."""
    return _dossier(racine(), ".depots")


def dossier(importation: Importation) -> Path:
    """The folder of an import, which the first call makes."""
    return _dossier(racine(), importation.collectivite_id, str(importation.pk))


def fichier(recu: FichierImporte, de: Importation) -> Path:
    """The bytes of a file received; its own name is not kept on disk."""
    return dossier(de) / FICHIERS / f"{recu.rang:02d}.{recu.extension}"


def resultats(importation: Importation) -> Path:
    """The folder of the last check."""
    return dossier(importation) / importation.verification


def tables(importation: Importation) -> Path:
    """The folder of the Parquet tables of a retained import.

    Raises:
        ValueError: they are not written yet.
    """
    if not importation.tables:
        raise ValueError(f"The tables of import {importation.pk} are not written yet.")
    return dossier(importation) / importation.tables


def neuf(importation: Importation, genre: str) -> Path:
    """A new folder of results, that no row names yet."""
    return _dossier(dossier(importation), f"{genre}-{secrets.token_hex(8)}")


def proteger(chemin: Path) -> None:
    """Make every file of a folder its owner's only."""
    for fichier_ecrit in chemin.rglob("*"):
        fichier_ecrit.chmod(0o700 if fichier_ecrit.is_dir() else 0o600)


def oublier(importation: Importation, *, sauf: frozenset[str]) -> None:
    """Remove the folders of results that ``sauf`` does not name."""
    for chemin in dossier(importation).iterdir():
        if chemin.is_dir() and chemin.name not in {FICHIERS, *sauf}:
            shutil.rmtree(chemin, ignore_errors=True)


def supprimer(importation: Importation) -> None:
    """Remove everything that an import has on disk."""
    shutil.rmtree(dossier(importation), ignore_errors=True)


class Avancement:
    """How far a job is, written beside the files: its transaction shows nothing before its end."""

    def __init__(self, importation: Importation) -> None:
        self._chemin, self._dit = dossier(importation) / AVANCEMENT, 0.0

    def dire(self, pourcent: int, phase: str, *, force: bool = False) -> None:
        """Note the progress, not more often than every ``PAS``."""
        maintenant = time.monotonic()
        if force or maintenant - self._dit >= PAS:
            self._dit = maintenant
            provisoire = self._chemin.with_suffix(".tmp")
            provisoire.write_text(f"{min(pourcent, 99)} {phase}", encoding="utf-8")
            provisoire.replace(self._chemin)

    def lire(self) -> tuple[int, str]:
        """Percent done, and what is being done."""
        try:
            pourcent, _, phase = self._chemin.read_text(encoding="utf-8").partition(" ")
            return int(pourcent), phase
        except (OSError, ValueError):
            return 0, ""

    def depuis(self) -> float | None:
        """Moment (seconds of the epoch) of the last word; ``None`` before the first."""
        try:
            return self._chemin.stat().st_mtime
        except OSError:
            return None

    def finir(self) -> None:
        """Forget it."""
        self._chemin.unlink(missing_ok=True)
