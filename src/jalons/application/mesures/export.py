"""The list of measures as CSV or as a workbook. Pure: lines in, bytes out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

COLONNES = (
    "Mesure", "Dossier", "Enfant", "Nature", "Code", "Décideur", "État", "Décidée le", "Notifiée le", "Commencée le",
    "Terme", "Terminée le", "Raison de la fin", "Service", "Unité", "Référent", "Jours d'attente",
)  # fmt: skip
_FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""First characters that a spreadsheet may take for the start of a formula."""


def neutraliser(valeur: Any) -> Any:
    """A text that a spreadsheet will show and never run.

    >>> neutraliser("=A1"), neutraliser(3)
    ("'=A1", 3)
    """
    return f"'{valeur}" if isinstance(valeur, str) and valeur.lstrip(" ").startswith(_FORMULES) else valeur


def ligne(lue: Any, etat: str) -> tuple[Any, ...]:
    """One measure in the order of ``COLONNES``; no name for a reader who may not open the file."""
    m = lue.mesure
    jours = [j.isoformat() if j else "" for j in (m.decidee_le, m.notifiee_le, m.debut_le, m.terme_le, m.fin_le)]
    return (
        m.numero, m.enfant.numero, m.enfant.nom_complet if lue.nommable else "", lue.libelle, m.nature, lue.decideur,
        etat, *jours, lue.fin, m.service, str(m.unite or ""), str(m.referent or ""),
        lue.jours if lue.etat == "en_attente" and lue.jours is not None else "",
    )  # fmt: skip


def en_csv(lignes: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons and a byte order mark, as French spreadsheets expect."""
    sortie = io.StringIO()
    plume = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    plume.writerow(COLONNES)
    plume.writerows([[neutraliser(v) for v in x] for x in lignes])
    return sortie.getvalue().encode("utf-8-sig")


def en_classeur(lignes: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet, with filters; every text is written as text."""
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as w:
        feuille = w.add_worksheet("Mesures")
        feuille.write_row(0, 0, COLONNES, w.add_format({"bold": True, "bottom": 1}))
        rang = 0
        for rang, x in enumerate(lignes, 1):
            for colonne, valeur in enumerate(x):
                if isinstance(valeur, int):
                    feuille.write_number(rang, colonne, valeur)
                else:
                    feuille.write_string(rang, colonne, str(valeur))
        feuille.autofilter(0, 0, rang, len(COLONNES) - 1)
        feuille.freeze_panes(1, 0)
        feuille.set_column(0, len(COLONNES) - 1, 18)
    return sortie.getvalue()
