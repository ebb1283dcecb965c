"""Makes the files that are kept: LibreOffice, ``pdftotext`` and Tesseract are not everywhere and change with versions.

``python -m jalons.lecture.corpus.tiers.atelier [NOM …]`` makes them again, those whose blocks have changed when no name
is given.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from jalons.lecture.corpus.tiers.bureautique import en_docx
from jalons.lecture.corpus.tiers.documents import DOCUMENTS, GARDEES, GARDES, Document

_POINTS_PAR_POUCE = 170


def empreinte(document: Document) -> str:
    """The digest of what a document is made of."""
    return hashlib.sha256(repr((document.blocs(), document.charte, document.forme)).encode()).hexdigest()[:16]


def empreintes() -> dict[str, str]:
    """The digest of each document when its file was made."""
    fichier = GARDES / "empreintes.txt"
    lignes = fichier.read_text("utf-8").splitlines() if fichier.exists() else []
    return dict(ligne.split(" ", 1) for ligne in lignes)


def fabriquer(document: Document) -> bytes:
    """The file of a document, by LibreOffice.

    Raises:
        RuntimeError: LibreOffice is absent or has failed.
    """
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        source = dossier / f"{document.nom}.docx"
        source.write_bytes(en_docx(document.blocs(), document.bandeau(), document.charte))
        rendu = _convertir(source, "odt" if document.forme == "odt" else "pdf")
        if document.forme in ("odt", "pdf"):
            return rendu.read_bytes()
        if document.forme == "papier":
            return _numeriser(rendu, document.graine).encode()
        options = ["-layout"] if document.forme == "etale" else []
        return _lancer("pdftotext", *options, str(rendu), "-").stdout


def _convertir(source: Path, forme: str) -> Path:
    programme = shutil.which("soffice")
    if programme is None:
        raise RuntimeError("LibreOffice est absent : apt install libreoffice-writer-nogui")
    profil = f"-env:UserInstallation={(source.parent / 'profil').as_uri()}"
    _lancer(programme, profil, "--headless", "--convert-to", forme, "--outdir", str(source.parent), str(source))
    rendu = source.with_suffix(f".{forme}")
    if not rendu.exists():
        raise RuntimeError(f"LibreOffice n'a pas écrit {rendu.name}.")
    return rendu


def _lancer(*commande: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(commande, check=True, capture_output=True, timeout=240)  # noqa: S603


def _numeriser(pdf: Path, graine: int) -> str:
    """The pages printed, copied, scanned; then Tesseract alone, as any scanner's program runs it."""
    import pypdfium2

    from jalons.lecture.corpus.papier import photocopier

    alea, pages = random.Random(graine), []  # noqa: S311 - specks on a page, no secret
    with pypdfium2.PdfDocument(pdf) as lu:
        for n, page in enumerate(lu):
            image = pdf.parent / f"{n}.png"
            photocopier(page.render(scale=_POINTS_PAR_POUCE / 72).to_pil(), alea).save(image)
            lue = _lancer("tesseract", str(image), "-", "-l", "fra", "--dpi", str(_POINTS_PAR_POUCE)).stdout
            pages.append(lue.decode().rstrip("\f"))
    return "\f".join(pages)


def tout_fabriquer(noms: list[str]) -> None:
    """Make the files of these documents; of those that have changed when none is named."""
    GARDES.mkdir(exist_ok=True)
    faites = empreintes()
    for document in DOCUMENTS:
        neuve = empreinte(document)
        if document.forme in GARDEES and (document.nom in noms or (not noms and faites.get(document.nom) != neuve)):
            (GARDES / document.fichier).write_bytes(fabriquer(document))
            faites[document.nom] = neuve
            lignes = "".join(f"{nom} {valeur}\n" for nom, valeur in sorted(faites.items()))
            (GARDES / "empreintes.txt").write_text(lignes, encoding="utf-8")


if __name__ == "__main__":
    tout_fabriquer(sys.argv[1:])
