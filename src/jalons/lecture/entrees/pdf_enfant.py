"""The process that reads one PDF: bytes on standard input, JSON on standard output, its memory and time bounded.

A PDF library is C code fed with files from anywhere: what kills it must not kill the application.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import astuple
from typing import Any

from jalons.noyau.saisie import EntreeRefusee

MEMOIRE = 1_000_000_000
"""Bytes of memory of its own (data) that the process may take."""
SECONDES = 240
"""Seconds of processor; Tesseract, another process for each page, has its own."""


def limiter() -> None:
    """Bound this process before it reads anything."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def repondre(
    contenu: bytes, nom: str, *, par_image: bool, suivre: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """What the parent is told: the document, or why it is refused."""
    from jalons.lecture.entrees.pdf_pages import lire_pages

    try:
        source = lire_pages(contenu, nom, par_image=par_image, suivre=suivre)
    except EntreeRefusee as refus:
        return {"fautes": [f.en_json() for f in refus.fautes]}
    return {
        "genre": source.genre, "texte": source.texte,
        "pages": [astuple(p) for p in source.pages],
        "boites": [(b.page, b.passage.debut, b.passage.fin, b.gauche, b.haut, b.droite, b.bas) for b in source.boites],
        "avertissements": [e.en_json() for e in source.avertissements],
    }  # fmt: skip


def suiveur(tuyau: int) -> Callable[[int, int], None]:
    """Tells the parent, by this pipe, how many pages are read."""

    def dire(lues: int, total: int) -> None:
        os.write(tuyau, f"{lues}/{total}\n".encode())

    return dire


if __name__ == "__main__":
    limiter()
    suivi = suiveur(int(sys.argv[3])) if len(sys.argv) > 3 else None
    dit = repondre(sys.stdin.buffer.read(), sys.argv[1], par_image=sys.argv[2] == "oui", suivre=suivi)
    json.dump(dit, sys.stdout)
