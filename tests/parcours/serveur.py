"""Jalons as it runs for real: its own base with the demonstration loaded, gunicorn, the web role."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests import demo

from jalons.config import base_essai, lieux
from jalons.config.pour_pytest import comme_proprietaire

MOT_DE_PASSE = demo.MOT_DE_PASSE


class Serveur:
    """Started on a free port; ``adresse`` has no slash at the end; ``sessions``: keys of open sessions, by account."""

    def __init__(self, dossier: Path, nom: str) -> None:
        self.base = nom
        demo.copier(nom, dossier)
        self._environnement = demo.environnement(nom, dossier)
        seme = json.loads(self._lancer("-m", "tests.parcours.semer"))
        self.adresses: list[dict[str, Any]] = seme["adresses"]
        self.sessions: dict[str, list[str]] = seme["sessions"]
        with socket.socket() as prise:
            prise.bind(("127.0.0.1", 0))
            port = prise.getsockname()[1]
        self.adresse = f"http://127.0.0.1:{port}"
        self._journal = dossier / "gunicorn.log"
        commande = [sys.executable, "-m", "gunicorn", "-c", "python:jalons.config.gunicorn", "jalons.config.wsgi"]
        with self._journal.open("wb") as sortie:
            self._processus = subprocess.Popen(
                [*commande, "--bind", f"127.0.0.1:{port}", "--worker-tmp-dir", str(dossier)],
                cwd=lieux.RACINE, env=self._environnement, stdout=sortie, stderr=sortie,
            )  # fmt: skip
        self._attendre()

    def _lancer(self, *arguments: str) -> str:
        fait = subprocess.run(
            [sys.executable, *arguments], cwd=lieux.RACINE, env=self._environnement, text=True, capture_output=True
        )
        assert fait.returncode == 0, fait.stderr[-3000:]
        return fait.stdout

    def _attendre(self) -> None:
        limite = time.monotonic() + 180
        while time.monotonic() < limite:
            try:
                urllib.request.urlopen(f"{self.adresse}/connexion/", timeout=90).close()  # noqa: S310 - our own address
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self._journal.read_text()[-3000:])

    def fermer(self) -> None:
        self._processus.terminate()
        self._processus.wait(40)
        with comme_proprietaire():
            base_essai.supprimer(self.base)
