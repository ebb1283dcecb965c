"""Delimited text read as a stream: rows with their line, in blocks, memory bounded whatever the size of the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

BLOC = 50_000
"""Rows of one block."""
LIGNE_MAXIMALE = 1_000_000
"""Characters of the longest line read: beyond, the file is not a table."""
FAUTES_MAXIMALES = 50
"""Faults told of one file; the others are counted."""
LIGNES_EN_MEMOIRE = 500_000
"""Rows of the files that are kept whole (published series, population): the real ones have a fifth of it."""
SEPARATEURS = (";", ",", "\t")

Suivi = Callable[[int, int], None]
"""Told the bytes read and those of the file."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Rows in the order of the file: ``lignes[i]`` is the line (from 1) where ``cellules[i]`` begins."""

    lignes: list[int]
    cellules: list[list[str]]


@dataclass(frozen=True, slots=True)
class Flux:
    """An open file: its headings, and its rows to come."""

    entete: tuple[str, ...]
    separateur: str
    blocs: Iterator[Bloc]


@contextmanager
def ouvrir(
    chemin: Path, *, encodage: str = "utf-8-sig", separateur: str = "", suivre: Suivi | None = None, bloc: int = BLOC
) -> Iterator[Flux]:
    """A file of delimited text; the separator is the one that cuts the headings most, unless told.

    Raises:
        EntreeRefusee: it cannot be opened, is empty or is not text; while rows are read: a line too long, a row that
            has not as many cells as there are headings (all of them, the first ``FAUTES_MAXIMALES`` told).
    """
    nom = chemin.name
    try:
        brut = chemin.open("rb")
    except OSError as erreur:
        message = f"Le fichier ne peut être lu ({cause(erreur)}). Vérifiez le chemin."
        raise EntreeRefusee([Faute(nom, message, str(chemin), "un fichier lisible")]) from erreur
    with brut:
        lignes = _Lignes(brut, nom, encodage)
        premiere = next(lignes, "")
        if not premiere.strip():
            message = "Le fichier est vide : donnez un fichier dont la première ligne nomme les colonnes."
            raise EntreeRefusee([Faute(nom, message, "", "une ligne d'en-têtes", 1)], quoi=nom)
        signe = separateur or max(SEPARATEURS, key=premiere.count)
        entete = tuple(c.strip() for c in next(csv.reader([premiere], delimiter=signe)))
        yield Flux(entete, signe, _blocs(lignes, len(entete), signe, chemin.stat().st_size, suivre, bloc))


def verifier_le_nombre(lignes: int, nom: str) -> None:
    """Refuse a file that would not fit in memory.

    Raises:
        EntreeRefusee: more rows than ``LIGNES_EN_MEMOIRE``.
    """
    if lignes > LIGNES_EN_MEMOIRE:
        message = f"Plus de {LIGNES_EN_MEMOIRE} lignes : ce n'est pas un tableau publié. Retirez ce fichier du dossier."
        raise EntreeRefusee([Faute(nom, message, str(lignes), f"{LIGNES_EN_MEMOIRE} lignes au plus")], quoi=nom)


class _Lignes:
    """The lines of a file, decoded; refuses what no table holds before it fills the memory."""

    def __init__(self, brut: BinaryIO, nom: str, encodage: str) -> None:
        self.brut, self.nom, self.encodage, self.numero = brut, nom, encodage, 0
        self.texte = io.TextIOWrapper(brut, encoding=encodage, newline="")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            ligne = self.texte.readline(LIGNE_MAXIMALE)
        except UnicodeDecodeError as erreur:
            message = (
                f"Un octet n'est pas du texte {self.encodage.removesuffix('-sig').upper()} : enregistrez le fichier en "
                "UTF-8, ou dites son encodage dans le fichier de correspondance."
            )
            raise self._refus(message, repr(erreur.object[erreur.start : erreur.end]), "du texte UTF-8") from erreur
        if not ligne:
            raise StopIteration
        self.numero += 1
        if "\0" in ligne:
            raise self._refus("La ligne contient des octets nuls : ce n'est pas un fichier texte.", "\\0", "du texte")
        if len(ligne) >= LIGNE_MAXIMALE:
            message = f"La ligne dépasse {LIGNE_MAXIMALE} caractères : ce n'est pas un tableau."
            raise self._refus(message, abrege(ligne, 40), "une ligne par enregistrement")
        return ligne

    def _refus(self, message: str, recu: str, attendu: str) -> EntreeRefusee:
        return EntreeRefusee([Faute(self.nom, message, recu, attendu, self.numero or 1)], quoi=self.nom)


def _blocs(
    lignes: _Lignes, largeur: int, separateur: str, total: int, suivre: Suivi | None, taille: int
) -> Iterator[Bloc]:
    """Blocks of rows; the faults are told once the whole file has been seen, and no row follows the first one."""
    fautes = _Fautes(lignes.nom, largeur)
    bloc = Bloc([], [])
    for debut, cellules in _rangees(lignes, separateur, fautes):
        bloc.lignes.append(debut)
        bloc.cellules.append(cellules)
        if len(bloc.lignes) >= taille:
            if suivre is not None:
                suivre(lignes.brut.tell(), total)
            if not fautes.vues:
                yield bloc
            bloc = Bloc([], [])
    fautes.refuser()
    if bloc.lignes:
        yield bloc
    if suivre is not None:
        suivre(total, total)


def _rangees(lignes: _Lignes, separateur: str, fautes: _Fautes) -> Iterator[tuple[int, list[str]]]:
    """Each row of the right width with the line where it begins; empty lines are no rows."""
    depart = lignes.numero
    try:
        for cellules in csv.reader(lignes, delimiter=separateur, strict=True):
            debut, depart = depart + 1, lignes.numero
            if len(cellules) == fautes.largeur:
                yield debut, cellules
            elif cellules:
                fautes.largeur_recue(len(cellules), debut)
    except csv.Error as erreur:
        message = f"La ligne ne se lit pas ({erreur}). Vérifiez ses guillemets."
        fautes.ajouter(Faute(lignes.nom, message, "", "des guillemets fermés", depart + 1))


class _Fautes:
    """The faults of a file: the first ones whole, the number of all."""

    def __init__(self, nom: str, largeur: int) -> None:
        self.nom, self.largeur, self.vues = nom, largeur, 0
        self.gardees: list[Faute] = []

    def ajouter(self, faute: Faute) -> None:
        self.vues += 1
        if len(self.gardees) < FAUTES_MAXIMALES:
            self.gardees.append(faute)

    def largeur_recue(self, recu: int, ligne: int) -> None:
        message = f"La ligne a {recu} cellules et l'en-tête {self.largeur} : corrigez le séparateur ou les guillemets."
        self.ajouter(Faute(self.nom, message, str(recu), str(self.largeur), ligne))

    def refuser(self) -> None:
        if not self.vues:
            return
        reste = self.vues - len(self.gardees)
        suite = [Faute(self.nom, f"{reste} autres lignes ont un défaut.")] if reste else []
        raise EntreeRefusee([*self.gardees, *suite], quoi=self.nom)
