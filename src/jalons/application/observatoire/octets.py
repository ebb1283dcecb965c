"""Files of the observatory, one way for all: bytes on disk under their fingerprint, a row in the base that names them.

``observatoire/<collectivité>/octets/<SHA-256>``, beside the folders of imports. Bytes are written before the row that
names them, never changed, and read back against their fingerprint: a row frozen by a trigger answers for its bytes.
What no row names any more leaves at night (``nettoyer``).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from jalons.noyau.saisie import EntreeRefusee, Faute

NOM = "octets"
"""Name of the folder, among those of the imports of a collectivité."""


def racine() -> Path:
    """The folder of every file of the observatory."""
    return dossier_prive(Path(settings.MEDIA_ROOT), "observatoire")


def dossier_prive(base: Path, *noms: str) -> Path:
    """A folder under ``base`` that its owner only enters, made if it is not there."""
    chemin = base.joinpath(*noms)
    for etape in [*reversed([p for p in chemin.parents if p.is_relative_to(base)]), chemin]:
        if not etape.is_dir():
            etape.mkdir(parents=True, exist_ok=True)
            os.chmod(etape, 0o700)
    return chemin


def empreinte(contenu: bytes) -> str:
    """The SHA-256 of ``contenu``, in hexadecimal."""
    return hashlib.sha256(contenu).hexdigest()


def poser(collectivite: str, contenu: bytes) -> str:
    """Keep ``contenu`` and give its fingerprint, for the row that will name it in the same transaction.

    Written again when it is there already: its age tells ``nettoyer`` that a transaction under way may name it.
    """
    nom, dossier = empreinte(contenu), dossier_prive(racine(), collectivite, NOM)
    descripteur, provisoire = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=dossier)
    try:
        with os.fdopen(descripteur, "wb") as sortie:
            sortie.write(contenu)
            sortie.flush()
            os.fsync(sortie.fileno())
        with _seul(dossier):
            os.replace(provisoire, dossier / nom)
    except BaseException:
        Path(provisoire).unlink(missing_ok=True)
        raise
    return nom


def lire(collectivite: str, nom: str, *, quoi: str) -> bytes:
    """The bytes of fingerprint ``nom``.

    Args:
        quoi: the file as its reader knows it.

    Raises:
        EntreeRefusee: they are not on this machine any more, or are not what was kept.
    """
    try:
        contenu = (racine() / collectivite / NOM / nom).read_bytes()
    except OSError:
        contenu = b""
    if empreinte(contenu) == nom:
        return contenu
    message = (
        f"Le fichier « {quoi} » n'est plus tel qu'il a été gardé : demandez au service informatique de le remettre "
        "depuis la sauvegarde, ou déposez-le à nouveau."
    )
    raise EntreeRefusee([Faute("fichiers", message, quoi, nom)], quoi=quoi)


def nettoyer(collectivite: str, connus: Collection[str], *, avant: datetime) -> int:
    """Remove what has not been written since ``avant`` and that no row names; how many files went."""
    dossier, partis = racine() / collectivite / NOM, 0
    if not dossier.is_dir():
        return 0
    for chemin in list(dossier.iterdir()):
        with _seul(dossier):
            if chemin.name not in connus and chemin.is_file() and chemin.stat().st_mtime < avant.timestamp():
                chemin.unlink()
                partis += 1
    return partis


@contextmanager
def _seul(dossier: Path) -> Iterator[None]:
    """Nobody else puts or removes a file there meanwhile."""
    descripteur = os.open(dossier, os.O_RDONLY)
    try:
        fcntl.flock(descripteur, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descripteur)
