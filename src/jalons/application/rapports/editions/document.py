"""Any document of Jalons as PDF, Word and Excel, from one description: the three cannot disagree."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from jalons.application.documents import pdf, word
from jalons.application.rapports.presentation import SectionPresentee, Tableau

MODELES = Path(__file__).resolve().parents[1] / "modeles"
WORD = MODELES / "document.docx"


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says.

    Attributes:
        mention: its status, repeated at the foot of each page.
        identification: pairs (term, value) at the top.
        visas: rows (side, decision, who, when); empty when the document is not agreed by anybody.
        empreinte: last line, the fingerprint of frozen figures.
        modele: PDF template in ``modeles``.
        images: SVG by file name, for templates that show some.
    """

    titre: str
    sous_titre: str
    jour: date
    mention: str
    identification: tuple[tuple[str, str], ...]
    sections: tuple[SectionPresentee, ...]
    visas: tuple[tuple[str, str, str, str], ...] = ()
    empreinte: str = ""
    modele: str = "document.typ"
    images: Mapping[str, str] = field(default_factory=dict)


def en_pdf(document: Document) -> bytes:
    """Tagged PDF (PDF/UA-1)."""
    donnees = {
        **{c: getattr(document, c) for c in ("titre", "sous_titre", "mention", "identification", "visas", "empreinte")},
        "date": document.jour.isoformat(),
        "sections": [_pour_typst(s) for s in document.sections],
    }
    return pdf.composer(MODELES / document.modele, donnees, images=document.images)


def _pour_typst(section: SectionPresentee) -> dict[str, Any]:
    return {
        "titre": section.titre,
        "texte": section.texte,
        "vide": section.vide,
        "commentaires": [{"cote": cote, "texte": texte} for cote, texte in section.commentaires],
        "blocs": [
            {
                "genre": "tableau", "titre": t.titre, "vide": t.vide, "lignes": t.lignes,
                "colonnes": [[c.titre, c.largeur, c.droite] for c in t.colonnes],
            }
            for t in section.tableaux
        ],
    }  # fmt: skip


def en_word(document: Document, modele: bytes | None = None) -> bytes:
    """Word document, from ``modele`` when the département has its own template.

    Raises:
        EntreeRefusee: that template cannot be read.
    """
    return word.remplir(modele or WORD, {**asdict(document)}, nom="modèle Word")


def en_excel(document: Document) -> bytes:
    """A cover, then one sheet per table; text that looks like a formula stays text."""
    sortie = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(sortie, options) as classeur:
        gras = classeur.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        corps = classeur.add_format({"text_wrap": True, "valign": "top"})
        garde = classeur.add_worksheet("Document")
        garde.set_column(0, 0, 26)
        garde.set_column(1, 1, 90)
        for rang, (terme, valeur) in enumerate(
            [("Document", document.titre), *document.identification, ("État", document.mention)]
        ):
            garde.write_string(rang, 0, terme, gras)
            garde.write_string(rang, 1, valeur, corps)
        for section in document.sections:
            for tableau in section.tableaux:
                _feuille(classeur, tableau, gras, corps)
    return sortie.getvalue()


def _feuille(classeur: Any, tableau: Tableau, gras: Any, corps: Any) -> None:
    prises = {f.get_name().lower() for f in classeur.worksheets()}
    feuille = classeur.add_worksheet(_nom_de_feuille(tableau.titre, prises))
    feuille.freeze_panes(1, 0)
    feuille.set_landscape()
    feuille.fit_to_pages(1, 0)
    for rang, colonne in enumerate(tableau.colonnes):
        feuille.set_column(rang, rang, 10 + 12 * colonne.largeur)
        feuille.write_string(0, rang, colonne.titre, gras)
    for ligne, cellules in enumerate(tableau.lignes, start=1):
        for rang, cellule in enumerate(cellules):
            feuille.write_string(ligne, rang, cellule, corps)
    if not tableau.lignes:
        feuille.write_string(1, 0, tableau.vide, corps)


def _nom_de_feuille(titre: str, prises: set[str]) -> str:
    """A sheet name Excel accepts: at most 31 characters, none of ``[]:*?/\\'``, unique."""
    propre = "".join(c for c in titre if c not in "[]:*?/\\'") or "Tableau"
    nom, rang = propre[:31], 2
    while nom.lower() in prises:
        nom, rang = f"{propre[:28]} {rang}", rang + 1
    return nom


TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media type of each form."""

FORMES: dict[str, Callable[[Document], bytes]] = {"pdf": en_pdf, "docx": en_word, "xlsx": en_excel}
"""How each form is made."""
