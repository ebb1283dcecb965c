"""Writes a workbook: locked but for the cells to fill, lists of allowed values, help on headings, French formats."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jalons.application.documents.excel.cellules import afficher, attendu
from jalons.application.documents.excel.classeur import Colonne, Contenu, Feuille, Genre, Ligne, Modele
from jalons.application.documents.excel.comparaison import lettre
from jalons.noyau.dates import DateCivile, Precision

FEUILLE_SCEAU = "_jalons"
FEUILLE_LISTES = "_listes"
FEUILLE_MODE_EMPLOI = "Mode d'emploi"
LIGNE_CODES, LIGNE_TITRES = 0, 1
"""Hidden row of codes, then the row of headings; data start below."""
LIGNES_VIDES = 50
"""Empty rows ready to be filled where rows may be added."""
TRANCHE = 30_000
"""Characters per cell of the seal; a cell holds 32,767."""

LARGEUR_DES_CONSIGNES = 96
HAUTEUR_DE_LIGNE = 15

FORMATS_DE_NOMBRE = {
    Genre.EUROS: "#,##0.00 €",
    Genre.ENTIER: "0",
    Genre.NOMBRE: "#,##0.####",
    Genre.POURCENT: "0.##",
}


def ecrire(modele: Modele, contenu: Contenu, *, jeton: str, presentation: Sequence[tuple[str, str]]) -> bytes:
    """The workbook as bytes.

    Args:
        jeton: seal, kept in a hidden sheet.
        presentation: terms and values shown on the first sheet (frame, day of the export…).
    """
    sortie = io.BytesIO()
    # text is never a formula nor a link, whatever it starts with
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        classeur.set_properties({"title": modele.titre, "created": datetime(2020, 1, 1), "author": "Jalons"})  # noqa: DTZ001
        styles = _Styles(classeur)
        _mode_emploi(classeur.add_worksheet(FEUILLE_MODE_EMPLOI), modele, presentation, styles)
        listes = _Listes()
        for feuille in modele.feuilles:
            page = classeur.add_worksheet(feuille.titre)
            _Ecrivain(page, feuille, styles, listes).ecrire(contenu.get(feuille.code, ()))
        listes.ecrire(classeur.add_worksheet(FEUILLE_LISTES))
        _sceau(classeur.add_worksheet(FEUILLE_SCEAU), jeton)
    return sortie.getvalue()


def hauteur(textes: Iterable[tuple[str, int]]) -> int:
    """Height of a row, in points, so that each wrapped text of a given width shows whole (up to ten lines).

    LibreOffice does not fit the rows of a workbook that it opens.
    """
    lignes = (sum(-(-max(len(p), 1) // max(largeur - 2, 1)) for p in texte.split("\n")) for texte, largeur in textes)
    return HAUTEUR_DE_LIGNE * min(max(lignes, default=1), 10)


class _Styles:
    """Formats, each made once."""

    def __init__(self, classeur: Workbook) -> None:
        self._classeur = classeur
        self._faits: dict[tuple[Any, ...], Format] = {}

    def __call__(self, **proprietes: Any) -> Format:
        cle = tuple(sorted(proprietes.items()))
        if cle not in self._faits:
            self._faits[cle] = self._classeur.add_format({"font_name": "Calibri", "font_size": 11, **proprietes})
        return self._faits[cle]

    def titre(self) -> Format:
        return self(bold=True, font_size=16, font_color="#0b5cad")

    def entete(self, modifiable: bool) -> Format:
        fond = "#0b5cad" if modifiable else "#5b6471"
        return self(bold=True, font_color="#ffffff", bg_color=fond, text_wrap=True, valign="vcenter", border=1)

    def cellule(self, colonne: Colonne, *, ouverte: bool, jour: bool = False, formule: bool = False) -> Format:
        nombre = FORMATS_DE_NOMBRE.get(colonne.genre, "dd/mm/yyyy" if jour else "@")
        fond = {} if ouverte else {"bg_color": "#eef1f4", "font_color": "#3c4654"}
        prefixe = {"quote_prefix": True} if formule else {}
        return self(
            num_format=nombre, locked=not ouverte, text_wrap=True, valign="top", border=1, border_color="#c9d0d8",
            **fond, **prefixe,
        )  # fmt: skip


class _Listes:
    """Allowed values, in a hidden sheet: a list typed in the rule itself is limited to 255 characters."""

    def __init__(self) -> None:
        self._colonnes: list[tuple[str, ...]] = []

    def plage(self, colonne: Colonne) -> str:
        libelles = tuple(libelle for _, libelle in colonne.choix)
        if libelles not in self._colonnes:
            self._colonnes.append(libelles)
        nom = lettre(self._colonnes.index(libelles))
        return f"='{FEUILLE_LISTES}'!${nom}$1:${nom}${max(len(libelles), 1)}"

    def ecrire(self, page: Worksheet) -> None:
        for rang, libelles in enumerate(self._colonnes):
            for ligne, libelle in enumerate(libelles):
                page.write_string(ligne, rang, libelle)
        page.hide()
        page.protect()


class _Ecrivain:
    """One sheet. Column A holds the keys, hidden."""

    def __init__(self, page: Worksheet, feuille: Feuille, styles: _Styles, listes: _Listes) -> None:
        self.page, self.feuille, self.styles, self.listes = page, feuille, styles, listes

    def ecrire(self, lignes: Sequence[Ligne]) -> None:
        self._entetes()
        for decalage, ligne in enumerate(lignes):
            self._ligne(LIGNE_TITRES + 1 + decalage, ligne)
        fin = LIGNE_TITRES + len(lignes)
        if self.feuille.creation:
            self._lignes_vides(fin + 1)
            fin += LIGNES_VIDES
        for rang, colonne in enumerate(self.feuille.colonnes, start=1):
            if fin > LIGNE_TITRES:
                self._regle(colonne, rang, fin)
        self._mise_en_page(fin)

    def _entetes(self) -> None:
        self.page.write_string(LIGNE_CODES, 0, "cle")
        self.page.write_string(LIGNE_TITRES, 0, "Clé", self.styles.entete(False))
        for rang, colonne in enumerate(self.feuille.colonnes, start=1):
            self.page.write_string(LIGNE_CODES, rang, colonne.code)
            modifiable = colonne.modifiable or colonne.a_la_creation
            self.page.write_string(LIGNE_TITRES, rang, colonne.titre, self.styles.entete(modifiable))
            self.page.set_column(rang, rang, colonne.largeur)
            self.page.write_comment(LIGNE_TITRES, rang, self._aide(colonne), {"x_scale": 2})
        self.page.set_row(LIGNE_CODES, None, None, {"hidden": True})
        self.page.set_row(LIGNE_TITRES, 32)
        self.page.set_column(0, 0, 8, None, {"hidden": True})

    def _aide(self, colonne: Colonne) -> str:
        if colonne.modifiable:
            regle = f"Attendu : {attendu(colonne)}."
        elif colonne.a_la_creation:
            regle = f"À remplir sur une nouvelle ligne seulement. Attendu : {attendu(colonne)}."
        else:
            regle = "Pour information : ne se modifie pas ici."
        return f"{colonne.aide} {regle}".strip()

    def _ligne(self, rang: int, ligne: Ligne) -> None:
        textes = ((afficher(c, ligne.valeurs.get(c.code)), c.largeur) for c in self.feuille.colonnes)
        self.page.set_row(rang, hauteur(textes))
        self.page.write_string(rang, 0, ligne.cle)
        for place, colonne in enumerate(self.feuille.colonnes, start=1):
            self._cellule(rang, place, colonne, ligne.valeurs.get(colonne.code), ouverte=colonne.modifiable)

    def _lignes_vides(self, debut: int) -> None:
        for rang in range(debut, debut + LIGNES_VIDES):
            for place, colonne in enumerate(self.feuille.colonnes, start=1):
                self._cellule(rang, place, colonne, None, ouverte=colonne.modifiable or colonne.a_la_creation)

    def _cellule(self, rang: int, place: int, colonne: Colonne, valeur: str | None, *, ouverte: bool) -> None:
        if valeur is None:
            self.page.write_blank(rang, place, None, self.styles.cellule(colonne, ouverte=ouverte))
        elif colonne.genre.est_nombre:
            self.page.write_number(rang, place, float(valeur), self.styles.cellule(colonne, ouverte=ouverte))
        elif colonne.genre is Genre.DATE and DateCivile.lire(valeur).precision is Precision.JOUR:
            style = self.styles.cellule(colonne, ouverte=ouverte, jour=True)
            self.page.write_datetime(rang, place, DateCivile.lire(valeur).debut, style)
        else:
            texte = afficher(colonne, valeur)
            formule = texte.startswith(("=", "+", "-", "@"))
            self.page.write_string(rang, place, texte, self.styles.cellule(colonne, ouverte=ouverte, formule=formule))

    def _regle(self, colonne: Colonne, rang: int, fin: int) -> None:
        if colonne.genre is Genre.CHOIX and colonne.choix:
            self.page.data_validation(LIGNE_TITRES + 1, rang, fin, rang, {
                "validate": "list", "source": self.listes.plage(colonne), "error_title": "Valeur hors liste",
                "error_message": "Choisissez une valeur de la liste.", "error_type": "warning",
            })  # fmt: skip
        elif colonne.genre.est_nombre and colonne.minimum is not None and colonne.maximum is not None:
            self.page.data_validation(LIGNE_TITRES + 1, rang, fin, rang, {
                "validate": "decimal", "criteria": "between", "minimum": float(colonne.minimum),
                "maximum": float(colonne.maximum), "error_title": "Valeur impossible",
                "error_message": f"Attendu {attendu(colonne)}."[:255], "error_type": "warning",
            })  # fmt: skip

    def _mise_en_page(self, fin: int) -> None:
        derniere = len(self.feuille.colonnes)
        fixes = sum(1 for c in self.feuille.colonnes[:2] if not c.modifiable)
        self.page.freeze_panes(LIGNE_TITRES + 1, 1 + fixes)
        self.page.autofilter(LIGNE_TITRES, 1, max(fin, LIGNE_TITRES + 1), derniere)
        self.page.protect("", {
            "format_columns": True, "format_rows": True, "autofilter": True, "select_locked_cells": True,
        })  # fmt: skip
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(LIGNE_TITRES)
        self.page.set_footer("&L&A&RPage &P sur &N")


def _mode_emploi(page: Worksheet, modele: Modele, presentation: Sequence[tuple[str, str]], styles: _Styles) -> None:
    texte = styles(text_wrap=True, valign="top")
    page.set_column(0, 0, 26)
    page.set_column(1, 1, LARGEUR_DES_CONSIGNES)
    page.write_string(0, 0, modele.titre, styles.titre())
    rang = 2
    for terme, valeur in presentation:
        page.write_string(rang, 0, terme, styles(bold=True, valign="top"))
        page.write_string(rang, 1, valeur, texte)
        rang += 1
    consignes = (
        "Remplissez les cellules blanches ; les colonnes à en-tête gris sont là pour vous repérer.",
        "Laissez vide ce que vous ne savez pas : vide ne veut pas dire zéro.",
        "Ne supprimez ni lignes, ni colonnes, ni feuilles : une ligne effacée du fichier reste dans Jalons.",
        "Redéposez ce fichier dans Jalons : vous verrez ce qui change avant que rien ne soit écrit.",
        *modele.mode_emploi,
    )
    rang = _rubrique(page, rang + 1, "Comment remplir", [("", c) for c in consignes], styles)
    feuilles = [(f.titre, f.aide) for f in modele.feuilles]
    _rubrique(page, rang + 1, "Les feuilles", feuilles, styles)
    page.hide_gridlines(2)
    page.protect()
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _rubrique(page: Worksheet, rang: int, titre: str, lignes: Sequence[tuple[str, str]], styles: _Styles) -> int:
    page.write_string(rang, 0, titre, styles(bold=True, font_size=13, font_color="#0b5cad"))
    for terme, texte in lignes:
        rang += 1
        page.set_row(rang, hauteur([(texte, LARGEUR_DES_CONSIGNES)]))
        page.write_string(rang, 0, terme, styles(bold=True, valign="top"))
        page.write_string(rang, 1, texte, styles(text_wrap=True, valign="top"))
    return rang + 1


def _sceau(page: Worksheet, jeton: str) -> None:
    for rang, debut in enumerate(range(0, len(jeton), TRANCHE)):
        page.write_string(rang, 0, jeton[debut : debut + TRANCHE])
    page.very_hidden()
    page.protect()
