"""Pages that are pictures: their text by Tesseract, when the machine has it. Nothing leaves the machine."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

from jalons.lecture.entrees import ocr_traits
from jalons.lecture.entrees.colonnes import en_colonnes
from jalons.lecture.entrees.composition import composer
from jalons.lecture.entrees.ocr_traits import Cadre, Grille
from jalons.lecture.entrees.pdf_tableaux import Tableau
from jalons.lecture.entrees.sans_traits import NUMERISEE, tableaux_sans_traits
from jalons.lecture.entrees.segments import VIDE, Rang, Segment

RESOLUTION = 300
"""Dots per inch at which a page is drawn for Tesseract: what its models were trained on."""
_RESOLUTION_BASSE = 100
_PIXELS = 40_000_000
_SECONDES = 90
_SIGNE = re.compile(r"[^\W_]")
"""What a line of a page with tables holds: others are leftovers of its rules."""
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


def lire(image: Any, dpi: int) -> list[Rang] | None:
    """The lines of the picture of a page, in reading order, its ruled tables cell by cell.

    ``None`` when Tesseract fails or takes too long.
    """
    grille, propre = ocr_traits.chercher(image.convert("L"), dpi)
    tsv = _tesseract(ocr_traits.blanchir(propre), dpi)
    if tsv is None:
        return None
    if grille is None:
        tables, libres = sans_traits(_mots(tsv, 72 / dpi))
        return composer(tables, libres) if tables else rangs(lignes_du_tsv(tsv, 72 / dpi))
    return composer(*dans_les_cellules(_mots(tsv, 72 / dpi), grille))


_BRUIT = re.compile(r"\W*(?:[^\W\d_]{1,2}\W*){1,2}")
"""A letter or two alone: what is left of a line that was read twice."""
_BLANC = 1.1
"""White width, in heights of the line, beyond which what follows stands in another column."""


def sans_traits(mots: Sequence[tuple[int, Segment]]) -> tuple[list[Tableau], list[Segment]]:
    """The tables without rules of a page, and the lines that stand in none.

    Args:
        mots: each word with the rank of its line.
    """
    suites: list[list[Segment]] = []
    avant: tuple[int, Segment] | None = None
    for ligne, mot in droits(mots):
        loin = avant is None or avant[0] != ligne or mot.gauche - avant[1].droite > _BLANC * _hauteur(avant[1], mot)
        suites += [[]] if loin else []
        suites[-1].append(mot)
        avant = (ligne, mot)
    segments = {id(s): (s, suite) for suite in suites if _SIGNE.search((s := _reunis(suite)).texte)}

    def couper(segment: Segment, x: float) -> tuple[Segment, Segment] | None:
        suite = segments[id(segment)][1] if id(segment) in segments else []
        place = next((r for r, m in enumerate(suite) if r and abs(m.gauche - x) <= _BORD), None)
        return (_reunis(suite[:place]), _reunis(suite[place:])) if place else None

    morceaux = [s for s, _ in segments.values() if not _BRUIT.fullmatch(s.texte)]
    if en_colonnes(morceaux):
        return [], morceaux
    return tableaux_sans_traits(morceaux, couper, NUMERISEE)


def droits(mots: Sequence[tuple[int, Segment]]) -> list[tuple[int, Segment]]:
    """The words where they would stand on a straight page: a scanner turns it a little.

    The slope is that of half of the long lines; columns would lean by ten points from the top to the foot otherwise.
    """
    lignes: dict[int, list[Segment]] = {}
    for ligne, mot in mots:
        lignes.setdefault(ligne, []).append(mot)
    pentes = [
        (s[-1].bas - s[0].bas) / (s[-1].gauche - s[0].gauche)
        for s in lignes.values() if len(s) > 3 and s[-1].gauche - s[0].gauche > 120
    ]  # fmt: skip
    if len(pentes) < 3:
        return list(mots)
    pente = median(pentes)
    return [
        (
            ligne,
            Segment(
                m.texte, m.gauche + pente * m.milieu, m.haut - pente * m.gauche, m.droite + pente * m.milieu,
                m.bas - pente * m.gauche,
            ),
        )
        for ligne, m in mots
    ]  # fmt: skip


def _hauteur(un: Segment, autre: Segment) -> float:
    return max(6.0, min(un.hauteur, autre.hauteur))


_BORD = 7.0
"""How far from the edge of its column a word may begin, in points."""


def rangs(lignes: Sequence[Ligne]) -> list[Rang]:
    """The lines of a page without a table, an empty one between two paragraphs."""
    rendus: list[Rang] = []
    bloc = None
    for ligne in lignes:
        rendus += [VIDE] if bloc is not None and ligne.bloc != bloc else []
        rendus.append(Rang((Segment(ligne.texte, ligne.gauche, ligne.haut, ligne.droite, ligne.bas),)))
        bloc = ligne.bloc
    return rendus


def dans_les_cellules(mots: Sequence[tuple[int, Segment]], grille: Grille) -> tuple[list[Tableau], list[Segment]]:
    """The tables filled with the words of each cell, line by line, and the lines that stand in none.

    Args:
        mots: each word with the rank of its line.
    """
    cellules = [c for table in grille.cellules for c in table]
    par_ligne: dict[tuple[int, Cadre | None], list[Segment]] = {}
    for ligne, mot in mots:
        x, y = grille.droit((mot.gauche + mot.droite) / 2, mot.milieu)
        cellule = next((c for c in cellules if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)
        par_ligne.setdefault((ligne, cellule), []).append(mot)
    dedans: dict[Cadre, list[Segment]] = {c: [] for c in cellules}
    libres: list[Segment] = []
    for (_, cellule), suite in par_ligne.items():
        nets = suite if cellule is None else [m for m in suite if not _reste_de_trait(m, cellule, grille)]
        segment = _reunis(nets) if nets else None
        if segment is not None and _SIGNE.search(segment.texte):
            (libres if cellule is None else dedans[cellule]).append(segment)
    return [_tableau(table, dedans, grille) for table in grille.cellules], libres


_FILET = 4.0
"""Width under which a sign that touches the edge of its cell is what is left of a rule, in points."""


def _reste_de_trait(mot: Segment, cellule: Cadre, grille: Grille) -> bool:
    """Whether a word is what a program reads in the rule of a cell: one thin sign against its edge."""
    gauche, _ = grille.droit(mot.gauche, mot.milieu)
    droite, _ = grille.droit(mot.droite, mot.milieu)
    contre = min(abs(gauche - cellule[0]), abs(droite - cellule[2])) < _FILET / 2
    return contre and len(mot.texte) == 1 and droite - gauche < _FILET


def _en_lignes(morceaux: Sequence[Segment], grille: Grille) -> tuple[Segment, ...]:
    """The lines of a cell: pieces that stand level are one line, from left to right."""
    groupes: list[list[Segment]] = []
    for s in sorted(morceaux, key=lambda s: grille.droit(s.gauche, s.milieu)[1]):
        ici = grille.droit(s.gauche, s.milieu)[1]
        avant = groupes[-1][0] if groupes else None
        if avant is not None and ici - grille.droit(avant.gauche, avant.milieu)[1] < 0.4 * min(
            s.hauteur, avant.hauteur
        ):
            groupes[-1].append(s)
        else:
            groupes.append([s])
    return tuple(_reunis(groupe) for groupe in groupes)


def _tableau(table: Sequence[Cadre], dedans: Mapping[Cadre, list[Segment]], grille: Grille) -> Tableau:
    """A table, its cells row after row; its box is that of the straight page, a little off on the picture."""
    hauts = sorted({c[1] for c in table})
    # a cell that comes down from above keeps the rank of the columns
    rangees = [
        (haut, sorted(c for c in table if c[1] == haut or (c[1] < haut - _FILET and c[3] > haut + _FILET)))
        for haut in hauts
    ]
    contenus = tuple(
        tuple(_en_lignes(dedans[c], grille) if c[1] == haut else () for c in rangee) for haut, rangee in rangees
    )
    cotes = list(zip(*table, strict=True))
    return Tableau(min(cotes[0]), min(cotes[1]), max(cotes[2]), max(cotes[3]), contenus)


def _reunis(mots: Sequence[Segment]) -> Segment:
    ordre = sorted(mots, key=lambda m: m.gauche)
    return Segment(
        " ".join(m.texte for m in ordre), ordre[0].gauche, min(m.haut for m in ordre), ordre[-1].droite,
        max(m.bas for m in ordre),
    )  # fmt: skip


def _tesseract(image: Any, dpi: int) -> str | None:
    """Tesseract's table of words; ``None`` when it fails or takes too long."""
    flux = io.BytesIO()
    image.save(flux, format="BMP")
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
    return None if dit.returncode else dit.stdout.decode("utf-8", errors="replace")


def _mots(tsv: str, echelle: float) -> list[tuple[int, Segment]]:
    """Each word and the rank of its line; ``echelle`` turns pixels into points."""
    rangs_des_lignes: dict[tuple[str, str, str], int] = {}
    rendus = []
    for mot in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if mot["level"] == "5" and (mot["text"] or "").strip():
            rang = rangs_des_lignes.setdefault(
                (mot["block_num"], mot["par_num"], mot["line_num"]), len(rangs_des_lignes)
            )
            gauche, haut, large, haute = (int(mot[nom]) * echelle for nom in ("left", "top", "width", "height"))
            rendus.append((rang, Segment(mot["text"], gauche, haut, gauche + large, haut + haute)))
    return rendus


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
