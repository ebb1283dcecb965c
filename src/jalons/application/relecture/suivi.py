"""How far the reading of a document is, page after page: on disk, for the transaction of its job shows nothing before
its end."""

from __future__ import annotations

import time
from pathlib import Path

from django.conf import settings

from jalons.application.relecture.models import Relecture

PAS = 0.5
"""Seconds between two writings."""


class Suivi:
    """Pages read of one document; also the last sign of life of its job."""

    def __init__(self, relecture: Relecture) -> None:
        self._chemin, self._dit = Path(settings.MEDIA_ROOT) / "relecture" / f"{relecture.pk}.pages", 0.0

    def dire(self, lues: int, total: int) -> None:
        """Note the pages read, not more often than every ``PAS``."""
        maintenant = time.monotonic()
        if maintenant - self._dit < PAS and lues < total:
            return
        self._dit = maintenant
        self._chemin.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        provisoire = self._chemin.with_suffix(".tmp")
        provisoire.write_text(f"{lues}/{total}", encoding="ascii")
        provisoire.replace(self._chemin)

    def lire(self) -> tuple[int, int] | None:
        """Pages read, and how many there are; ``None`` when nothing was said."""
        try:
            lues, _, total = self._chemin.read_text(encoding="ascii").partition("/")
            return int(lues), int(total)
        except (OSError, ValueError):
            return None

    def vivant(self) -> float:
        """Moment (seconds of the epoch) of the last page; 0 when nothing was said."""
        try:
            return self._chemin.stat().st_mtime
        except OSError:
            return 0.0

    def finir(self) -> None:
        """Nothing is being read any more."""
        self._chemin.unlink(missing_ok=True)
