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
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psycopg
from tests import modele

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
        modele.copier(cible)
        self._administrer(f"CREATE DATABASE {NEUVE} TEMPLATE {grappe.BASE}")

    def remettre_a_neuf(self) -> None:
        """The base as ``remplir`` left it, and no file: series that share a cluster never meet each other's rows."""
        self._administrer(
            f"DROP DATABASE {grappe.BASE} WITH (FORCE)",
            f"CREATE DATABASE {grappe.BASE} TEMPLATE {NEUVE} OWNER jalons_owner",
        )
        shutil.rmtree(self.maison / "fichiers", ignore_errors=True)

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
