"""What a file really is, read from its first bytes and not from its name. Pure."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO

TAILLE_MAXIMALE = 25 * 1024 * 1024
"""Bytes; a scan of a signed contract holds in it."""


@dataclass(frozen=True, slots=True)
class TypeFichier:
    """A kind of file that Jalons keeps."""

    mime: str
    libelle: str
    extensions: tuple[str, ...]


PDF = TypeFichier("application/pdf", "PDF", ("pdf",))
PNG = TypeFichier("image/png", "Image PNG", ("png",))
JPEG = TypeFichier("image/jpeg", "Image JPEG", ("jpg", "jpeg"))
TEXTE = TypeFichier("text/plain", "Texte", ("txt", "csv"))
HTML = TypeFichier("text/html", "Page HTML", ("html", "htm", "xhtml"))
"""A page that a browser would run: kept only for whoever asks for it, and given back as bytes, never as a page."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OASIS = "application/vnd.oasis.opendocument"
_PAR_DOSSIER = {
    "word/": TypeFichier(f"{_OFFICE}.wordprocessingml.document", "Word", ("docx",)),
    "xl/": TypeFichier(f"{_OFFICE}.spreadsheetml.sheet", "Excel", ("xlsx",)),
    "ppt/": TypeFichier(f"{_OFFICE}.presentationml.presentation", "PowerPoint", ("pptx",)),
}
_PAR_MIME = {
    t.mime: t
    for t in (
        TypeFichier(f"{_OASIS}.text", "Texte OpenDocument", ("odt",)),
        TypeFichier(f"{_OASIS}.spreadsheet", "Classeur OpenDocument", ("ods",)),
        TypeFichier(f"{_OASIS}.presentation", "Présentation OpenDocument", ("odp",)),
    )
}
TYPES: tuple[TypeFichier, ...] = (PDF, *_PAR_DOSSIER.values(), *_PAR_MIME.values(), PNG, JPEG, TEXTE)
ACCEPTES = ", ".join(f".{e}" for t in TYPES for e in t.extensions)
_PAR_LEUR_MIME = {t.mime: t for t in (*TYPES, HTML)}


def type_par_mime(mime: str) -> TypeFichier | None:
    """The kind recorded under ``mime``, if we know it."""
    return _PAR_LEUR_MIME.get(mime)


def reconnaitre(fichier: BinaryIO, aussi: Collection[TypeFichier] = ()) -> TypeFichier | None:
    """The kind of a file open for reading; ``None`` when it is none of ``TYPES`` nor of ``aussi``. Leaves it at its
    start."""
    fichier.seek(0)
    tete = fichier.read(8192)
    fichier.seek(0)
    if tete.startswith(b"%PDF-"):
        return PDF
    if tete.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if tete.startswith(b"\xff\xd8\xff"):
        return JPEG
    if tete.startswith(b"PK\x03\x04"):
        return _dans_une_archive(fichier)
    if HTML in aussi and b"\x00" not in tete and re.search(rb"<\s*(!doctype\s+html|html|body)\b", tete, re.IGNORECASE):
        return HTML
    return TEXTE if tete and _est_du_texte(tete) else None


def _dans_une_archive(fichier: BinaryIO) -> TypeFichier | None:
    """Office files are archives; one that holds macros is refused, whatever its name."""
    try:
        with zipfile.ZipFile(fichier) as archive:
            noms = archive.namelist()
            if any(n.lower().endswith("vbaproject.bin") for n in noms):
                return None
            if "mimetype" in noms and archive.getinfo("mimetype").file_size < 200:
                return _PAR_MIME.get(archive.read("mimetype").decode("ascii", "replace").strip())
            if "[Content_Types].xml" in noms:
                return next((t for debut, t in _PAR_DOSSIER.items() if any(n.startswith(debut) for n in noms)), None)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return None
    finally:
        fichier.seek(0)
    return None


def _est_du_texte(tete: bytes) -> bool:
    """Text of a program of today or of an old spreadsheet; a page that a browser would run is not text."""
    if b"\x00" in tete or re.search(rb"<\s*(!doctype|html|script|svg|\?xml)", tete, re.IGNORECASE):
        return False
    for encodage in ("utf-8", "cp1252"):
        try:
            lu = tete[:-4].decode(encodage) if len(tete) == 8192 else tete.decode(encodage)
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in lu)
    return False


def nom_propre(nom: str, longueur: int = 150) -> str:
    """A file name without folders, control or direction characters, short, and never hidden.

    >>> nom_propre("../../C:\\\\Mes documents\\\\avis?.pdf")
    'avis_.pdf'
    """
    dernier = re.split(r"[/\\]", unicodedata.normalize("NFC", nom))[-1]
    propre = "".join("_" if c in '<>:"|?*' else c for c in dernier if unicodedata.category(c)[0] != "C")
    propre = re.sub(r"\s+", " ", propre).strip(" .")
    base, point, extension = propre.rpartition(".")
    if not point:
        return propre[:longueur] or "fichier"
    return f"{base.strip(' .')[: longueur - len(extension) - 1] or 'fichier'}.{extension}"


def extension(nom: str) -> str:
    """What follows the last dot, in lower case; empty without a dot."""
    return nom.rpartition(".")[2].lower() if "." in nom else ""
