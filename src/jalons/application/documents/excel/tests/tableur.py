"""Fills a workbook as a person would, off line: reads every cell, types some, writes the file anew."""

import io

import python_calamine
import xlsxwriter

from jalons.application.documents.excel.ecriture import FEUILLE_SCEAU


def retaper(octets, feuille, cellules, ajouts, jeton=None):
    """The workbook with ``cellules`` ({(row, column code): value}) typed and rows ``ajouts`` added.

    ``jeton`` changes the seal.
    """
    lu = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(octets))
    pages = {nom: lu.get_sheet_by_name(nom).to_python(skip_empty_area=False) for nom in lu.sheet_names}
    codes = pages[feuille][0]
    for (rang, code), valeur in cellules.items():
        pages[feuille][rang - 1][codes.index(code)] = valeur
    pages[feuille] += [[ajout.get(code, "") for code in codes] for ajout in ajouts]
    if jeton:
        pages[FEUILLE_SCEAU] = [[jeton("".join(r[0] for r in pages[FEUILLE_SCEAU]))]]
    sortie = io.BytesIO()
    options = {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        for nom, lignes in pages.items():
            page = classeur.add_worksheet(nom)
            for rang, ligne in enumerate(lignes):
                for place, valeur in enumerate(ligne):
                    if valeur != "":
                        page.write(rang, place, valeur)
    return sortie.getvalue()
