"""The list of fiches as CSV or as a workbook. Pure: lines in, bytes out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

COLONNES = (
    "Fiche", "Titre", "Statut", "Avancement (%)", "En retard", "Pilotes", "Cadres", "Nature", "Début", "Fin",
    "Point de blocage", "Ce qui débloquerait", "Objet",
)  # fmt: skip

_FORMULES = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""First characters that a spreadsheet may take for the start of a formula."""


def neutraliser(valeur: Any) -> Any:
    """A text that a spreadsheet will show and never run.

    >>> neutraliser("=HYPERLINK(A1)"), neutraliser(-3)
    ("'=HYPERLINK(A1)", -3)
    """
    return f"'{valeur}" if isinstance(valeur, str) and valeur.lstrip(" ").startswith(_FORMULES) else valeur


def ligne(fiche: Any) -> tuple[Any, ...]:
    """One fiche of ``listes_pages.completer``, in the order of ``COLONNES``; what is unknown stays empty."""
    cadres = [f"{c.titre} (n° {c.numero})" if c.numero else c.titre for c in fiche.cadres]
    return (
        fiche.pk, fiche.titre, fiche.get_statut_display(), fiche.avancement, "oui" if fiche.en_retard else "non",
        ", ".join(fiche.pilotes), ", ".join(cadres), fiche.get_nature_depense_display() or "",
        fiche.debut.iso() if fiche.debut else "", fiche.fin.iso() if fiche.fin else "", fiche.blocage, fiche.deblocage,
        fiche.objet,
    )  # fmt: skip


def en_csv(lignes: Iterable[Sequence[Any]]) -> bytes:
    """Semicolons and a byte order mark, as French spreadsheets expect."""
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
        retour = w.add_format({"text_wrap": True, "valign": "top"})
        feuille = w.add_worksheet("Fiches actions")
        feuille.write_row(0, 0, COLONNES, gras)
        rang = 0
        for rang, x in enumerate(lignes, 1):
            for colonne, valeur in enumerate(x):
                if isinstance(valeur, str):
                    feuille.write_string(rang, colonne, neutraliser(valeur)[:32_000], retour)
                elif valeur is not None:
                    feuille.write_number(rang, colonne, valeur, retour)
        feuille.autofilter(0, 0, rang, len(COLONNES) - 1)
        feuille.freeze_panes(1, 2)
        feuille.set_column(1, 1, 45)
        feuille.set_column(2, len(COLONNES) - 1, 18)
    return sortie.getvalue()
