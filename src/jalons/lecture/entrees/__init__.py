"""What comes in: the text of a file of any accepted form, its pages, its boxes, or a refusal.

Callers use ``ouvrir``: the bytes of a file and its name give a ``Source``, whatever they are. The form is recognised
from the bytes, never from the name.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from jalons.lecture.entrees.limites import refus, verifier_taille
from jalons.lecture.entrees.reconnaitre import reconnaitre
from jalons.lecture.modele import Source

_LECTEURS = {"txt": "texte", "html": "html", "docx": "docx", "odt": "odt", "pdf": "pdf"}


def ouvrir(contenu: bytes, nom: str, *, ocr: bool = True, suivre: Callable[[int, int], None] | None = None) -> Source:
    """The text of a document, with its pages and what must be known of how it was read.

    Args:
        contenu: the bytes of the file.
        nom: its name, for messages and for ``Source.nom``.
        ocr: whether pages that are pictures go through Tesseract, when the machine has it.
        suivre: told the pages of a PDF that are read, and how many it has; a scan takes minutes, other forms do not.

    Raises:
        EntreeRefusee: unknown form, too large, encrypted, truncated, bomb, or nothing to read in it.
    """
    verifier_taille(len(contenu), nom)
    forme = reconnaitre(contenu, nom)
    module = importlib.import_module(f"jalons.lecture.entrees.{_LECTEURS[forme]}")
    source: Source = module.lire(contenu, nom, ocr=ocr, suivre=suivre) if forme == "pdf" else module.lire(contenu, nom)
    if not source.texte.strip():
        raise refus(nom, "Le document ne contient aucun texte : vérifiez que c'est le bon fichier.", "aucun texte")
    return source
