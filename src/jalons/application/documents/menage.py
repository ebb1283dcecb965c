"""Housekeeping of the files received: bytes that no row names, left by a deposit killed before its transaction ended.

A deposit puts its bytes under their fingerprint, then writes the row: killed in between, it leaves a whole file that
nobody sees. The same content deposited again writes the file anew, so that the age of a file tells whether a
transaction under way may still name it.
"""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from jalons.application.documents.models import Piece
from jalons.application.documents.services import chemin
from jalons.application.socle.perimetre import perimetre
from jalons.application.territoires.models import Collectivite

DELAI = timedelta(hours=24)
"""Age under which a file is left alone: far longer than any transaction."""

A_PART = ".retire-"
"""Prefix of a file set aside before it goes."""

journal = logging.getLogger(__name__)


def nettoyer(*, avant: datetime) -> tuple[int, int]:
    """Remove what has not moved since ``avant`` and belongs to no row, present or past.

    Returns:
        How many files went, and their size in bytes.
    """
    _remettre_ce_qui_est_a_part()
    limite = avant.timestamp()
    vieux = [p for p in _presents() if _touche_le(p) < limite]
    connues = empreintes_connues()  # read after the list: a row written since has a file that is not old
    tailles = [_retirer(p, limite) for p in vieux if p.name not in connues]
    partis = [t for t in tailles if t is not None]
    journal.info("documents: %s fichiers sans ligne retirés, %s octets", len(partis), sum(partis))
    return len(partis), sum(partis)


def empreintes_connues() -> set[str]:
    """Fingerprints that a piece of any collectivité names, or named: files taken off stay for the history."""
    codes = list(Collectivite.objects.values_list("pk", flat=True))
    evenements = Piece.pgh_event_model  # type: ignore[attr-defined]
    with perimetre(codes):
        presentes = set(Piece.objects.values_list("empreinte", flat=True))
        return presentes | set(evenements.objects.values_list("empreinte", flat=True).distinct())


def _presents() -> Iterator[Path]:
    racine = Path(settings.MEDIA_ROOT)
    yield from (p for motif in ("??/*", ".depot-*") for p in racine.glob(motif))


def _touche_le(fichier: Path) -> float:
    """When it was written, moved or copied back here last; the end of time when it has just gone."""
    try:
        etat = fichier.stat()
    except FileNotFoundError:
        return math.inf
    return max(etat.st_mtime, etat.st_ctime)


def _retirer(fichier: Path, limite: float) -> int | None:
    """Set the file aside, look at it again, and only then remove it; its size, or ``None`` if it is in use again."""
    a_part = Path(settings.MEDIA_ROOT) / f"{A_PART}{fichier.name}"
    try:
        os.replace(fichier, a_part)
    except FileNotFoundError:  # another pass was faster
        return None
    etat = a_part.stat()
    if etat.st_mtime >= limite:  # deposited again since it was listed
        os.replace(a_part, fichier)
        return None
    a_part.unlink()
    return etat.st_size


def _remettre_ce_qui_est_a_part() -> None:
    """What a killed pass left aside goes back where it was: the pass that begins will judge it."""
    for a_part in Path(settings.MEDIA_ROOT).glob(f"{A_PART}*"):
        place = chemin(a_part.name.removeprefix(A_PART))
        if place.exists() or not place.parent.exists():
            a_part.unlink()
        else:
            os.replace(a_part, place)
