"""PDF: its text, its ruled tables, and what Tesseract reads on its pictures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, TypeAlias

from jalons.lecture.entrees.limites import refus
from jalons.lecture.entrees.pdf_enfant import MEMOIRE, SECONDES
from jalons.lecture.modele import Boite, Page, Passage, Source
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.saisie import EntreeRefusee, Faute

Suivi: TypeAlias = Callable[[int, int], None]
"""Told the pages read, and how many there are; in a thread of its own."""
_ATTENTE = 3_600
"""Seconds given to a long scan: some for each page."""
_TRANSMIS = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "TESSDATA_PREFIX", "TMPDIR")
_SIGXCPU, _SIGKILL = -24, -9


def lire(contenu: bytes, nom: str, *, ocr: bool = True, suivre: Suivi | None = None) -> Source:
    """The document, read by a process of its own.

    Args:
        suivre: told how far the reading is, page after page: a scan takes minutes.

    Raises:
        EntreeRefusee: see ``pdf_pages.lire_pages``; or the file asks for too much memory or time, or kills its reader.
    """
    commande = [sys.executable, "-m", "jalons.lecture.entrees.pdf_enfant", nom, "oui" if ocr else "non"]
    try:
        with _ecouter(suivre) as tuyaux:
            enfant = subprocess.run(  # noqa: S603
                [*commande, *map(str, tuyaux)], input=contenu, capture_output=True, timeout=_ATTENTE, check=False,
                env=_environnement(), pass_fds=tuyaux,
            )  # fmt: skip
    except subprocess.TimeoutExpired as erreur:
        raise _trop(nom, f"plus d'une heure de lecture ({_ATTENTE} s)") from erreur
    if enfant.returncode:
        raise _mort(nom, enfant.returncode, enfant.stderr)
    return source(json.loads(enfant.stdout), nom)


@contextmanager
def _ecouter(suivre: Suivi | None) -> Iterator[tuple[int, ...]]:
    """The pipe in which the process tells its progress, none when nobody listens."""
    if suivre is None:
        yield ()
        return
    sortie, entree = os.pipe()
    oreille = Thread(target=_relayer, args=(sortie, suivre), daemon=True)
    oreille.start()
    try:
        yield (entree,)
    finally:
        os.close(entree)
        oreille.join()


def _relayer(sortie: int, suivre: Suivi) -> None:
    with open(sortie, encoding="ascii", errors="replace") as flux:
        for ligne in flux:
            lues, _, total = ligne.strip().partition("/")
            if lues.isdigit() and total.isdigit():  # a process that dies may leave half a line
                suivre(int(lues), int(total))


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
