"""Makes an archive: whole, or not at all."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from jalons import __version__
from jalons.config.sauvegarde.archive import BASE, FICHIERS, FORMAT, MANIFESTE, Manifeste, empreinte, refus
from jalons.config.sauvegarde.outils import adresse_de, executer


def sauvegarder(sortie: Path, fichiers: Path) -> Manifeste:
    """Write the archive ``sortie``: the base first, then the files received.

    In that order, every file that a row of the dump names is in the archive; a file added meanwhile is harmless. The
    archive is written beside, then renamed: a kill leaves no half archive under its name.

    Args:
        fichiers: folder of the files received, named by their fingerprint.

    Raises:
        EntreeRefusee: the base cannot be read, or the archive cannot be written.
    """
    adresse = adresse_de("sauvegarde")
    try:
        sortie.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=sortie.parent, prefix=".sauvegarde-") as nom:
            dump = Path(nom) / BASE
            executer("pg_dump", ["--format=custom", "--no-password"], adresse=adresse, sortie=dump)
            provisoire = Path(nom) / "archive.tar"
            manifeste = _assembler(provisoire, dump, fichiers, _majeure(adresse))
            os.replace(provisoire, sortie)
    except OSError as erreur:
        raise refus(
            f"« {sortie} » ne peut être écrite ({erreur.strerror}). Choisissez un autre emplacement."
        ) from erreur
    return manifeste


def _majeure(adresse: str) -> int:
    with psycopg.connect(adresse) as connexion:
        return connexion.info.server_version // 10000


def _assembler(archive: Path, dump: Path, fichiers: Path, majeure: int) -> Manifeste:
    recus = sorted(f for f in fichiers.glob("??/*") if f.is_file()) if fichiers.exists() else []
    with dump.open("rb") as flux:
        somme = empreinte(flux)
    manifeste = Manifeste(
        FORMAT,
        __version__,
        datetime.now(UTC).isoformat(timespec="seconds"),
        majeure,
        somme,
        dump.stat().st_size,
        len(recus),
    )
    descripteur = os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descripteur, "wb") as sortie, tarfile.open(fileobj=sortie, mode="w") as tar:
        entete = tarfile.TarInfo(MANIFESTE)
        entete.size = len(manifeste.en_json())
        tar.addfile(entete, io.BytesIO(manifeste.en_json()))
        tar.add(dump, BASE)
        for recu in recus:
            tar.add(recu, f"{FICHIERS}/{recu.name}")
        sortie.flush()
        os.fsync(sortie.fileno())
    return manifeste
