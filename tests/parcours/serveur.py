"""Jalons as it runs for real: its own base with the demonstration loaded, gunicorn, the web role."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from jalons.config import base_essai, lieux
from jalons.config.pour_pytest import comme_proprietaire

MOT_DE_PASSE = "Jalons-Demo-2026"


class Serveur:
    """Started on a free port; ``adresse`` has no slash at the end; ``sessions``: keys of open sessions, by account."""

    def __init__(self, dossier: Path, nom: str) -> None:
        self.base = nom
        self._environnement = self._preparer(dossier)
        self._jalons("demo", "--enfants", "0")
        seme = json.loads(self._python("tests.parcours.semer"))
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

    def _preparer(self, dossier: Path) -> dict[str, str]:
        from django.db import connections

        with comme_proprietaire():
            base_essai.creer(self.base)
        urls = json.loads((lieux.maison() / "connexion.json").read_text()) if "DATABASE_URL" not in os.environ else {
            "jalons_web": os.environ["DATABASE_URL"], "jalons_owner": os.environ["DATABASE_OWNER_URL"],
        }  # fmt: skip
        connections.close_all()
        autre = {c: f"{url.rsplit('/', 1)[0]}/{self.base}" for c, url in urls.items()}
        return os.environ | {
            "DATABASE_URL": autre["jalons_web"], "DATABASE_OWNER_URL": autre["jalons_owner"],
            "JALONS_DONNEES": str(dossier), "JALONS_CLE_SECRETE": secrets.token_hex(20), "JALONS_ROLE": "web",
            "JALONS_DEMO_MOT_DE_PASSE": MOT_DE_PASSE, "DJANGO_SETTINGS_MODULE": "jalons.config.settings",
            "PYTHONPATH": str(lieux.RACINE),
        }  # fmt: skip

    def _jalons(self, *arguments: str) -> str:
        return self._lancer("-c", "import sys; from jalons.cli import main; sys.exit(main(sys.argv[1:]))", *arguments)

    def _python(self, module: str) -> str:
        return self._lancer("-m", module)

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
