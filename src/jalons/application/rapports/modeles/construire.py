"""Builds the Word template shipped with Jalons: ``python -m jalons.application.rapports.modeles.construire``.

A département may start from this file, change its look, and deposit it as its own template.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as TypeDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table

FICHIER = Path(__file__).with_name("document.docx")


def construire() -> TypeDocument:
    """The template: title, identification, sections with their tables and comments, agreement of the sides."""
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10)
    document.core_properties.title = "Jalons"
    document.core_properties.author = "Jalons"
    document.core_properties.language = "fr-FR"
    document.add_heading("{{ titre }}", 0)
    document.add_paragraph("{{ sous_titre }}", style="Subtitle")
    document.add_paragraph("{{ mention }}")
    _boucle(document, "ligne", "identification", ["{{ ligne[0] }}", "{{ ligne[1] }}"], entetes=None)
    document.add_paragraph("{%p for section in sections %}")
    document.add_heading("{{ section.titre }}", 1)
    document.add_paragraph("{%p if section.texte %}")
    document.add_paragraph("{{ section.texte }}")
    document.add_paragraph("{%p elif section.vide %}")
    document.add_paragraph("{{ section.vide }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for tableau in section.tableaux %}")
    document.add_heading("{{ tableau.titre }}", 2)
    document.add_paragraph("{%p if tableau.lignes %}")
    _tableau_libre(document)
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ tableau.vide }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for cote, texte in section.commentaires %}")
    document.add_paragraph("{{ cote }} : {{ texte }}", style="Quote")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if visas %}")
    document.add_heading("Accord des parties", 1)
    cellules = ["{{ visa[0] }}", "{{ visa[1] }}", "{{ visa[2] }}", "{{ visa[3] }}"]
    _boucle(document, "visa", "visas", cellules, entetes=["Partie", "Décision", "Par", "Le"])
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ empreinte }}")
    return document


def _boucle(document: TypeDocument, nom: str, liste: str, cellules: list[str], entetes: list[str] | None) -> None:
    """A table with one row per item: the loop's tags stand alone in their own rows."""
    lignes = [*([entetes] if entetes else []), [f"{{%tr for {nom} in {liste} %}}"], cellules, ["{%tr endfor %}"]]
    tableau = document.add_table(
        rows=len(lignes), cols=len(cellules), style="Light Grid Accent 1" if entetes else "Table Grid"
    )
    for rang, contenu in enumerate(lignes):
        for colonne, texte in enumerate(contenu):
            tableau.cell(rang, colonne).text = texte


def _tableau_libre(document: TypeDocument) -> None:
    """A table whose columns are known only when it is filled."""
    tableau = document.add_table(rows=4, cols=3, style="Light Grid Accent 1")
    tableau.cell(1, 0).text = "{%tr for ligne in tableau.lignes %}"
    tableau.cell(3, 0).text = "{%tr endfor %}"
    for rang, (liste, nom, texte) in (
        (0, ("tableau.colonnes", "colonne", "colonne.titre")),
        (2, ("ligne", "cellule", "cellule")),
    ):
        for colonne, balise in enumerate((f"{{%tc for {nom} in {liste} %}}", f"{{{{ {texte} }}}}", "{%tc endfor %}")):
            tableau.cell(rang, colonne).text = balise
    _sobre(tableau)


def _sobre(tableau: Table) -> None:
    """No bold first column and no banding: long labels stay readable."""
    aspect = tableau._tbl.tblPr.find(qn("w:tblLook"))
    if aspect is not None:
        aspect.set(qn("w:firstColumn"), "0")
        aspect.set(qn("w:noHBand"), "1")
        aspect.set(qn("w:val"), "0420")


if __name__ == "__main__":
    construire().save(str(FICHIER))
