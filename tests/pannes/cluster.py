"""A PostgreSQL cluster of the tests' own, in its own folder, that may be killed without harm to anybody."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from tests import demo, modele
from tests.pannes.journal import PATIENCE

from jalons.config import lieux
from jalons.config.postgresql import binaires, grappe

NEUVE = "jalons_neuve"
"""Base kept aside, that each series is copied from."""


class Cluster:
    """Started, killed and started again; its base holds what a freshly migrated base holds."""

    def __init__(self) -> None:
        self.maison = Path(tempfile.mkdtemp(prefix="jalons-pannes-", dir="/var/tmp"))
        self.maison.chmod(0o711)
        self.demarrer()
        # before it reads its journal again, a killed server has everything reach the disk: one call instead of one a file
        self._administrer("ALTER SYSTEM SET recovery_init_sync_method = 'syncfs'", "SELECT pg_reload_conf()")

    def ici(self) -> AbstractContextManager[None]:
        """Let ``jalons.config`` work on this cluster."""
        return modele.chez(self.maison)

    def demarrer(self) -> None:
        with self.ici():
            self.urls = grappe.assurer()
            self.majeure = binaires.trouver().majeure
        donnees = self.maison / f"pg{self.majeure}"
        self._postmaster = int((donnees / "postmaster.pid").read_text().split()[0])

    def tuer(self) -> None:
        """SIGKILL the postmaster, as a power cut would; at once: its number was read when it started."""
        os.kill(self._postmaster, signal.SIGKILL)

    def remplir(self) -> None:
        """What a freshly migrated base holds."""
        with self.ici():
            cible = grappe.url("postgres", self.majeure)
        with self._sans_attendre_le_disque():
            modele.copier(cible)
            self._administrer(f"CREATE DATABASE {NEUVE} TEMPLATE {grappe.BASE}")

    def remettre_a_neuf(self) -> None:
        """The base as ``remplir`` left it, and no file: series that share a cluster never meet each other's rows."""
        with self._sans_attendre_le_disque():
            self._recreer(NEUVE)

    def montrer(self) -> None:
        """The base and the files of a demonstration without drawn children."""
        with self.ici():
            cible = grappe.url("postgres", self.majeure)
        with self._sans_attendre_le_disque():
            self._recreer("template0")
            demo.copier_ailleurs(cible, self.maison)

    def _recreer(self, de: str) -> None:
        self._administrer(
            f"DROP DATABASE {grappe.BASE} WITH (FORCE)",
            f"CREATE DATABASE {grappe.BASE} TEMPLATE {de} OWNER jalons_owner",
        )
        shutil.rmtree(self.maison / "fichiers", ignore_errors=True)

    @contextmanager
    def _sans_attendre_le_disque(self) -> Iterator[None]:
        """For what is made again if it is lost: the bases, never the acts that are struck. Ends with everything in its
        place, so that what follows a kill reads again only what the act wrote."""
        self._fsync("off")
        try:
            yield
            self._administrer("CHECKPOINT")
        finally:
            self._fsync("on")

    def _fsync(self, valeur: str) -> None:
        """Every process reads its settings again by itself: wait until new sessions have it."""
        self._administrer(f"ALTER SYSTEM SET fsync = {valeur}", "SELECT pg_reload_conf()")
        limite = time.monotonic() + PATIENCE
        while self.lire("SHOW fsync") != [(valeur,)]:
            assert time.monotonic() < limite, "the server does not read its settings again"
            time.sleep(0.01)

    def _administrer(self, *ordres: str) -> None:
        with self.ici():
            adresse = grappe.url("postgres", self.majeure, "postgres")
        with psycopg.connect(adresse, autocommit=True) as connexion:
            for ordre in ordres:
                connexion.execute(ordre)

    def lire(self, requete: str, parametres: Any = ()) -> list[tuple]:
        """Rows as the backup role sees them: all of them."""
        with psycopg.connect(self.urls["jalons_sauvegarde"]) as connexion:
            return connexion.execute(requete, parametres).fetchall()

    def fermer(self) -> None:
        with suppress(psycopg.OperationalError):  # a failed test may have left it dead
            self._fsync("off")  # nothing of it is kept
        with self.ici():
            grappe.arreter()
            shutil.rmtree(lieux.prise(self.majeure), ignore_errors=True)
        shutil.rmtree(self.maison, ignore_errors=True)


class Pepiniere:
    """The process that forks the victims."""

    def __init__(self, cluster: Cluster) -> None:
        environnement = {c: v for c, v in os.environ.items() if not c.startswith(("DATABASE_", "PYTEST_"))}
        environnement |= {
            "JALONS_DONNEES": str(cluster.maison), "DJANGO_SETTINGS_MODULE": "jalons.config.settings",
            "PYTHONPATH": str(lieux.RACINE), "JALONS_CLE_SECRETE": secrets.token_hex(20),
        }  # fmt: skip
        self.erreurs = cluster.maison / "pepiniere.log"
        with self.erreurs.open("wb") as journal:
            self._processus = subprocess.Popen(
                [sys.executable, "-m", "tests.pannes.pepiniere"], cwd=lieux.RACINE, env=environnement, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=journal,
            )  # fmt: skip
        self.reponse()

    def ordonner(self, **ordre: Any) -> int:
        """Start an act; its process."""
        print(json.dumps(ordre), file=self._processus.stdin, flush=True)
        return self.reponse()["pid"]

    def attendre(self) -> int:
        """The exit code of the act, negative when a signal ended it."""
        return self.reponse()["statut"]

    def reponse(self) -> dict[str, Any]:
        ligne = self._processus.stdout.readline()
        assert ligne, self.erreurs.read_text()[-3000:]
        return json.loads(ligne)

    def fermer(self) -> None:
        self._processus.stdin.close()
        self._processus.wait(10)
        self._processus.stdout.close()
