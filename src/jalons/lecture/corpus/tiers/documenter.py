"""The page ``docs/reference/lecture-tiers.md``: how right the reader is on the third corpus.

``python -m jalons.lecture.corpus.tiers.documenter`` writes it. It quotes no word of these documents.
"""

from __future__ import annotations

from pathlib import Path

from jalons.lecture.corpus.aveugle.documenter import FORMES, rediger
from jalons.lecture.corpus.tiers.documents import DOCUMENTS, OUVERTES, Document

PAGE = Path(__file__).parents[5] / "docs" / "reference" / "lecture-tiers.md"
_FORMES = FORMES | {
    "etale": "Texte tiré d'un PDF, colonnes en place",
    "suivi": "Texte tiré d'un PDF, au fil",
}
_ENTETE = """\
<!-- Page produite par `python -m jalons.lecture.corpus.tiers.documenter` : ne la modifiez pas. -->
# La lecture jugée par un tiers

Un troisième corpus, écrit par une main qui n'a lu ni la lecture ni ses documents de [réglage et d'essai](lecture.md),
et dont les mises en page ne sont pas celles des documents [jugés à l'aveugle](lecture-aveugle.md). Inventés eux aussi,
ils sont plus longs et plus proches de ce qui se publie : PDF et OpenDocument passés par LibreOffice, pages en paysage,
deux colonnes, cases à cocher, tableaux coupés par les pages, notes, annexes, champs laissés vides. Cette page n'en cite
pas un mot, et aucune confiance n'y est calibrée.

Depuis le 26 novembre 2026, une partie des mises en page est **ouverte** : {ouvertes}. Qui
travaille à la lecture les ouvre, cherche pourquoi elles sont mal lues, et corrige la cause sur des documents qu'il
invente. Ce qu'elles obtiennent ne dit donc plus ce que la lecture fera d'un document inconnu. Les autres restent
**fermées** : aucune règle n'est écrite d'après elles, et leur total, donné à part, garde ce sens.
"""


def page() -> str:
    """The whole page, in French."""
    return rediger(_ENTETE.format(ouvertes=", ".join(sorted(OUVERTES))), DOCUMENTS, _FORMES, _total)


def _total(document: Document) -> str:
    return "ouvertes" if document.page.__name__ in OUVERTES else "fermées"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
