"""The faults as a workbook: what was checked, each faulty row with room for the answer, the rates. One by team too."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jalons.analyse.qualite.modele import CONSTATS, Etat, Rapport
from jalons.analyse.qualite.taux import COMPTES

LIGNES_MAX = 200_000
"""Faulty rows of one sheet; the counts stay those of the file."""
FAUTES = ("Contrôle", "Gravité", "Identifiant", "Ligne", "Variable", "Valeur", "Ce qui ne va pas", "Équipe",
          "Suite (réparée, refusée, acceptée)", "Motif", "Nouvelle valeur, si réparée")  # fmt: skip
ETATS = {Etat.CONFORME: "aucune faute", Etat.FAUTES: "fautes", Etat.IMPOSSIBLE: "non vérifiable"}


def ecrire(rapport: Rapport, *, equipe: str | None = None) -> bytes:
    """The workbook of the whole file, or of one team's rows only. Text is never a formula nor a link."""
    sortie = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        faite = datetime(2020, 1, 1)  # noqa: DTZ001 - the same report gives the same bytes
        classeur.set_properties({"title": f"Contrôle de {rapport.fichier}", "created": faite, "author": "Jalons"})
        gras = classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        libre = classeur.add_format({"text_wrap": True, "valign": "top"})
        constats = rapport.constats
        if equipe is not None:
            constats = constats.filter(pl.col("equipe") == equipe)
        else:
            _feuille(
                classeur.add_worksheet("Contrôles"),
                (10, 42, 14, 16, 10, 60, 40),
                _CONTROLES,
                _controles(rapport),
                gras,
                libre,
            )
        lignes = constats.head(LIGNES_MAX).select(list(CONSTATS)).iter_rows()
        fautes = classeur.add_worksheet("Fautes")
        _feuille(fautes, (10, 14, 44, 10, 16, 16, 70, 20, 20, 40, 20), FAUTES, lignes, gras, libre)
        fautes.autofilter(0, 0, max(min(constats.height, LIGNES_MAX), 1), len(FAUTES) - 1)
        _feuille(classeur.add_worksheet("Taux"), (16, 44, 20, *([14] * 10)), _TAUX, _taux(rapport, equipe), gras, libre)
    return sortie.getvalue()


_CONTROLES = ("Contrôle", "Ce qu'il regarde", "Gravité", "Réponse", "Fautes", "Pourquoi, réserves", "Source")
_TAUX = ("Variable", "Libellé", "Équipe", "Événements", "Présente", "Remplie", "Renseignée", "Attendue", "Pertinente",
         "% présente", "% remplie", "% renseignée", "% pertinente")  # fmt: skip


def _controles(rapport: Rapport) -> Iterable[Sequence[Any]]:
    for r in rapport.resultats:
        c = r.controle
        source = c.source if c.certain else f"{c.source}, non confirmée"
        pourquoi = " ".join((*r.pourquoi, r.note, c.reserve)).strip()
        yield c.code, c.libelle, c.severite.value, ETATS[r.etat], r.fautes, pourquoi, source


def _taux(rapport: Rapport, equipe: str | None) -> Iterable[Sequence[Any]]:
    table = rapport.taux if equipe is None else rapport.taux.filter(pl.col("equipe") == equipe)
    for variable, libelle, nom, *comptes in table.select("variable", "libelle", "equipe", *COMPTES).rows():
        evenements, presentes, remplies, renseignees, attendues, pertinentes = comptes
        parts = [part(n, evenements) for n in (presentes, remplies, renseignees)]
        yield variable, libelle, nom or "", *comptes, *parts, part(pertinentes, attendues)


def part(nombre: int, total: int) -> float | str:
    """A percentage with one decimal; empty when there is nothing to take a share of.

    >>> part(1, 3), part(0, 0)
    (33.3, '')
    """
    return round(100 * nombre / total, 1) if total else ""


def _feuille(
    feuille: Worksheet,
    largeurs: Sequence[int],
    titres: Sequence[str],
    lignes: Iterable[Sequence[Any]],
    gras: Any,
    libre: Any,
) -> None:
    for rang, (largeur, titre) in enumerate(zip(largeurs, titres, strict=True)):
        feuille.set_column(rang, rang, largeur)
        feuille.write_string(0, rang, titre, gras)
    feuille.freeze_panes(1, 0)
    for numero, ligne in enumerate(lignes, 1):
        for rang, valeur in enumerate(ligne):
            if isinstance(valeur, (int, float)):
                feuille.write_number(numero, rang, valeur)
            elif valeur:
                feuille.write_string(numero, rang, str(valeur), libre)
