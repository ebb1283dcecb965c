"""The same events as a table: CSV (UTF-8; semicolon, comma or tab) or Excel workbook, one column by variable."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from jalons.analyse.sources.lots import LOT, Collecteur
from jalons.noyau import classeurs
from jalons.noyau.saisie import abrege

LIGNE_MAX = 200_000
"""Bytes of a line of CSV; a line of 106 variables holds some 500."""
SEPARATEURS = ";,\t"
CLE = "NUMANONYM"
FEUILLES_MAX = 30
"""Sheets among which that of events is looked for."""


def lots_csv(flux: BinaryIO, collecteur: Collecteur, suivre: Callable[[int], None]) -> Iterator[pl.DataFrame]:
    """The rows of a CSV file, lot by lot; the first line names the variables.

    Raises:
        EntreeRefusee: the file cannot be read to its end.
    """
    lignes = _lignes(flux, collecteur, suivre)
    premiere = next(lignes, "")
    separateur = max(SEPARATEURS, key=premiere.count)
    noms = _entete(next(csv.reader([premiere], delimiter=separateur), []), collecteur)
    lecteur = csv.reader(lignes, delimiter=separateur, strict=True)
    tas = _Tas(noms, collecteur)
    try:
        for cellules in lecteur:
            if cellules and tas.ajouter([c.strip() for c in cellules], lecteur.line_num + 1):
                yield tas.vider()
    except csv.Error:
        message = "Un guillemet n'est pas refermé, ou une cellule est trop longue : vérifiez l'export à partir d'ici."
        collecteur.refuser("", message, "", "un CSV bien formé", lecteur.line_num + 1)
    if tas.rangs:
        yield tas.vider()


def _lignes(flux: BinaryIO, collecteur: Collecteur, suivre: Callable[[int], None]) -> Iterator[str]:
    """Lines as text, each of bounded length."""
    lus = numero = 0
    while brute := flux.readline(LIGNE_MAX + 1):
        numero += 1
        lus += len(brute)
        if b"\0" in brute:
            collecteur.refuser("", "Le fichier contient des octets nuls : ce n'est pas un CSV en UTF-8. Exportez-le à "
                               "nouveau (« CSV UTF-8 »).", "", "du texte en UTF-8", numero)  # fmt: skip
        if len(brute) > LIGNE_MAX:
            collecteur.refuser("", f"La ligne dépasse {LIGNE_MAX // 1000} ko : ce n'est pas un CSV d'événements.", "",
                               "une ligne par événement", numero)  # fmt: skip
        try:
            texte = brute.decode("utf-8-sig" if numero == 1 else "utf-8")
        except UnicodeDecodeError:
            collecteur.refuser("", "Un caractère n'est pas en UTF-8 : enregistrez le fichier en « CSV UTF-8 ».", "",
                               "du texte en UTF-8", numero)  # fmt: skip
        if numero % 1000 == 0:
            suivre(lus)
        yield texte
    suivre(lus)


def _entete(cellules: Sequence[str], collecteur: Collecteur) -> list[str | None]:
    """The variable of each column; ``None`` for one that is not kept."""
    lus = [c.strip().upper() for c in cellules]
    if CLE not in lus:
        dits = ", ".join(abrege(c, 20) for c in lus[:5] if c) or "rien"
        message = f"La première ligne doit nommer les variables, {CLE} au moins : elle dit « {dits} »."
        collecteur.refuser("", message, dits, CLE, 1)
    for nom in sorted({n for n in lus if n and lus.count(n) > 1}):
        collecteur.faute(nom, "La colonne est là deux fois : gardez-en une.", nom, "une fois", 1)
    for nom in lus:
        if nom and not collecteur.connue(nom):
            collecteur.inconnue(nom)
    vues: set[str] = set()
    noms: list[str | None] = []
    for nom in lus:
        noms.append(nom if collecteur.connue(nom) and nom not in vues else None)
        vues.add(nom)
    return noms


class _Tas:
    """Rows until they make a lot."""

    def __init__(self, noms: Sequence[str | None], collecteur: Collecteur) -> None:
        self._noms, self._collecteur = noms, collecteur
        self.rangs: list[int] = []
        self._rangees: list[Sequence[str]] = []

    def ajouter(self, cellules: Sequence[str], ligne: int) -> bool:
        """True when the lot is full."""
        if len(cellules) != len(self._noms):
            message = f"La ligne compte {len(cellules)} cellules pour {len(self._noms)} colonnes : vérifiez l'export."
            self._collecteur.faute("", message, str(len(cellules)), f"{len(self._noms)} cellules", ligne)
            return False
        self._rangees.append(cellules)
        self.rangs.append(ligne)
        return len(self.rangs) >= LOT

    def vider(self) -> pl.DataFrame:
        colonnes = zip(*self._rangees, strict=True)
        tables = {nom: valeurs for nom, valeurs in zip(self._noms, colonnes, strict=True) if nom is not None}
        lot = self._collecteur.table(tables, self.rangs)
        self.rangs, self._rangees = [], []
        return lot


def lots_xlsx(chemin: Path, collecteur: Collecteur, suivre: Callable[[int], None]) -> Iterator[pl.DataFrame]:
    """The rows of the first sheet whose first row names the variables.

    Raises:
        EntreeRefusee: the workbook is too large, damaged, or holds no such sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    _peser(chemin, collecteur)
    try:
        classeur = CalamineWorkbook.from_path(str(chemin))
        rangees = _feuille(classeur)
    except (CalamineError, OSError, ValueError, KeyError):
        collecteur.refuser("", "Le classeur ne peut être lu : il est abîmé ou protégé. Enregistrez-le à nouveau en "
                           ".xlsx, ou en « CSV UTF-8 ».", "", "un classeur .xlsx")  # fmt: skip
    noms = _entete([_texte(c) for c in rangees[0]] if rangees else [], collecteur)
    tas = _Tas(noms, collecteur)
    for numero, rangee in enumerate(rangees[1:], 2):
        cellules = [_texte(c) for c in rangee]
        if any(cellules) and tas.ajouter(cellules, numero):
            yield tas.vider()
    suivre(chemin.stat().st_size)
    if tas.rangs:
        yield tas.vider()


def _peser(chemin: Path, collecteur: Collecteur) -> None:
    """Refuse a workbook that would open to more than it may."""
    if dit := classeurs.refus(chemin):
        collecteur.refuser("", dit, "", "un classeur .xlsx")


def _feuille(classeur: Any) -> list[list[Any]]:
    """The sheet of events; one is open at a time, since each may hold all that a workbook may."""
    noms = list(classeur.sheet_names)[:FEUILLES_MAX]
    choisi = next((nom for nom in noms if CLE in _premiere(classeur.get_sheet_by_name(nom))), noms[0] if noms else "")
    rangees: list[list[Any]] = classeur.get_sheet_by_name(choisi).to_python(skip_empty_area=False) if noms else []
    return rangees


def _premiere(feuille: Any) -> list[str]:
    rangees = feuille.to_python(skip_empty_area=False, nrows=1)
    return [_texte(c).upper() for c in rangees[0]] if rangees else []


def _texte(cellule: Any) -> str:
    """What a cell says, as the file of events would: whole numbers without decimals, days as AAAA-MM-JJ.

    >>> _texte(12.0), _texte(date(2024, 3, 1)), _texte(" 69D ")
    ('12', '2024-03-01', '69D')
    """
    if cellule is None:
        return ""
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    if isinstance(cellule, datetime):
        return cellule.date().isoformat()
    if isinstance(cellule, date):
        return cellule.isoformat()
    return str(cellule).strip()
