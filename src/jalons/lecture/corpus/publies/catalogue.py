"""The documents of this part: layouts, the forms in which each is printed, their seeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jalons.lecture.corpus.plan import Tirage
from jalons.lecture.corpus.publies import actes, fiches, plans
from jalons.lecture.corpus.publies.feuille import Feuille
from jalons.lecture.corpus.publies.imprimer import en_texte
from jalons.lecture.entrees import ouvrir

GARDES = Path(__file__).parent / "gardes"
"""What ``fabriquer`` printed; texts of scans are what Tesseract read."""


@dataclass(frozen=True, slots=True)
class Publie:
    """A printed layout.

    Attributes:
        forme: "texte", "pdf", "docx", "odt" or "papier" (a text that Tesseract read on its pages).
    """

    page: Callable[[Tirage], Feuille]
    forme: str
    graine: int

    @property
    def nom(self) -> str:
        """Its name."""
        return f"publie-{self.page.__name__}-{self.forme}"

    @property
    def fichier(self) -> Path:
        """Where it is kept; texts are not."""
        return GARDES / f"{self.nom}.{'txt' if self.forme == 'papier' else self.forme}"


_FORMES: tuple[tuple[Callable[[Tirage], Feuille], str], ...] = (
    (fiches.cartouche, "pdf docx papier"), (fiches.titres_en_ligne, "texte pdf papier"),
    (fiches.trimestres, "pdf docx papier"), (fiches.encadres, "pdf odt papier"),
    (fiches.deux_colonnes, "pdf docx papier"), (plans.decimal, "texte pdf odt"), (plans.tirets, "texte docx papier"),
    (plans.paysage, "pdf docx papier"), (plans.bilan_en_lignes, "texte pdf papier"), (actes.annuel, "pdf odt papier"),
    (actes.annexes, "pdf docx papier"), (actes.avenant, "texte docx papier"),
)  # fmt: skip
PUBLIES = tuple(
    Publie(page, forme, 700 + 10 * rang + k)
    for rang, (page, formes) in enumerate(_FORMES) for k, forme in enumerate(formes.split())
)  # fmt: skip
"""Every one."""


def publie(nom: str) -> Publie:
    """The one of this name.

    Raises:
        KeyError: there is none.
    """
    return {p.nom: p for p in PUBLIES}[nom]


@cache
def texte(nom: str) -> str:
    """The text of the document of this name, as the reader gets it from its file."""
    p = publie(nom)
    if p.forme == "texte":
        return en_texte(feuille(nom))
    if p.forme == "papier":
        return p.fichier.read_text(encoding="utf-8")
    return ouvrir(p.fichier.read_bytes(), p.fichier.name).texte


def feuille(nom: str) -> Feuille:
    """The document of this name, before it is printed."""
    p = publie(nom)
    return p.page(Tirage(p.graine))
