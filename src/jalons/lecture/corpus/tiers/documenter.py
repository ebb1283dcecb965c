"""The page ``docs/reference/lecture-tiers.md``: how right the reader is on the third corpus.

``python -m jalons.lecture.corpus.tiers.documenter`` writes it. It quotes no word of these documents.
"""

from __future__ import annotations

from pathlib import Path

from jalons.lecture.corpus.aveugle.documenter import FORMES, rediger
from jalons.lecture.corpus.tiers.documents import DOCUMENTS

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
deux colonnes, cases à cocher, tableaux coupés par les pages, notes, annexes, champs laissés vides. Aucune règle n'est
écrite d'après eux, et cette page n'en cite pas un mot.
"""


def page() -> str:
    """The whole page, in French."""
    return rediger(_ENTETE, DOCUMENTS, _FORMES)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
