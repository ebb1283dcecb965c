"""``python -m bench.analyse_lecture``: a schéma of 300 pages, from the bytes of its PDF to its elements.

The PDF is made by Typst from synthetic schémas: headings, bullets, a ruled table on each fiche. What is timed is the
whole path (a process that reads the PDF, then repair and structure), and the peak of memory of both processes. The peer
is pdfplumber's text of the same pages (without tables, its boxes thrown away), on one page in ten.
Exit code 1 when a bar is missed: 20 s of processor, 1 GB of memory.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time

from jalons.lecture.corpus.mise_en_page import Bloc, mettre_en_page
from jalons.lecture.corpus.plan import Tirage, tirer_schema
from jalons.lecture.corpus.rendu_typst import en_pdf
from jalons.lecture.corpus.style import Style
from jalons.lecture.entrees import ouvrir
from jalons.lecture.lecteur import lire

BARRE_S, BARRE_MO = 20.0, 1_000
PAGES = 300
UNE_SUR = 10


def fabriquer(pages: int) -> bytes:
    """A PDF of about this number of pages."""
    blocs: list[Bloc] = []
    while sum(b.genre == "saut" for b in blocs) < pages * 0.98:
        graine = len(blocs)
        blocs += mettre_en_page(tirer_schema(graine, fiches=14), Style(), Tirage(graine).alea)
    return en_pdf(blocs, entete="Schéma de l'enfance et de la famille")


def processeur() -> float:
    """Seconds of processor of this process and of those it has waited for."""
    soi, enfants = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return soi.ru_utime + soi.ru_stime + enfants.ru_utime + enfants.ru_stime


def pair(pdf: bytes) -> tuple[int, float]:
    """Pages read by pdfplumber, and the seconds of processor they took."""
    import pdfplumber

    debut, lues = processeur(), 0
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages[::UNE_SUR]:
            page.extract_text()
            page.close()
            lues += 1
    return lues, processeur() - debut


def main() -> int:
    """Print times, memory and the ratio to the peer."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--pages", type=int, default=PAGES)
    pdf = fabriquer(analyseur.parse_args().pages)
    depart, mur = processeur(), time.perf_counter()
    source = ouvrir(pdf, "banc.pdf")
    apres = processeur()
    lecture = lire(source)
    fin = processeur()
    memoire = [resource.getrusage(qui).ru_maxrss / 1024 for qui in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    print(
        f"{len(source.pages)} pages, {len(source.texte)} caractères, {len(lecture.elements)} éléments : "
        f"{time.perf_counter() - mur:.1f} s, processeur {apres - depart:.1f} s (PDF) + {fin - apres:.1f} s (lecture)"
    )
    print(f"mémoire : {memoire[0]:.0f} Mo (processus du PDF), {memoire[1]:.0f} Mo (celui-ci, qui a fabriqué le PDF)")
    lues, secondes = pair(pdf)
    rapport = (secondes / lues) / ((apres - depart) / len(source.pages))
    print(f"pdfplumber, texte seul : {secondes / lues * 1000:.0f} ms de processeur par page ; rapport {rapport:.1f}")
    if fin - depart > BARRE_S or max(memoire) > BARRE_MO:
        print(f"Barre manquée : {BARRE_S:.0f} s, {BARRE_MO} Mo")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
