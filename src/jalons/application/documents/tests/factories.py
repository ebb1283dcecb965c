"""Files as they come, one of each kind, and files that lie."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def archive(**fichiers):
    """A zip whose members are given by name, ``__`` for a slash and ``_d_`` for a dot."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as sortie:
        for nom, contenu in fichiers.items():
            sortie.writestr(nom.replace("__", "/").replace("_d_", "."), contenu)
    return octets.getvalue()


def bureautique(dossier, **autres):
    """An Office file whose main folder is ``dossier``."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as sortie:
        sortie.writestr("[Content_Types].xml", "<Types/>")
        sortie.writestr(f"{dossier}/document.xml", "<x/>")
        for nom, contenu in autres.items():
            sortie.writestr(nom.replace("_d_", "."), contenu)
    return octets.getvalue()


DOCX = bureautique("word")
XLSX = bureautique("xl")
MACRO = bureautique("xl", vbaProject_d_bin=b"x")
ODS = archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")


def recu(nom="preuve.pdf", octets=PDF):
    """A file as a form hands it over."""
    return SimpleUploadedFile(nom, octets)
