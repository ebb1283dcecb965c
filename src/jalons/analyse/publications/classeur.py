"""The edition as a workbook: what to read first, one sheet per table, numbers as numbers, text never a formula."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from jalons.analyse.publications import textes
from jalons.analyse.publications.grille import dire_regle, est_total, grille
from jalons.analyse.publications.marques import LEGENDE, nombre
from jalons.analyse.publications.modele import Contenu, TableauPublie

LARGEUR = 90
"""Characters of a line of the first sheet."""


def ecrire(contenu: Contenu) -> bytes:
    """The file; the same content gives the same bytes."""
    import xlsxwriter

    sortie = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        faite = datetime(2020, 1, 1)  # noqa: DTZ001 - the same content gives the same bytes
        classeur.set_properties({"title": contenu.titre, "created": faite, "author": contenu.departement})
        formats = {
            "titre": classeur.add_format({"bold": True, "font_size": 14}),
            "gras": classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "mot": classeur.add_format({"bold": True}),
            "libre": classeur.add_format({"text_wrap": True, "valign": "top"}),
            "nombre": classeur.add_format({"num_format": "#,##0"}),
            "decimal": classeur.add_format({"num_format": "#,##0.00"}),
            "marque": classeur.add_format({"align": "right", "italic": True}),
        }
        _garde(classeur.add_worksheet("À lire"), contenu, formats)
        for rang, tableau in enumerate(contenu.tableaux, 1):
            _feuille(classeur.add_worksheet(f"{rang} {tableau.code}"[:31]), tableau, formats)
    return sortie.getvalue()


def _garde(feuille: Any, contenu: Contenu, formats: dict[str, Any]) -> None:
    feuille.set_column(0, 0, 34)
    feuille.set_column(1, 1, LARGEUR)
    feuille.write_string(0, 0, contenu.titre, formats["titre"])
    paires = [("Département", contenu.departement), ("Édition du", f"{contenu.jour:%d/%m/%Y}")]
    paires += [("Correction", contenu.corrige)] if contenu.corrige else []
    paires += [(c.libelle, c.valeur) for c in contenu.chiffres]
    paires += [(f"Marque « {m} »", sens) for m, sens in LEGENDE]
    paires += [("Méthode", p) for p in textes.methode(contenu)] + [("Secret", p) for p in textes.secret(contenu)]
    paires += [("Licence", contenu.licence)] + ([("Contact", contenu.contact)] if contenu.contact else [])
    paires += [(f"Feuille {r}", t.titre) for r, t in enumerate(contenu.tableaux, 1)]
    _sur_une_page(feuille)
    for ligne, (mot, dit) in enumerate(paires, 2):
        feuille.set_row(ligne, 15 * -(-len(dit) // LARGEUR) or 15)  # a wrapped text has the room it needs
        feuille.write_string(ligne, 0, mot, formats["libre"])
        feuille.write_string(ligne, 1, dit, formats["libre"])


def _sur_une_page(feuille: Any) -> None:
    feuille.set_landscape()
    feuille.set_paper(9)
    feuille.fit_to_pages(1, 0)


def _feuille(feuille: Any, tableau: TableauPublie, formats: dict[str, Any]) -> None:
    vue = grille(tableau)
    feuille.write_string(0, 0, f"{tableau.titre}, au {tableau.au:%d/%m/%Y}", formats["titre"])
    feuille.write_string(1, 0, f"{tableau.unite}. Source : {tableau.source}.")
    feuille.set_column(0, vue.fixes - 1, 28)
    feuille.set_column(vue.fixes, max(len(vue.titres) - 1, vue.fixes), 12)
    _sur_une_page(feuille)
    feuille.write_row(3, 0, vue.titres, formats["gras"])
    feuille.freeze_panes(4, vue.fixes)
    ligne = 3
    for ligne, (mots, valeurs) in enumerate(vue.lignes, 4):
        for rang, mot in enumerate(mots):
            feuille.write_string(ligne, rang, mot, formats["mot"] if est_total(mots) else None)
        for rang, valeur in enumerate(valeurs, vue.fixes):
            lue = nombre(valeur, tableau.echelle)
            if lue is None:
                feuille.write_string(ligne, rang, str(valeur), formats["marque"])
            else:
                feuille.write_number(ligne, rang, lue, formats["nombre" if isinstance(lue, int) else "decimal"])
    for decalage, note in enumerate([*(f"{m} : {sens}" for m, sens in LEGENDE), dire_regle(tableau.regle)], 2):
        feuille.write_string(ligne + decalage, 0, note)
