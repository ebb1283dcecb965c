"""Pages that are pictures: their text by Tesseract, when the machine has it. Nothing leaves the machine."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Any

RESOLUTION = 300
"""Dots per inch at which a page is drawn for Tesseract: what its models were trained on."""
_RESOLUTION_BASSE = 100
_PIXELS = 40_000_000
_SECONDES = 90
_LANGUES = ("fra", "eng")


@dataclass(frozen=True, slots=True)
class Ligne:
    """A line read on a picture, and its box in points from the upper left corner of the page."""

    texte: str
    gauche: float
    haut: float
    droite: float
    bas: float
    bloc: int


@cache
def langue() -> str | None:
    """The language Tesseract will read in: French, else what it has; ``None`` when it is not installed."""
    programme = shutil.which("tesseract")
    if programme is None:
        return None
    dit = subprocess.run([programme, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    connues = set(dit.stdout.split())
    return next((code for code in _LANGUES if code in connues), None)


def resolution(largeur: float, hauteur: float) -> int | None:
    """Dots per inch at which a page of this size, in points, is drawn; ``None`` when it would be too coarse to read.

    >>> resolution(595, 842), resolution(14_400, 14_400)
    (300, None)
    """
    points = max(1.0, largeur * hauteur) / 72**2
    possible = min(RESOLUTION, int((_PIXELS / points) ** 0.5))
    return possible if possible >= _RESOLUTION_BASSE else None


def lignes(image: Any, dpi: int) -> list[Ligne] | None:
    """The lines of the picture of a page, in reading order; ``None`` when Tesseract fails or takes too long."""
    flux = io.BytesIO()
    image.convert("L").save(flux, format="BMP")
    # BMP holds no resolution that Tesseract trusts: it is told apart
    commande = ["tesseract", "stdin", "stdout", "-l", langue() or "fra", "--dpi", str(dpi), "--psm", "3", "tsv"]
    # its threads slow it down on small machines, and starve the others
    environnement = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        dit = subprocess.run(  # noqa: S603
            commande, input=flux.getvalue(), capture_output=True, timeout=_SECONDES, check=False, env=environnement
        )
    except subprocess.TimeoutExpired:
        return None
    if dit.returncode:
        return None
    return lignes_du_tsv(dit.stdout.decode("utf-8", errors="replace"), 72 / dpi)


def lignes_du_tsv(tsv: str, echelle: float) -> list[Ligne]:
    """The lines of Tesseract's table of words; ``echelle`` turns pixels into points."""
    par_ligne: dict[tuple[int, int, int], list[dict[str, str]]] = {}
    for mot in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if mot["level"] == "5" and (mot["text"] or "").strip():
            cle = (int(mot["block_num"]), int(mot["par_num"]), int(mot["line_num"]))
            par_ligne.setdefault(cle, []).append(mot)
    return [_ligne(mots, cle, echelle) for cle, mots in par_ligne.items()]


def _ligne(mots: list[dict[str, str]], cle: tuple[int, int, int], echelle: float) -> Ligne:
    def nombres(nom: str) -> list[int]:
        return [int(m[nom]) for m in mots]

    gauches, hauts = nombres("left"), nombres("top")
    droites = [g + w for g, w in zip(gauches, nombres("width"), strict=True)]
    bas = [h + x for h, x in zip(hauts, nombres("height"), strict=True)]
    cadre = (min(gauches) * echelle, min(hauts) * echelle, max(droites) * echelle, max(bas) * echelle)
    return Ligne(" ".join(m["text"] for m in mots), *cadre, bloc=cle[0] * 1000 + cle[1])
