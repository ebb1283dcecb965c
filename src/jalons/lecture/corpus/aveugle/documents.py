"""The documents that only judge the reader: which layout, in which form, spoilt how."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jalons.lecture.corpus.aveugle import autres, contrats, formes, schemas
from jalons.lecture.corpus.aveugle import degats as d
from jalons.lecture.corpus.aveugle.plume import Bloc, Plume

NUMERISES = Path(__file__).parent / "numerises"
"""What Tesseract read of the documents that exist on paper only."""
NOMBRE = 24
"""The least that a judge may do with."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its layout, its seed, its form ("txt", "html", "docx", "odt", "pdf" or "papier"), its damages.

    Attributes:
        options: those of the form (``formes``).
    """

    nom: str
    graine: int
    page: Callable[[Plume], None]
    forme: str = "txt"
    degats: tuple[d.Degat, ...] = ()
    options: tuple[tuple[str, Any], ...] = ()

    @property
    def fichier(self) -> str:
        """The name of the file."""
        return f"{self.nom}.{'txt' if self.forme == 'papier' else self.forme}"

    def contenu(self) -> bytes:
        """The bytes of the file, the same at each run but for what the format itself dates."""
        if self.forme == "papier":
            return (NUMERISES / f"{self.nom}.txt").read_bytes()
        blocs, options = self.blocs(), dict(self.options)
        if self.forme in ("docx", "odt", "pdf"):
            rendu: bytes = getattr(formes, f"en_{self.forme}")(blocs, **options)
            return rendu
        texte = formes.en_html(blocs, self.nom) if self.forme == "html" else formes.en_texte(blocs, **options)
        alea = random.Random(self.graine + 7)  # noqa: S311 - a document to try the reader, no secret
        for degat in self.degats:
            texte = degat(texte, alea)
        return texte.encode()

    def blocs(self) -> list[Bloc]:
        """The blocks, before any form."""
        return _ecrire(self.page, self.graine).blocs

    def cle(self) -> dict[str, Any]:
        """The answer key, exact by construction."""
        p = _ecrire(self.page, self.graine)
        return {"document": self.fichier, "type": p.type, "exhaustif": list(p.exhaustif), "elements": p.elements}


@cache
def _ecrire(page: Callable[[Plume], None], graine: int) -> Plume:
    plume = Plume(random.Random(graine))  # noqa: S311 - a document to try the reader, no secret
    page(plume)
    return plume


def _t(tableaux: str, largeur: int = 88) -> tuple[tuple[str, Any], ...]:
    return (("tableaux", tableaux), ("largeur", largeur))


DOCUMENTS: tuple[Document, ...] = (
    Document("marge-cellules", 901, schemas.marge, degats=(d.bandeaux,)),
    Document("marge-colonnes", 902, schemas.marge, degats=(d.typographie,), options=_t("colonnes", 100)),
    Document("marge-pdf", 903, schemas.marge, "pdf"),
    Document("marge-html", 904, schemas.marge, "html"),
    Document("marge-papier", 905, schemas.marge, "papier"),
    Document("lettres-texte", 911, schemas.lettres, degats=(d.lettres_confondues, d.sans_saut)),
    Document("lettres-docx", 912, schemas.lettres, "docx"),
    Document("lettres-papier", 913, schemas.lettres, "papier"),
    Document("romains-texte", 921, schemas.romains, degats=(d.bandeaux, d.blancs_perdus), options=_t("barres")),
    Document("romains-html", 922, schemas.romains, "html"),
    Document("romains-odt", 923, schemas.romains, "odt"),
    Document("questions-texte", 931, schemas.questions, degats=(d.coupures, d.puces_perdues), options=_t("barres", 72)),
    Document("questions-odt", 932, schemas.questions, "odt"),
    Document("questions-papier", 933, schemas.questions, "papier"),
    Document("mesures-texte", 941, schemas.mesures, degats=(d.typographie,), options=_t("colonnes", 96)),
    Document("mesures-docx", 942, schemas.mesures, "docx"),
    Document("mesures-deux-colonnes", 943, schemas.mesures, "pdf", options=(("colonnes", 2),)),
    Document("mesures-papier", 944, schemas.mesures, "papier"),
    Document("grille-cellules", 951, schemas.grille),
    Document("grille-tabulations", 952, schemas.grille, degats=(d.sans_saut,), options=_t("tabulations")),
    Document("grille-pdf", 953, schemas.grille, "pdf", options=(("paysage", True),)),
    Document("grille-docx", 954, schemas.grille, "docx"),
    Document("chantiers-texte", 961, schemas.chantiers, degats=(d.titres_espaces, d.sans_lignes_vides)),
    Document("chantiers-pdf", 962, schemas.chantiers, "pdf", options=(("colonnes", 2),)),
    Document("chantiers-papier", 963, schemas.chantiers, "papier"),
    Document("bilan-texte", 971, schemas.bilan, degats=(d.bandeaux,), options=_t("barres")),
    Document("bilan-docx", 972, schemas.bilan, "docx"),
    Document("titres-texte", 981, contrats.titres, degats=(d.typographie, d.bandeaux)),
    Document("titres-papier", 982, contrats.titres, "papier"),
    Document("avenant-docx", 983, contrats.avenant, "docx"),
    Document("avenant-texte", 984, contrats.avenant, degats=(d.lettres_confondues,), options=_t("colonnes")),
    Document("communique-html", 985, contrats.communique, "html"),
    Document("communique-texte", 986, contrats.communique, degats=(d.coupures, d.blancs_perdus)),
    Document("lettre-texte", 987, contrats.lettre, degats=(d.typographie,)),
    Document("lettre-papier", 988, contrats.lettre, "papier"),
    Document("convention-texte", 989, contrats.convention, degats=(d.lettres_confondues,)),
    Document("convention-odt", 990, contrats.convention, "odt"),
    Document("rapport-texte", 991, autres.rapport, options=_t("colonnes", 96)),
    Document("rapport-docx", 992, autres.rapport, "docx"),
    Document("circulaire-texte", 993, autres.circulaire, degats=(d.coupures, d.typographie)),
    Document("circulaire-pdf", 994, autres.circulaire, "pdf"),
)


def numeriser(noms: list[str]) -> None:
    """Write again what Tesseract reads of the documents on paper: HTML, LibreOffice, PDF, a copier, a scanner."""
    import tempfile

    from jalons.lecture.corpus import papier

    NUMERISES.mkdir(exist_ok=True)
    for document in DOCUMENTS:
        if document.forme == "papier" and (not noms or document.nom in noms):
            with tempfile.TemporaryDirectory() as dossier:
                html = formes.en_html(document.blocs(), document.nom)
                pdf = papier.convertir_html(html, document.nom, "pdf", Path(dossier))
                texte = papier.numeriser(pdf, document.graine)
            (NUMERISES / f"{document.nom}.txt").write_text(texte, encoding="utf-8")


if __name__ == "__main__":
    import sys

    numeriser(sys.argv[1:])
