"""Runs the client tools of the server's own PostgreSQL: an older ``pg_dump`` refuses a newer server."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict

from jalons.config.sauvegarde.archive import refus


def programme(nom: str) -> str:
    """Path of a client tool: the machine's for an outside server, else the local cluster's own.

    Raises:
        EntreeRefusee: there is none.
    """
    if os.environ.get("DATABASE_URL") and (trouve := shutil.which(nom)):
        return trouve
    from jalons.config.postgresql.binaires import PostgresqlAbsent, trouver

    try:
        return str(trouver().dossier / nom)
    except PostgresqlAbsent as erreur:
        raise refus(
            f"L'outil {nom} est absent : installez le paquet « postgresql-client » de la version du serveur."
        ) from erreur


def executer(
    nom: str, arguments: Sequence[str], *, adresse: str, entree: IO[bytes] | None = None, sortie: Path | None = None
) -> None:
    """Run a client tool on the base at ``adresse``; the password never appears on the command line.

    Raises:
        EntreeRefusee: the tool failed; carries its last line.
    """
    parties = {c: str(v) for c, v in conninfo_to_dict(adresse).items()}
    variables = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
    environnement = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    environnement |= {variables[c]: v for c, v in parties.items() if c in variables}
    commande = [programme(nom), *arguments, "--dbname", parties["dbname"]]
    with sortie.open("wb") if sortie else open(os.devnull, "wb") as flux:
        resultat = subprocess.run(  # noqa: S603 - PostgreSQL's own tools
            commande,
            stdin=entree or subprocess.DEVNULL,
            stdout=flux,
            stderr=subprocess.PIPE,
            env=environnement,
            check=False,
        )
    if resultat.returncode:
        derniere = (resultat.stderr.decode(errors="replace").strip().splitlines() or ["aucun message"])[-1]
        raise refus(f"{nom} a échoué : {derniere}. Vérifiez l'adresse de la base et les droits du rôle.")


def adresse_de(role: str) -> str:
    """Connection URL of ``role`` (``sauvegarde`` or ``owner``).

    Raises:
        EntreeRefusee: a real installation has not given it.
    """
    if not os.environ.get("DATABASE_URL"):
        from jalons.config.postgresql import assurer

        return assurer()[f"jalons_{role}"]
    variable = {"sauvegarde": "DATABASE_SAUVEGARDE_URL", "owner": "DATABASE_OWNER_URL"}[role]
    adresse = os.environ.get(variable)
    if not adresse:
        raise refus(
            f"{variable} n'est pas donnée : indiquez l'adresse du rôle jalons_{role} (docs/guides/installer.md)."
        )
    return adresse
