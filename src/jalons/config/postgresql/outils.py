"""PostgreSQL's own tools (``pg_dump``, ``pg_restore``) for the local cluster or a server given by its address."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from jalons.config.postgresql import grappe
from jalons.config.postgresql.binaires import candidats, trouver


class OutilAbsent(RuntimeError):  # noqa: N818 - French names say what happened
    """A tool or an address is missing; the message says which and what to do."""


@dataclass(frozen=True)
class Serveur:
    """Where the base is, under the roles that backups need, and the folder of tools of the right version.

    Attributes:
        administration, proprietaire: empty when the server is not the local one and nothing has to be restored.
    """

    sauvegarde: str
    administration: str
    proprietaire: str
    outils: Path

    @property
    def base(self) -> str:
        """Name of the base of Jalons."""
        return str(conninfo_to_dict(self.sauvegarde)["dbname"])

    def adresse(self, role: str, base: str) -> str:
        """Address of ``base`` under ``role`` (``sauvegarde`` or ``administration``)."""
        return make_conninfo(self.sauvegarde if role == "sauvegarde" else self.administration, dbname=base)

    def lancer(self, outil: str, *arguments: str, adresse: str, entree: IO[bytes] | None = None) -> None:
        """Run a tool on ``adresse``; the password goes through the environment, never on the command line.

        Raises:
            OutilAbsent: it failed; the message carries the end of what it said.
        """
        parties = conninfo_to_dict(adresse)
        environnement = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        for cle, variable in _VARIABLES.items():
            if valeur := parties.get(cle):
                environnement[variable] = str(valeur)
        fini = subprocess.run(  # noqa: S603 - PostgreSQL's own tools, no shell
            [str(self.outils / outil), "--no-password", *arguments],
            env=environnement,
            stdin=entree or subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if fini.returncode:
            raise OutilAbsent(f"{outil} a échoué : {fini.stderr.strip()[-600:]}")


_VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip


def serveur(*, administrer: bool = False) -> Serveur:
    """The server that holds the base; started first when it is local.

    Args:
        administrer: the caller creates and renames bases: the administration address is then required.

    Raises:
        OutilAbsent: an address is not given, or no tool of the server's version is installed.
    """
    if not os.environ.get("DATABASE_URL"):
        urls = grappe.assurer()
        binaires = trouver()
        return Serveur(
            urls["jalons_sauvegarde"], grappe.url("postgres", binaires.majeure), urls["jalons_owner"], binaires.dossier
        )
    sauvegarde = os.environ.get("DATABASE_SAUVEGARDE_URL", "")
    administration = os.environ.get("DATABASE_ADMINISTRATION_URL", "")
    proprietaire = os.environ.get("DATABASE_OWNER_URL", "")
    if administrer and not administration:
        raise OutilAbsent(
            _manque("DATABASE_ADMINISTRATION_URL", "d'un superutilisateur, qui crée et renomme des bases")
        )
    if administrer and not proprietaire:
        raise OutilAbsent(_manque("DATABASE_OWNER_URL", "du rôle jalons_owner, qui met la base restaurée à jour"))
    if not sauvegarde:
        if not administrer:
            raise OutilAbsent(_manque("DATABASE_SAUVEGARDE_URL", "du rôle jalons_sauvegarde (BYPASSRLS)"))
        sauvegarde = make_conninfo(administration, dbname=str(conninfo_to_dict(os.environ["DATABASE_URL"])["dbname"]))
    return Serveur(sauvegarde, administration, proprietaire, _outils_pour(sauvegarde))


def _manque(variable: str, role: str) -> str:
    return f"{variable} n'est pas donnée : indiquez l'adresse {role} (voir docs/guides/installer.md)."


def _outils_pour(adresse: str) -> Path:
    with psycopg.connect(adresse) as connexion:
        majeure = connexion.info.server_version // 10000
    for dossier in candidats():
        try:
            sortie = subprocess.run([dossier / "pg_dump", "--version"], capture_output=True, text=True, check=True)  # noqa: S603
        except (OSError, subprocess.CalledProcessError):
            continue
        if int(sortie.stdout.split()[2].split(".")[0]) >= majeure:
            return dossier
    raise OutilAbsent(
        f"Le serveur est un PostgreSQL {majeure} : installez ses outils sur cette machine "
        f"(apt install postgresql-client-{majeure})."
    )
