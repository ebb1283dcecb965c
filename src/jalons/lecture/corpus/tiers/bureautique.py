"""Documents as an office writes them: Word with heads, feet, landscape sections, columns, merged cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jalons.lecture.corpus.tiers.plume import Bloc


@dataclass(frozen=True, slots=True)
class Charte:
    """How an office writes.

    Attributes:
        styles: headings and lists by the styles of Word; else by bold letters and typed marks.
        grille: whether tables have rules.
        couleur: of labels' background, six hexadecimal digits.
    """

    police: str = "Liberation Sans"
    corps: float = 10
    styles: bool = True
    grille: bool = True
    couleur: str = "D9E2F3"
    titres: tuple[int, ...] = (18, 14, 12)


def en_docx(blocs: Sequence[Bloc], bandeau: str, charte: Charte) -> bytes:
    """A Word document."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    document: Any = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = charte.police, Pt(charte.corps)
    normal.paragraph_format.space_after = Pt(4)
    _habiller(document.sections[0], bandeau)
    for bloc in blocs:
        if bloc.genre == "page":
            section = document.add_section()
            paysage = bloc.texte == "paysage"
            section.orientation = WD_ORIENT.LANDSCAPE if paysage else WD_ORIENT.PORTRAIT
            cotes = sorted((section.page_width, section.page_height), reverse=paysage)
            section.page_width, section.page_height = cotes
            _colonnes(section, 2 if bloc.texte == "colonnes" else 1)
        else:
            _ecrire(document, bloc, charte)
    flux = io.BytesIO()
    document.save(flux)
    return flux.getvalue()


def _habiller(section: Any, bandeau: str) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.header.paragraphs[0].text = bandeau
    pied = section.footer.paragraphs[0]
    pied.add_run("Page ")
    _champ(pied, "PAGE")


def _champ(paragraphe: Any, nom: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    champ = OxmlElement("w:fldSimple")
    champ.set(qn("w:instr"), nom)
    paragraphe._p.append(champ)


def _colonnes(section: Any, nombre: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for ancien in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(ancien)
    colonnes = OxmlElement("w:cols")
    colonnes.set(qn("w:num"), str(nombre))
    colonnes.set(qn("w:space"), "500")
    section._sectPr.append(colonnes)


def _ecrire(document: Any, bloc: Bloc, charte: Charte) -> None:
    from docx.shared import Pt

    if bloc.genre == "saut":
        document.add_page_break()
    elif bloc.genre == "tableau":
        _tableau(document, bloc, charte)
    elif bloc.genre == "titre" and charte.styles:
        document.add_heading(bloc.texte, bloc.niveau)
    elif bloc.genre == "puce" and charte.styles and bloc.marque == "•":
        document.add_paragraph(bloc.texte, style="List Bullet" if bloc.niveau == 1 else "List Bullet 2")
    else:
        marque = f"{bloc.marque} " if bloc.genre == "puce" else ""
        paragraphe = document.add_paragraph()
        if bloc.genre == "puce":
            paragraphe.paragraph_format.left_indent = Pt(18 * bloc.niveau)
            paragraphe.paragraph_format.first_line_indent = Pt(-12)
        if bloc.tete:
            paragraphe.add_run(bloc.tete).bold = True
        suite = paragraphe.add_run(marque + bloc.texte)
        suite.bold = bloc.genre in ("etiquette", "titre") or None
        if bloc.genre in ("titre", "note"):
            suite.font.size = Pt(charte.titres[bloc.niveau - 1] if bloc.genre == "titre" else 8)


def _tableau(document: Any, bloc: Bloc, charte: Charte) -> None:
    from docx.shared import Emu

    tableau = document.add_table(rows=len(bloc.lignes), cols=len(bloc.largeurs))
    if charte.grille:
        tableau.style = "Table Grid"
    tableau.autofit = False
    section = document.sections[-1]
    large = section.page_width - section.left_margin - section.right_margin
    larges = [Emu(large * part // sum(bloc.largeurs)) for part in bloc.largeurs]
    pris: set[tuple[int, int]] = set()
    for i, ligne in enumerate(bloc.lignes):
        j = 0
        for case in ligne:
            while (i, j) in pris:
                j += 1
            pris |= {(i + k, j + m) for k in range(case.rangs) for m in range(case.colonnes)}
            cellule = tableau.cell(i, j)
            if case.rangs > 1 or case.colonnes > 1:
                cellule = cellule.merge(tableau.cell(i + case.rangs - 1, j + case.colonnes - 1))
            _remplir(cellule, case.textes, charte.couleur if case.gras else "")
            j += case.colonnes
    for colonne, largeur in zip(tableau.columns, larges, strict=True):
        colonne.width = largeur
    for i, ligne in enumerate(bloc.lignes):
        for j in range(len(bloc.largeurs)):
            if all(x.colonnes == 1 for x in ligne):
                tableau.cell(i, j).width = larges[j]


def _remplir(cellule: Any, textes: tuple[str, ...], fond: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for rang, texte in enumerate(textes):
        paragraphe = cellule.paragraphs[0] if rang == 0 else cellule.add_paragraph()
        paragraphe.add_run(texte).bold = bool(fond) or None
    if fond:
        ombre = OxmlElement("w:shd")
        ombre.set(qn("w:val"), "clear")
        ombre.set(qn("w:fill"), fond)
        cellule._tc.get_or_add_tcPr().append(ombre)
