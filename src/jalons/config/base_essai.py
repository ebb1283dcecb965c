"""The database of the tests: migrated once per state of the code, then copied in a fraction of a second.

Replaying every migration takes some twelve seconds, mostly spent rebuilding models in memory; a copy of a migrated
base gives the same tables, policies and rights. The copy is remade whenever a migration, a lock or a reference row
changes.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connections

from jalons.config import lieux

PREFIXE = "jalons_modele_"
SOURCES = ("application/*/migrations/*.py", "application/socle/*.py", "application/territoires/territoires.yaml")
"""What decides the content of a freshly migrated base, with the locks of libraries."""


def empreinte() -> str:
    """Short fingerprint of what a migrated base would hold."""
    somme = hashlib.sha256((lieux.RACINE / "requirements" / "base.lock").read_bytes())
    for motif in SOURCES:
        for fichier in sorted((lieux.RACINE / "src" / "jalons").glob(motif)):
            somme.update(fichier.read_bytes())
    return somme.hexdigest()[:12]


def creer(nom: str) -> None:
    """Create the base ``nom``, migrated, in place of one of the same name. Must be called as the owner."""
    modele = PREFIXE + empreinte()
    with seul():
        if not existe(modele):
            _batir(modele)
        dupliquer(modele, nom)


def dupliquer(modele: str, nom: str) -> None:
    """Copy the base ``modele``, to which nobody is connected, to ``nom``, in place of one of its name. As the owner."""
    with _serveur() as curseur:
        curseur.execute(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)')
        curseur.execute(f'CREATE DATABASE "{nom}" TEMPLATE "{modele}"')
        # no test loses power; those that kill PostgreSQL have a cluster of their own
        curseur.execute(f'ALTER DATABASE "{nom}" SET synchronous_commit = off')


def renommer(nom: str, nouveau: str) -> None:
    """Give the base ``nom``, to which nobody is connected, another name. As the owner."""
    with _serveur() as curseur:
        curseur.execute(f'ALTER DATABASE "{nom}" RENAME TO "{nouveau}"')


def nommees(prefixe: str) -> list[str]:
    """Bases of the server whose name begins so."""
    with _serveur() as curseur:
        curseur.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1", [prefixe])
        return [nom for (nom,) in curseur.fetchall()]


@contextmanager
def dans(nom: str) -> Iterator[None]:
    """Let the connections of this process work in the base ``nom`` for a while."""
    bases = [connections["default"], connections["owner"]]
    avant = [base.settings_dict["NAME"] for base in bases]

    def aller(noms: list[str]) -> None:
        for base, celui in zip(bases, noms, strict=True):
            base.close()
            if base.pool:  # type: ignore[attr-defined]
                base.close_pool()  # type: ignore[attr-defined]
            base.settings_dict["NAME"] = celui

    aller([nom] * len(bases))
    try:
        yield
    finally:
        aller(avant)


def supprimer(nom: str) -> None:
    """Drop the base ``nom``, whoever is still connected to it (threads of a live server keep a session)."""
    with _serveur() as curseur:
        curseur.execute(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)')


def _batir(modele: str) -> None:
    """Migrate a new base under a provisional name; models of former states of the code are dropped."""
    connexion = connections["default"]
    provisoire = f"{modele}_tmp"
    for ancienne in nommees(PREFIXE):
        supprimer(ancienne)
    with _serveur() as curseur:
        curseur.execute(f'CREATE DATABASE "{provisoire}"')
        curseur.execute(f'ALTER DATABASE "{provisoire}" SET synchronous_commit = off')  # built again if it is lost
    avant = connexion.settings_dict["NAME"]
    connexion.close()
    connexion.settings_dict["NAME"] = provisoire
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connexion.close()
        connexion.settings_dict["NAME"] = avant
    renommer(provisoire, modele)


def existe(nom: str) -> bool:
    """Whether the server has a base of that name."""
    with _serveur() as curseur:
        curseur.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nom])
        return curseur.fetchone() is not None


@contextmanager
def _serveur() -> Iterator[Any]:
    """A cursor on the server, outside the base of the tests."""
    creation: Any = connections["default"].creation
    with creation._nodb_cursor() as curseur:
        yield curseur


@contextmanager
def seul(quoi: str = "base_essai") -> Iterator[None]:
    """Parallel workers build the model once, and none copies it while another reads it: PostgreSQL would refuse.

    Args:
        quoi: name of the lock; a model that is made of another has its own, taken before that of the other.
    """
    with (lieux.maison() / f"{quoi}.verrou").open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield
