"""Where Jalons keeps its files on this machine: data, sockets, secrets, front-end packages."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

RACINE = Path(__file__).resolve().parents[3]
"""The checkout (or the folder that holds ``src``)."""


def _empreinte() -> str:
    return hashlib.sha256(str(RACINE).encode()).hexdigest()[:10]


def maison() -> Path:
    """Folder of the data: ``JALONS_DONNEES``, ``/var/lib/jalons/<hash>`` for root, else ``.jalons`` in the checkout.

    Root gets a folder outside the checkout because PostgreSQL then runs under its own account, which cannot enter
    ``/root``.
    """
    if choisi := os.environ.get("JALONS_DONNEES"):
        return Path(choisi).resolve()
    return Path("/var/lib/jalons") / _empreinte() if os.geteuid() == 0 else RACINE / ".jalons"


def prise(majeure: int) -> Path:
    """Folder of the Unix socket of PostgreSQL ``majeure``: short, since its path may not exceed 107 bytes."""
    marque = hashlib.sha256(str(maison()).encode()).hexdigest()[:10]
    if os.geteuid() == 0:
        return Path("/run/jalons") / f"{marque}-{majeure}"
    base = os.environ.get("XDG_RUNTIME_DIR")
    if base and Path(base).is_dir():
        return Path(base) / f"jalons-{marque}-{majeure}"
    return Path("/tmp") / f"jalons-{os.geteuid()}-{marque}-{majeure}"  # noqa: S108 - owner checked before use


def secrets() -> Path:
    """Folder of passwords and keys, readable by their owner only."""
    dossier = maison() / "secrets"
    dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
    return dossier


def secret(nom: str) -> str:
    """The secret ``nom``, drawn at random and written (0600) the first time."""
    import secrets as tirage

    fichier = secrets() / nom
    try:
        return fichier.read_text().strip()
    except FileNotFoundError:
        valeur = tirage.token_urlsafe(40)
        descripteur = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descripteur, "w") as sortie:
            sortie.write(valeur)
        return valeur
