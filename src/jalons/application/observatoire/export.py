"""The figures as CSV or as a workbook: numbers stay numbers, what is not known stays empty. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from jalons.analyse.parcours.delais import ETAPES
from jalons.application.echeancier.export import neutraliser
from jalons.application.observatoire.presentation import Ligne

COLONNES = (
    "Groupe", "Délai", "De", "À", "Commencées", "Finies", "Attendent", "Sans objet", "Non vérifiables",
    "Médiane (jours)", "Médiane, borne basse", "Médiane, borne haute", "90e percentile (jours)", "Plus longue attente",
    "Part dans le délai", "Part, borne basse", "Part, borne haute", "Délai de référence", "Texte", "Règle confirmée",
    "Attendent au-delà du délai", "Fragile",
)  # fmt: skip
PARTS = frozenset({14, 15, 16})
"""Columns that hold a share from 0 to 1."""


def cellules(ligne: Ligne) -> tuple[Any, ...]:
    """In the order of ``COLONNES``."""
    r, lien, part = ligne.r, ligne.lien, ligne.r.part
    mediane = (r.mediane.jours, r.mediane.bas, r.mediane.haut) if r.mediane else (None, None, None)
    parts = (part.valeur, part.bas, part.haut) if part else (None, None, None)
    dit = (part.delai, part.source, "oui" if part.confirmee else "non", part.depassees) if part else (None,) * 4
    return (
        ligne.groupe, lien.libelle, ETAPES[lien.de], ETAPES[lien.a], r.commencees, r.finies, r.attendent, r.sans_objet,
        r.non_verifiables, *mediane, r.p90.jours if r.p90 else None, r.plus_longue,
        *(None if x is None else round(x, 4) for x in parts), *dit, "oui" if r.fragile else "non",
    )  # fmt: skip


def en_csv(lignes: Iterable[Sequence[Any]], note: str) -> bytes:
    """Semicolons, decimal commas and a byte order mark, as French spreadsheets expect."""
    sortie = io.StringIO()
    plume = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    plume.writerow(COLONNES)
    plume.writerows([[_texte(v) for v in x] for x in lignes])
    plume.writerow([note])
    return sortie.getvalue().encode("utf-8-sig")


def _texte(valeur: Any) -> Any:
    if valeur is None:
        return ""
    return str(valeur).replace(".", ",") if isinstance(valeur, float) else neutraliser(valeur)


def en_classeur(lignes: Iterable[Sequence[Any]], note: str) -> bytes:
    """A workbook of one sheet, with filters; the note stands on a second one."""
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as w:
        gras = w.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        pourcent = w.add_format({"num_format": "0 %"})
        feuille = w.add_worksheet("Délais")
        feuille.write_row(0, 0, COLONNES, gras)
        rang = 0
        for rang, x in enumerate(lignes, 1):
            for colonne, valeur in enumerate(x):
                if isinstance(valeur, str):
                    feuille.write_string(rang, colonne, neutraliser(valeur)[:32_000])
                elif valeur is not None:
                    feuille.write_number(rang, colonne, valeur, pourcent if colonne in PARTS else None)
        feuille.autofilter(0, 0, rang, len(COLONNES) - 1)
        feuille.freeze_panes(1, 2)
        feuille.set_column(0, len(COLONNES) - 1, 16)
        w.add_worksheet("Lire ces chiffres").write_string(0, 0, note)
    return sortie.getvalue()


FORMES = {
    "csv": (en_csv, "text/csv; charset=utf-8"),
    "xlsx": (en_classeur, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""What an address may end with: how to write it, and its type."""
