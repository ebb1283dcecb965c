"""Which form a file has, from its bytes."""

from __future__ import annotations

import re
from typing import Literal

from jalons.lecture.entrees.limites import refus

Forme = Literal["txt", "pdf", "docx", "odt", "html"]
ACCEPTES = "un texte, un PDF, un document Word (.docx), LibreOffice (.odt) ou une page HTML"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_AUTRES = (
    (b"\xd0\xcf\x11\xe0", "un ancien fichier Word, Excel ou PowerPoint", "Enregistrez-le en .docx ou en PDF."),
    (b"{\\rtf", "un fichier RTF", "Enregistrez-le en .docx, en .odt ou en PDF."),
    (b"\x89PNG", "une image", "Placez-la dans un PDF (imprimer vers un fichier), ou numérisez le document en PDF."),
    (
        b"\xff\xd8\xff",
        "une image",
        "Placez-la dans un PDF (imprimer vers un fichier), ou numérisez le document en PDF.",
    ),
    (b"II*\0", "une image", "Placez-la dans un PDF (imprimer vers un fichier), ou numérisez le document en PDF."),
    (b"MM\0*", "une image", "Placez-la dans un PDF (imprimer vers un fichier), ou numérisez le document en PDF."),
    (b"\x1f\x8b", "un fichier compressé", "Décompressez-le d'abord."),
    (b"7z\xbc\xaf", "un fichier compressé", "Décompressez-le d'abord."),
)
_TEXTES_LARGES = (b"\xff\xfe", b"\xfe\xff")


def reconnaitre(contenu: bytes, nom: str) -> Forme:
    """The form of a file.

    Raises:
        EntreeRefusee: it is none of those that are read; the sentence says which it is and what to do.

    >>> reconnaitre(b"%PDF-1.7 ...", "schema.txt")
    'pdf'
    """
    debut = contenu[:4096]
    if b"%PDF-" in contenu[:1024]:
        return "pdf"
    if debut.startswith(b"PK\x03\x04"):
        return _archive(contenu, nom)
    for marque, quoi, faire in _AUTRES:
        if debut.startswith(marque):
            raise refus(nom, f"Le fichier est {quoi} : ce n'est pas lu. {faire}", quoi, ACCEPTES)
    if _HTML.search(debut):
        return "html"
    if _binaire(debut):
        message = f"Le fichier n'est pas d'une forme connue. Déposez {ACCEPTES}."
        raise refus(nom, message, repr(debut[:16]), ACCEPTES)
    return "txt"


def _archive(contenu: bytes, nom: str) -> Forme:
    """A zip is read by its list of parts, which stands at its end."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            noms = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as erreur:
        message = "Le fichier est abîmé ou incomplet : sa fin manque ou ne se lit pas. Reprenez-le depuis l'original."
        raise refus(nom, message, str(erreur)) from erreur
    if "word/document.xml" in noms:
        return "docx"
    if "content.xml" in noms:
        return "odt"
    tableur = any(n.startswith(("xl/", "ppt/")) for n in noms)
    quoi = "un classeur ou un diaporama" if tableur else "une archive zip sans texte de document"
    raise refus(nom, f"Le fichier est {quoi} : ce n'est pas lu. Déposez {ACCEPTES}.", quoi, ACCEPTES)


def _binaire(debut: bytes) -> bool:
    """Whether no encoding of text gives these bytes: control characters, unless every other byte is null (UTF-16)."""
    if debut.startswith(_TEXTES_LARGES) or _alterne(debut):
        return False
    commandes = sum(octet < 32 and octet not in b"\t\n\r\f\x0b\x1b\x1a\x1f" for octet in debut)
    return commandes > max(1, len(debut) // 200)


def _alterne(debut: bytes) -> bool:
    """UTF-16 without its mark: Latin letters have a null byte each, all on the same side."""
    pairs, impairs = debut[0::2], debut[1::2]
    seuil = 0.4 * max(1, len(impairs))
    return len(debut) >= 4 and (
        (impairs.count(0) > seuil and pairs.count(0) * 20 < len(pairs) + 20)
        or (pairs.count(0) > seuil and impairs.count(0) * 20 < len(impairs) + 20)
    )
