"""Restores an archive beside the living base, then swaps the two in one transaction."""

from __future__ import annotations

import os
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from jalons.config.sauvegarde.archive import BASE, Manifeste, fichiers_de, lire_manifeste, refus
from jalons.config.sauvegarde.outils import adresse_de, executer

PROVISOIRE = "jalons_restauration"


def restaurer(archive: Path, fichiers: Path) -> tuple[Manifeste, str]:
    """Put the content of ``archive`` in place of the base; the former base is kept under another name.

    A failure or a kill before the swap leaves the living base untouched; the swap itself is one transaction.

    Returns:
        The manifest, and the name under which the former base is kept.

    Raises:
        EntreeRefusee: altered archive, server older than the dump, or a tool that fails.
    """
    manifeste = lire_manifeste(archive)
    adresse = adresse_de("owner")
    administration = make_conninfo(adresse, dbname="postgres")
    with psycopg.connect(administration, autocommit=True) as connexion:
        serveur = connexion.info.server_version // 10000
        if serveur < manifeste.postgresql:
            message = f"La sauvegarde vient de PostgreSQL {manifeste.postgresql}, le serveur est en version {serveur}."
            raise refus(f"{message} Restaurez-la sur un serveur au moins aussi récent.")
        connexion.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(PROVISOIRE)))
        connexion.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(PROVISOIRE)))
    with tempfile.TemporaryDirectory(prefix="jalons-restauration-") as nom, tarfile.open(archive) as tar:
        tar.extract(BASE, nom, filter="data")
        arguments = ["--no-owner", "--exit-on-error", "--no-password", "--schema=public", str(Path(nom) / BASE)]
        cible = make_conninfo(adresse, dbname=PROVISOIRE)
        _preparer(cible)
        executer("pg_restore", arguments, adresse=cible)
    _ranger(archive, fichiers)
    return manifeste, _echanger(administration, str(conninfo_to_dict(adresse)["dbname"]))


def _preparer(cible: str) -> None:
    """An empty base ready for the dump: its extension, and a schema that pg_restore will create again."""
    with psycopg.connect(cible, autocommit=True) as connexion:
        connexion.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        connexion.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def _ranger(archive: Path, fichiers: Path) -> None:
    """Add the files that are missing; they are named by their content, so none is ever overwritten or lost."""
    for nom, octets in fichiers_de(archive):
        place = fichiers / nom[:2] / nom
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            provisoire = place.with_suffix(f".{os.getpid()}")
            provisoire.write_bytes(octets)
            provisoire.replace(place)


def _echanger(administration: str, vivante: str) -> str:
    ancienne = f"{vivante}_avant_{datetime.now(UTC):%Y%m%d_%H%M%S}"
    with psycopg.connect(administration) as connexion:
        connexion.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = ANY(%s) AND pid <> pg_backend_pid()",
            [[vivante, PROVISOIRE]],
        )
        for avant, apres in ((vivante, ancienne), (PROVISOIRE, vivante)):
            connexion.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(avant), sql.Identifier(apres))
            )
    return ancienne
