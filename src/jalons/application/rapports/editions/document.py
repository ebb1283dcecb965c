"""Any document of Jalons as PDF, Word and Excel, from one description: the three cannot disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jalons.application.documents import pdf, word
from jalons.application.rapports.editions import classeur, tableaux_word
from jalons.application.rapports.presentation import SectionPresentee

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
        "code": section.code,
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
    rempli = word.remplir(modele or WORD, {**asdict(document)}, nom="modèle Word")
    tableaux = [t for section in document.sections for t in section.tableaux]
    return tableaux_word.mettre_en_forme(rempli, tableaux, titre=document.titre)


def en_excel(document: Document) -> bytes:
    """A cover, then one sheet per table; figures are numbers, and text that looks like a formula stays text."""
    garde = [("Document", document.titre), *document.identification, ("État", document.mention)]
    return classeur.ecrire(garde, [t for section in document.sections for t in section.tableaux])


TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media type of each form."""

FORMES: dict[str, Callable[[Document], bytes]] = {"pdf": en_pdf, "docx": en_word, "xlsx": en_excel}
"""How each form is made."""
