"""PDF: its text, its ruled tables, and what Tesseract reads on its pictures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from jalons.lecture.entrees.limites import refus
from jalons.lecture.entrees.pdf_enfant import MEMOIRE, SECONDES
from jalons.lecture.modele import Boite, Page, Passage, Source
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.saisie import EntreeRefusee, Faute

_ATTENTE = 3_600
"""Seconds given to a long scan: some for each page."""
_TRANSMIS = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "TESSDATA_PREFIX", "TMPDIR")
_SIGXCPU, _SIGKILL = -24, -9


def lire(contenu: bytes, nom: str, *, ocr: bool = True) -> Source:
    """The document, read by a process of its own.

    Raises:
        EntreeRefusee: see ``pdf_pages.lire_pages``; or the file asks for too much memory or time, or kills its reader.
    """
    commande = [sys.executable, "-m", "jalons.lecture.entrees.pdf_enfant", nom, "oui" if ocr else "non"]
    try:
        enfant = subprocess.run(  # noqa: S603
            commande, input=contenu, capture_output=True, timeout=_ATTENTE, check=False, env=_environnement()
        )
    except subprocess.TimeoutExpired as erreur:
        raise _trop(nom, f"plus d'une heure de lecture ({_ATTENTE} s)") from erreur
    if enfant.returncode:
        raise _mort(nom, enfant.returncode, enfant.stderr)
    return source(json.loads(enfant.stdout), nom)


def source(dit: dict[str, Any], nom: str) -> Source:
    """What the process has answered, as a document.

    Raises:
        EntreeRefusee: it has refused.
    """
    if "fautes" in dit:
        raise EntreeRefusee([Faute(**f) for f in dit["fautes"]], quoi=nom)
    return Source(
        nom, dit["genre"], dit["texte"], tuple(Page(*p) for p in dit["pages"]),
        tuple(Boite(page, Passage(debut, fin), *cadre) for page, debut, fin, *cadre in dit["boites"]),
        tuple(Ecart(**(e | {"gravite": Gravite(e["gravite"])})) for e in dit["avertissements"]),
    )  # fmt: skip


def _environnement() -> dict[str, str]:
    """What the process needs to know, and nothing of the passwords of the application."""
    return {nom: os.environ[nom] for nom in _TRANSMIS if nom in os.environ}


def _mort(nom: str, code: int, erreurs: bytes) -> EntreeRefusee:
    if code in (_SIGXCPU, _SIGKILL):
        return _trop(nom, f"plus de {SECONDES} s de calcul")
    if b"MemoryError" in erreurs or b"bad_alloc" in erreurs:
        return _trop(nom, f"plus de {MEMOIRE // 10**6} Mo de mémoire")
    message = "Le PDF est abîmé au point d'arrêter la lecture : imprimez-le dans un nouveau PDF, et déposez celui-ci."
    return refus(nom, message, f"arrêt {code}")


def _trop(nom: str, quoi: str) -> EntreeRefusee:
    message = f"La lecture de ce PDF demande {quoi} : découpez-le, ou imprimez-le dans un nouveau PDF."
    return refus(nom, message, quoi, "un PDF ordinaire")
