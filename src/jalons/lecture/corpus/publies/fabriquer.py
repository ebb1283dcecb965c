"""Print the documents of this part: ``python -m jalons.lecture.corpus.publies.fabriquer [NAME…]`` writes ``gardes``.

They are kept because LibreOffice, Typst's fonts and Tesseract are not everywhere.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from jalons.lecture.corpus.papier import convertir_html, numeriser
from jalons.lecture.corpus.publies.catalogue import GARDES, PUBLIES, Publie, feuille
from jalons.lecture.corpus.publies.imprimer import en_html, en_pdf


def fabriquer(document: Publie) -> None:
    """Write the file of one document."""
    page = feuille(document.nom)
    GARDES.mkdir(exist_ok=True)
    if document.forme == "pdf":
        document.fichier.write_bytes(en_pdf(page))
        return
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        if document.forme == "papier":
            pdf = dossier / "page.pdf"
            pdf.write_bytes(en_pdf(page))
            document.fichier.write_text(numeriser(pdf, document.graine), encoding="utf-8")
        else:
            fait = convertir_html(en_html(page, document.nom), document.nom, document.forme, dossier)
            document.fichier.write_bytes(fait.read_bytes())


if __name__ == "__main__":
    for un in PUBLIES:
        if un.forme != "texte" and (not sys.argv[1:] or un.nom in sys.argv[1:]):
            fabriquer(un)
