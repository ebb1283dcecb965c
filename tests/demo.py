"""The demonstration without drawn children, loaded once a day for each state of the code, then copied by whoever needs it.

Four tests need it whole: the journeys, the pages that its accounts reach, what a kill leaves of a load. It is loaded as
an administrator loads it, ``jalons demo`` in a process of its own; copying it takes a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests import modele

from jalons.config import base_essai, lieux
from jalons.config.pour_pytest import comme_proprietaire

MOT_DE_PASSE = "Jalons-Demo-2026"
PREFIXE = "jalons_demo_"
SOURCES = ("src/jalons", "exemples", "requirements/base.lock")
"""What a load is made of: the services that it calls, the catalogue, the examples."""


def copier(nom: str, dossier: Path) -> None:
    """Create the base ``nom`` with the demonstration in it, and its files under ``dossier``."""
    with base_essai.seul("demo_essai"), comme_proprietaire():
        source = _assurer()
        base_essai.dupliquer(source, nom)
        shutil.copytree(_fichiers(source), dossier / "fichiers", dirs_exist_ok=True)


def copier_ailleurs(cible: str, dossier: Path) -> None:
    """The same in the empty base of another cluster, ``cible`` being its address given to a superuser."""
    with base_essai.seul("demo_essai"):
        with comme_proprietaire():
            source = _assurer()
        modele.copier(cible, source)
        shutil.copytree(_fichiers(source), dossier / "fichiers", dirs_exist_ok=True)


def environnement(base: str, dossier: Path) -> dict[str, str]:
    """What a process of Jalons reads to work on the base ``base`` of the tests' cluster, its files under ``dossier``."""
    urls = json.loads((lieux.maison() / "connexion.json").read_text()) if modele.A_NOUS else {
        "jalons_web": os.environ["DATABASE_URL"], "jalons_owner": os.environ["DATABASE_OWNER_URL"],
    }  # fmt: skip
    autre = {c: f"{url.rsplit('/', 1)[0]}/{base}" for c, url in urls.items()}
    return os.environ | {
        "DATABASE_URL": autre["jalons_web"], "DATABASE_OWNER_URL": autre["jalons_owner"],
        "JALONS_DONNEES": str(dossier), "JALONS_CLE_SECRETE": secrets.token_hex(20), "JALONS_ROLE": "web",
        "JALONS_DEMO_MOT_DE_PASSE": MOT_DE_PASSE, "DJANGO_SETTINGS_MODULE": "jalons.config.settings",
        "PYTHONPATH": str(lieux.RACINE),
    }  # fmt: skip


def _assurer() -> str:
    """Name of the loaded base of today; those of other days and other states of the code are dropped."""
    nom = PREFIXE + _empreinte()
    if base_essai.existe(nom):
        return nom
    for ancienne in base_essai.nommees(PREFIXE):
        base_essai.supprimer(ancienne)
        shutil.rmtree(_fichiers(ancienne), ignore_errors=True)
    provisoire = f"{nom}_tmp"
    base_essai.creer(provisoire)
    _charger(provisoire, _fichiers(nom))
    base_essai.renommer(provisoire, nom)
    return nom


def _charger(base: str, fichiers: Path) -> None:
    fichiers.mkdir(parents=True, exist_ok=True)
    code = "import sys; from jalons.cli import main; sys.exit(main(['demo', '--enfants', '0']))"
    fait = subprocess.run(
        [sys.executable, "-c", code], cwd=lieux.RACINE, env=environnement(base, fichiers.parent), text=True,
        capture_output=True,
    )  # fmt: skip
    assert fait.returncode == 0, fait.stderr[-3000:]


def _fichiers(nom: str) -> Path:
    """Where the load has put its files, in a folder of data of its own."""
    return lieux.maison() / "demonstrations" / nom / "fichiers"


def _empreinte() -> str:
    """Of the day and of every file that a load may read; tests and pages change nothing to it."""
    somme = hashlib.sha256(date.today().isoformat().encode())  # noqa: DTZ011 - the day of this machine, as the load reads it
    for racine in map(lieux.RACINE.joinpath, SOURCES):
        for fichier in sorted(racine.rglob("*")) if racine.is_dir() else [racine]:
            if (
                fichier.suffix in (".py", ".yaml", ".yml", ".json", ".csv", ".lock", ".md")
                and "tests" not in fichier.parts
            ):
                somme.update(fichier.read_bytes())
    return somme.hexdigest()[:12]
