"""Documents that exist on paper only: HTML, LibreOffice, PDF, pictures as a poor scanner gives them, Tesseract.

``python -m jalons.lecture.corpus.papier`` makes the texts of ``scans`` again; they are kept because LibreOffice, its
fonts and Tesseract are not everywhere, and because two versions of Tesseract do not read the same.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from jalons.lecture.corpus.documents import Document, documents
from jalons.lecture.corpus.numerises import SCANS
from jalons.lecture.corpus.rendu_html import en_html

_RESOLUTION = 200


def libreoffice() -> str | None:
    """The program, when the machine has it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convertir(document: Document, forme: str, dossier: Path) -> Path:
    """The document as a file ("pdf", "docx", "odt" or "html") in ``dossier``.

    Raises:
        RuntimeError: LibreOffice is absent or has failed.
    """
    return convertir_html(en_html(document.blocs(), document.nom), document.nom, forme, dossier)


def convertir_html(html: str, nom: str, forme: str, dossier: Path) -> Path:
    """A page of HTML as a file of this name and form in ``dossier``.

    Raises:
        RuntimeError: LibreOffice is absent or has failed.
    """
    page = dossier / f"{nom}.html"
    page.write_text(html, encoding="utf-8")
    if forme == "html":
        return page
    programme, filtre = (
        libreoffice(),
        {"docx": "docx:MS Word 2007 XML", "odt": "odt:writer8", "pdf": "pdf:writer_web_pdf_Export"},
    )
    if programme is None:
        raise RuntimeError("LibreOffice est absent : apt install libreoffice-writer-nogui")
    commande = [
        programme, f"-env:UserInstallation={(dossier / 'profil').as_uri()}", "--headless",
        "--convert-to", filtre[forme], "--outdir", str(dossier), str(page),
    ]  # fmt: skip
    subprocess.run(commande, check=True, capture_output=True, timeout=180)  # noqa: S603
    fichier = page.with_suffix(f".{forme}")
    if not fichier.exists():
        raise RuntimeError(f"LibreOffice n'a pas écrit {fichier.name}.")
    return fichier


def photocopier(image: Any, alea: random.Random) -> Any:
    """A page as a tired copier gives it: a little turned, grey, speckled."""
    import numpy as np
    from PIL import Image

    tournee = image.convert("L").rotate(alea.uniform(-0.6, 0.6), fillcolor=255, resample=Image.Resampling.BICUBIC)
    points = np.asarray(tournee, dtype=np.int16)
    grain = np.random.default_rng(alea.randrange(2**32)).normal(0, 18, points.shape)
    return Image.fromarray(np.clip(points * 0.92 + 8 + grain, 0, 255).astype(np.uint8))


def numeriser(pdf: Path, graine: int) -> str:
    """What Tesseract reads of the pages of a PDF once printed, copied and scanned."""
    import pypdfium2

    from jalons.lecture.entrees import ocr

    alea = random.Random(graine)  # noqa: S311 - specks on a page, no secret
    pages = []
    with pypdfium2.PdfDocument(pdf) as lu:
        for page in lu:
            image = photocopier(page.render(scale=_RESOLUTION / 72).to_pil(), alea)
            pages.append("".join(f"{rang.texte}\n" for rang in ocr.lire(image, _RESOLUTION) or []))
    return "\f".join(pages)


def fabriquer(noms: list[str]) -> None:
    """Write the scans of these documents again; of all of them when none is named."""
    SCANS.mkdir(exist_ok=True)
    for document in documents(papier=True):
        if noms and document.nom not in noms:
            continue
        with tempfile.TemporaryDirectory() as nom:
            pdf = convertir(document, "pdf", Path(nom))
            (SCANS / f"{document.nom}.txt").write_text(numeriser(pdf, document.graine), encoding="utf-8")


if __name__ == "__main__":
    fabriquer(sys.argv[1:])
