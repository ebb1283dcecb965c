"""The list of a team as CSV or as a workbook: numbers of files, never a name. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

COLONNES = (
    "Dossier", "Matière", "Échéance", "Règle", "Nature", "Unité", "À faire par", "Ouverte par", "Due le", "Faite le",
    "Statut", "Jours après la date", "Motif du retard", "Règle confirmée", "Texte",
)  # fmt: skip

_FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def neutraliser(valeur: Any) -> Any:
    """A text that a spreadsheet will show and never run.

    >>> neutraliser("=1+1"), neutraliser(-3)
    ("'=1+1", -3)
    """
    return f"'{valeur}" if isinstance(valeur, str) and valeur.lstrip(" ").startswith(_FORMULES) else valeur


def en_csv(lignes: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons and a byte order mark, as French spreadsheets expect; what is unknown stays empty."""
    sortie = io.StringIO()
    plume = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    plume.writerow(COLONNES)
    plume.writerows([["" if v is None else neutraliser(v) for v in x] for x in lignes])
    return sortie.getvalue().encode("utf-8-sig")


def en_classeur(lignes: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet, with filters; every text is written as text."""
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as w:
        gras = w.add_format({"bold": True, "bottom": 1})
        feuille = w.add_worksheet("Échéances")
        feuille.write_row(0, 0, COLONNES, gras)
        rang = 0
        for rang, x in enumerate(lignes, 1):
            for colonne, valeur in enumerate(x):
                if isinstance(valeur, str):
                    feuille.write_string(rang, colonne, neutraliser(valeur)[:32_000])
                elif valeur is not None:
                    feuille.write_number(rang, colonne, valeur)
        feuille.autofilter(0, 0, rang, len(COLONNES) - 1)
        feuille.freeze_panes(1, 1)
        feuille.set_column(0, len(COLONNES) - 1, 20)
    return sortie.getvalue()


FORMES = {
    "csv": (en_csv, "text/csv; charset=utf-8"),
    "xlsx": (en_classeur, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What an address may end with: how to write it, and its type."""
