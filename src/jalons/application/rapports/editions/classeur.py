"""A document as a workbook: a cover, then one sheet per table, with numbers that can be added up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from jalons.application.rapports.presentation import Tableau
from jalons.application.rapports.textes import Chiffre
from jalons.noyau.tableur import A4, hauteur


def ecrire(garde: Sequence[tuple[str, str]], tableaux: Sequence[Tableau]) -> bytes:
    """The workbook: ``garde`` as pairs (term, value) on the first sheet, then the tables."""
    sortie = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        classeur.set_properties({"title": dict(garde).get("Document", ""), "author": "Jalons"})
        styles = Styles(classeur)
        feuille = classeur.add_worksheet("Document")
        feuille.set_column(0, 0, 26)
        feuille.set_column(1, 1, 90)
        for rang, (terme, valeur) in enumerate(garde):
            feuille.set_row(rang, hauteur([(valeur, 90)]))
            feuille.write_string(rang, 0, terme, styles.gras)
            feuille.write_string(rang, 1, valeur, styles.corps)
        _pour_le_papier(feuille)
        for tableau in tableaux:
            _feuille(classeur, tableau, styles)
    return sortie.getvalue()


class Styles:
    """Formats of a workbook; those of figures are made once per unit."""

    def __init__(self, classeur: Any) -> None:
        self._classeur = classeur
        self._chiffres: dict[str, Any] = {}
        self.gras = classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.corps = classeur.add_format({"text_wrap": True, "valign": "top"})
        self.droite = classeur.add_format({"text_wrap": True, "valign": "top", "align": "right"})

    def chiffre(self, chiffre: Chiffre) -> Any:
        """The format that shows a figure as the other documents write it."""
        motif = "#,##0" if chiffre.valeur == chiffre.valeur.to_integral_value() else "#,##0.00"
        if chiffre.unite:
            motif += f' "{chiffre.unite}"'
        if motif not in self._chiffres:
            self._chiffres[motif] = self._classeur.add_format({"num_format": motif, "valign": "top", "align": "right"})
        return self._chiffres[motif]


def _feuille(classeur: Any, tableau: Tableau, styles: Styles) -> None:
    prises = {f.get_name().lower() for f in classeur.worksheets()}
    feuille = classeur.add_worksheet(_nom_de_feuille(tableau.titre, prises))
    feuille.freeze_panes(1, 0)
    feuille.repeat_rows(0)
    _pour_le_papier(feuille)
    largeurs = [10 + 12 * colonne.largeur for colonne in tableau.colonnes]
    for rang, colonne in enumerate(tableau.colonnes):
        feuille.set_column(rang, rang, largeurs[rang])
        feuille.write_string(0, rang, colonne.titre, styles.gras)
    for ligne, cellules in enumerate(tableau.lignes, start=1):
        feuille.set_row(ligne, hauteur(zip(cellules, largeurs, strict=True)))
        for rang, cellule in enumerate(cellules):
            _cellule(feuille, ligne, rang, cellule, droite=tableau.colonnes[rang].droite, styles=styles)
    if not tableau.lignes:
        feuille.write_string(1, 0, tableau.vide, styles.corps)


def _pour_le_papier(feuille: Any) -> None:
    """Whole lines on each page: cut by columns, a page could not be read."""
    feuille.set_landscape()
    feuille.set_paper(A4)
    feuille.fit_to_pages(1, 0)
    feuille.set_footer("&L&A&Rpage &P sur &N")


def _cellule(feuille: Any, ligne: int, rang: int, cellule: str, *, droite: bool, styles: Styles) -> None:
    if isinstance(cellule, Chiffre):
        feuille.write_number(ligne, rang, float(cellule.valeur), styles.chiffre(cellule))
    else:
        feuille.write_string(ligne, rang, cellule, styles.droite if droite else styles.corps)


def _nom_de_feuille(titre: str, prises: set[str]) -> str:
    """A sheet name Excel accepts: at most 31 characters, none of ``[]:*?/\\'``, unique."""
    propre = "".join(c for c in titre if c not in "[]:*?/\\'") or "Tableau"
    nom, rang = propre[:31], 2
    while nom.lower() in prises:
        nom, rang = f"{propre[:28]} {rang}", rang + 1
    return nom
