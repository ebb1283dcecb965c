"""What a workbook becomes once opened, told before any reader opens it: size unpacked, and extent of its sheets.

A reader makes a full table from the first cell to the last one: two cells at both ends of a sheet are seventeen
billion, and the process dies.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

DEPLOYE_MAX = 400_000_000
"""Bytes of a workbook once unpacked: it is read at once, so a larger one must come as CSV."""
CELLULES_MAX = 20_000_000
"""Cells between the first and the last one of a sheet: 180,000 rows of 110 variables."""
ENTREES_MAX = 5_000
_BLOC = 1 << 20
_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,3})(\d{1,9})""")
ABIME = "Le classeur est abîmé, coupé ou protégé par un mot de passe : enregistrez-le à nouveau en .xlsx."


def refus(source: Path | IO[bytes], *, deploye: int = DEPLOYE_MAX) -> str:
    """Why this workbook (.xlsx) must not be opened, as a French sentence; empty when it may be.

    Sizes are those found, not only those declared.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            entrees = archive.infolist()
            annonce = sum(e.file_size for e in entrees)
            if annonce > deploye or len(entrees) > ENTREES_MAX:
                return f"Le classeur pèse {annonce // 10**6} Mo une fois ouvert : enregistrez-le en « CSV UTF-8 »."
            if any(
                e.filename == "content.xml" or (e.filename.endswith(".bin") and "heets/" in e.filename) for e in entrees
            ):
                return "Le classeur n'est pas au format .xlsx : enregistrez-le ainsi."
            return next(filter(None, (_une(archive, e) for e in entrees)), "")
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return ABIME
    except Exception:  # noqa: BLE001 - zlib and lzma raise their own errors on damaged data
        return ABIME


def _une(archive: zipfile.ZipFile, entree: zipfile.ZipInfo) -> str:
    """The refusal that one member deserves; reading it to its end checks its sum. A sheet may bear any name."""
    rangs = colonnes = 1
    with archive.open(entree) as flux:
        for morceau in _balises(flux, strict="sheets/" in entree.filename.lower()):
            for lettres, rang in _PLACE.findall(morceau):
                rangs, colonnes = max(rangs, int(rang)), max(colonnes, _colonne(lettres))
    if rangs * colonnes > CELLULES_MAX:
        return (
            f"Une feuille va jusqu'à la ligne {rangs}, colonne {colonnes} : supprimez les lignes et les colonnes "
            "vides, ou enregistrez-la en « CSV UTF-8 »."
        )
    return ""


def _balises(flux: IO[bytes], *, strict: bool) -> Iterator[bytes]:
    """A member in pieces that end with a tag: no attribute is cut in two. What is no text gives nothing.

    Raises:
        ValueError: a member that must be a sheet is not one in UTF-8, or goes on for two million bytes without a tag.
    """
    reste, texte = b"", True
    while bloc := flux.read(_BLOC):
        tampon = reste + bloc
        fin = tampon.rfind(b">") + 1
        reste = tampon[fin:] if texte else b""
        if b"\0" in bloc or len(reste) > 2 * _BLOC:
            if strict:
                raise ValueError("not a sheet in UTF-8")
            reste, texte = b"", False
        if texte:
            yield tampon[:fin]
    yield reste


def _colonne(lettres: bytes) -> int:
    """The rank of a column.

    >>> _colonne(b"A"), _colonne(b"AA"), _colonne(b"")
    (1, 27, 0)
    """
    rang = 0
    for lettre in lettres.upper():
        rang = rang * 26 + lettre - 64
    return rang
