"""A file received goes straight to disk, block by block, with its fingerprint: never whole in memory, never twice."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from jalons.application.observatoire.imports import lieux

DEPASSE = "depasse"
"""Mark of a file that was larger than what is taken: its bytes are not kept."""


class FichierSurDisque(UploadedFile):  # type: ignore[type-arg]  # its type has no argument at run time
    """A file that arrived: ``chemin`` is where it waits, ``empreinte`` its SHA-256."""

    def __init__(self, chemin: Path, nom: str, taille: int, empreinte: str, depasse: bool) -> None:
        super().__init__(file=None, name=nom, content_type="application/octet-stream", size=taille)
        self.chemin, self.empreinte, self.depasse = chemin, empreinte, depasse

    def read(self, size: int = -1) -> bytes:
        """The first bytes (a small file of correspondences is read at once)."""
        with self.chemin.open("rb") as lu:
            return lu.read(size)

    def jeter(self) -> None:
        """Remove what waits."""
        self.chemin.unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is held open; what no import has taken goes with the request."""
        self.jeter()


class VersLeDisque(FileUploadHandler):
    """Writes each file received in ``lieux.depots``; beyond the size taken, the rest is read and dropped."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to prepare."""
        self._ouvert: Any = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        descripteur, nom = tempfile.mkstemp(prefix="recu-", dir=lieux.depots())
        self._ouvert = os.fdopen(descripteur, "wb")
        self._chemin, self._somme, self._taille = Path(nom), hashlib.sha256(), 0
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """The next bytes."""
        self._taille += len(raw_data)
        if self._taille <= settings.IMPORT_TAILLE_MAXIMALE:
            self._somme.update(raw_data)
            self._ouvert.write(raw_data)

    def file_complete(self, file_size: int) -> FichierSurDisque:
        """The file is whole."""
        self._ouvert.flush()
        os.fsync(self._ouvert.fileno())
        self._ouvert.close()
        self._ouvert = None
        depasse = self._taille > settings.IMPORT_TAILLE_MAXIMALE
        return FichierSurDisque(self._chemin, self.file_name or "", self._taille, self._somme.hexdigest(), depasse)

    def upload_interrupted(self) -> None:
        """The sender went away: nothing is kept."""
        if self._ouvert is not None:
            self._ouvert.close()
            self._chemin.unlink(missing_ok=True)
