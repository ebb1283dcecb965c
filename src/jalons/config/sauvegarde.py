"""Backup of the base and of the files received, into one file."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

import psycopg

from jalons import __version__
from jalons.config import archive
from jalons.config.postgresql.outils import Serveur


def sauvegarder(serveur: Serveur, fichiers: Path, sortie: Path, *, maintenant: datetime) -> archive.Manifeste:
    """Write ``sortie`` and give its manifest.

    The base is dumped first, the files after: they are named by their fingerprint and written before the row that
    names them, so that every row of the dump finds its file. Agents may work meanwhile.

    Args:
        serveur: where the base is; the role of backup reads past row-level security.
        fichiers: folder of the files received; may not exist yet.
        maintenant: moment of the backup, with its time zone.
    """
    sortie.parent.mkdir(parents=True, exist_ok=True)
    with psycopg.connect(serveur.sauvegarde) as connexion:
        version = str(connexion.execute("SHOW server_version").fetchone()[0])  # type: ignore[index]
        migrations = [
            f"{module}.{nom}"
            for module, nom in connexion.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        ]
    with tempfile.TemporaryDirectory(dir=sortie.parent, prefix=".sauvegarde-") as dossier:
        vidage = Path(dossier, "base.dump")
        serveur.lancer("pg_dump", "--format=custom", f"--file={vidage}", adresse=serveur.sauvegarde)
        membres = {archive.VIDAGE: vidage} | lister(fichiers)
        manifeste = archive.Manifeste(
            jalons=__version__,
            postgresql=version,
            cree_le=maintenant.isoformat(timespec="seconds"),
            migrations=migrations,
            contenu={nom: archive.decrire(chemin) for nom, chemin in membres.items()},
        )
        archive.ecrire(sortie, manifeste, membres)
    return manifeste


def lister(fichiers: Path) -> dict[str, Path]:
    """Files to keep, by the name they have in the archive; those being written (``.tmp``) are left out."""
    return {
        archive.FICHIERS + chemin.relative_to(fichiers).as_posix(): chemin
        for chemin in sorted(fichiers.rglob("*"))
        if chemin.is_file() and not chemin.is_symlink() and chemin.suffix != ".tmp"
    }
