"""A file is what its bytes say, not what its name says."""

import io

import pytest

from jalons.application.documents import contenu
from jalons.application.documents.tests.factories import DOCX, MACRO, ODS, PDF, PNG, XLSX, archive, bureautique


@pytest.mark.parametrize(
    ("cas", "octets", "libelle"),
    [
        ("PDF", PDF, "PDF"),
        ("image", PNG, "Image PNG"),
        ("photo", b"\xff\xd8\xff\xe0JFIF", "Image JPEG"),
        ("Word", DOCX, "Word"),
        ("Excel", XLSX, "Excel"),
        ("PowerPoint", bureautique("ppt"), "PowerPoint"),
        ("OpenDocument", ODS, "Classeur OpenDocument"),
        ("texte accentué", "Équipe mobile\n".encode(), "Texte"),
        ("vieux CSV", "Intitulé;Montant\r\n".encode("cp1252"), "Texte"),
        ("classeur à macros", MACRO, None),
        ("programme", b"MZ\x90\x00\x03", None),
        ("page web", b"<!DOCTYPE html><script>", None),
        ("image qui se programme", b'<svg xmlns="x" onload="y">', None),
        ("archive quelconque", archive(a="b"), None),
        ("archive cassée", b"PK\x03\x04" + b"\x00" * 30, None),
        ("rien", b"", None),
    ],
)
def test_le_type_vient_des_octets(cas, octets, libelle):
    trouve = contenu.reconnaitre(io.BytesIO(octets))

    assert (trouve.libelle if trouve else None) == libelle, cas


@pytest.mark.parametrize(
    ("recu", "propre"),
    [
        ("avis.pdf", "avis.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Documents\\délibération n° 4.pdf", "délibération n° 4.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("retour\nligne.pdf", "retourligne.pdf"),
        (".caché.pdf", "caché.pdf"),
        (".pdf", "pdf"),
        ("", "fichier"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_un_nom_de_fichier_ne_cache_rien(recu, propre):
    assert contenu.nom_propre(recu) == propre
