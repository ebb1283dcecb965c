"""What a workbook becomes once opened, told before any reader opens it: bytes, extent of its sheets, characters.

A reader makes a full table from the first cell to the last one: two cells at both ends of a sheet are seventeen
billion, and the process dies. It also gives each cell its own copy of a text that the file holds once: ten lines of
XML may deliver a hundred gigabytes. Cheap upper bounds are taken first; exact sizes (``etendue``) only when these are
too large to tell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from jalons.noyau.etendue import Assez, Etendue, colonne, ods, textes_partages, xlsx

CHAINES_MAX = 5_000_000
"""Texts that cells share, in a workbook."""
_BLOC = 1 << 20
_PLACE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,3})(\d{1,9})""")
_RANGEE, _CELLULE, _CHAINE = (re.compile(rb"[<:]" + nom + rb"[\s/>]") for nom in (b"row", b"c", b"si"))
ABIME = "Le classeur est abîmé, coupé ou protégé par un mot de passe : enregistrez-le à nouveau en .xlsx."


@dataclass(frozen=True, slots=True)
class Bornes:
    """What a workbook may become, each bound included.

    Attributes:
        deploye: bytes once unpacked: it is read at once, so a larger one must come as CSV.
        cellules: cells from the first to the last one of a sheet: 180,000 rows of 110 variables by default.
        caracteres: characters of all its cells, a shared text counted once for each cell that shows it.
        entrees: members of the archive.
        ods: whether a workbook of LibreOffice (.ods) may be opened too.
    """

    deploye: int = 400_000_000
    cellules: int = 20_000_000
    caracteres: int = 200_000_000
    entrees: int = 5_000
    ods: bool = False


@dataclass(slots=True)
class _Plafond:
    """Upper bounds of one member: last row and column named, rows, cells, widest row, longest shared text, texts."""

    rang: int = 0
    colonne: int = 0
    rangees: int = 0
    cellules: int = 0
    large: int = 0
    longue: int = 0
    chaines: int = 0

    @property
    def surface(self) -> int:
        """Cells of the full table at most: those that name no place follow the one before."""
        return (self.rang + self.rangees + 1) * (self.colonne + self.large + 1)


def refus(source: Path | IO[bytes], bornes: Bornes | None = None) -> str:
    """Why this workbook must not be opened, as a French sentence; empty when it may be.

    Sizes are those found, not only those declared.
    """
    bornes = bornes or Bornes()
    try:
        with zipfile.ZipFile(source) as archive:
            return _forme(archive.infolist(), bornes) or _poids(archive, bornes)
    except Assez:
        return _trop_long(bornes)
    except Exception:  # noqa: BLE001 - zlib, lzma and zipfile raise their own errors, many of them, on damaged data
        return ABIME


def _forme(entrees: list[zipfile.ZipInfo], bornes: Bornes) -> str:
    annonce = sum(e.file_size for e in entrees)
    if annonce > bornes.deploye or len(entrees) > bornes.entrees:
        return f"Le classeur pèse {annonce // 10**6} Mo une fois ouvert : enregistrez-le en « CSV UTF-8 »."
    binaire = any(e.filename.endswith(".bin") and "heets/" in e.filename for e in entrees)
    if binaire or (not bornes.ods and any(e.filename == "content.xml" for e in entrees)):
        return "Le classeur n'est pas au format .xlsx : enregistrez-le ainsi."
    return ""


def _poids(archive: zipfile.ZipFile, bornes: Bornes) -> str:
    """The refusal that its members deserve; reading them to their end checks their sums. A sheet may bear any name."""
    plafonds = {e.filename: _plafond(archive, e) for e in archive.infolist()}
    trop_larges = {nom for nom, p in plafonds.items() if p.surface > bornes.cellules}
    cellules = sum(p.cellules for p in plafonds.values())
    longue = max((p.longue for p in plafonds.values()), default=0)
    if sum(p.chaines for p in plafonds.values()) > CHAINES_MAX:
        return "Le classeur contient trop de textes différents : enregistrez-le en « CSV UTF-8 »."
    partagent = cellules * longue > bornes.caracteres
    tailles = textes_partages(archive, [nom for nom, p in plafonds.items() if p.chaines]) if partagent else None
    caracteres = 0
    for nom, p in plafonds.items():
        if nom in trop_larges or (partagent and p.cellules):
            vue = xlsx(archive, nom, tailles, bornes.caracteres - caracteres)
            if dit := _trop_large(vue, bornes):
                return dit
            caracteres += vue.caracteres
    if bornes.ods and "content.xml" in plafonds:
        for vue in ods(archive, "content.xml"):
            if dit := _trop_large(vue, bornes):
                return dit
            caracteres += vue.caracteres
    return _trop_long(bornes) if caracteres > bornes.caracteres else ""


def _trop_long(bornes: Bornes) -> str:
    plafond = f"{bornes.caracteres:,}".replace(",", "\u202f")
    return (
        f"Les cellules du classeur montrent plus de {plafond} caractères : raccourcissez les longs textes répétés, ou "
        "enregistrez-le en « CSV UTF-8 »."
    )


def _trop_large(vue: Etendue, bornes: Bornes) -> str:
    if vue.lignes * vue.colonnes <= bornes.cellules:
        return ""
    return (
        f"Une feuille va jusqu'à la ligne {vue.lignes}, colonne {vue.colonnes} : supprimez les lignes et les colonnes "
        "vides, ou enregistrez-la en « CSV UTF-8 »."
    )


def _plafond(archive: zipfile.ZipFile, entree: zipfile.ZipInfo) -> _Plafond:
    """Upper bounds of one member, in one reading."""
    p = _Plafond()
    ici = longueur = 0
    with archive.open(entree) as flux:
        for morceau in _balises(flux, strict="sheets/" in entree.filename.lower()):
            for lettres, rang in _PLACE.findall(morceau):
                p.rang, p.colonne = max(p.rang, int(rang)), max(p.colonne, colonne(lettres.decode()))
            rangees = _RANGEE.split(morceau)
            for place, rangee in enumerate(rangees):
                nombre = len(_CELLULE.findall(rangee))
                ici = nombre if place else ici + nombre
                p.cellules, p.large = p.cellules + nombre, max(p.large, ici)
            p.rangees += len(rangees) - 1
            chaines = _CHAINE.split(morceau)
            for place, chaine in enumerate(chaines):
                longueur = len(chaine) if place else longueur + len(chaine)
                if p.chaines or place:
                    p.longue = max(p.longue, longueur)
            p.chaines += len(chaines) - 1
    return p


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
