"""The page ``docs/reference/lecture-aveugle.md``: how right the reader is on documents that only judge it.

``python -m jalons.lecture.corpus.aveugle.documenter`` writes it. It quotes no word of these documents: what they hold
must stay unknown to whoever works on the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jalons.lecture.corpus.aveugle.documents import DOCUMENTS
from jalons.lecture.corpus.aveugle.evaluer import Degres, evaluer_tous
from jalons.lecture.evaluation.notes import Bilan, Note, cumuler
from jalons.lecture.modele import Confiance

PAGE = Path(__file__).parents[5] / "docs" / "reference" / "lecture-aveugle.md"
FORMES = {"txt": "Texte", "html": "HTML", "docx": "Word", "odt": "OpenDocument", "pdf": "PDF avec texte",
           "papier": "Papier numérisé"}  # fmt: skip
"""The forms of files, in French."""
_ENTETE = """\
<!-- Page produite par `python -m jalons.lecture.corpus.aveugle.documenter` : ne la modifiez pas. -->
# La lecture jugée à l'aveugle

Ces documents inventés ont été écrits par une autre main que la lecture, avec d'autres mises en page et d'autres mots
que ceux du corpus de [réglage et d'essai](lecture.md). Aucune règle n'est écrite d'après eux, aucune confiance n'y est
calibrée, et cette page n'en cite pas un mot : c'est la mesure la plus honnête de ce que la lecture fera d'un document
qu'elle n'a jamais vu. Les colonnes se lisent comme dans la page des documents de réglage.
"""
_COLONNES = "| Précision | Rappel | F1 | Vrais | Faux | Manqués |\n| --- | --- | --- | --- | --- | --- | --- |"


def page() -> str:
    """The whole page, in French."""
    return rediger(_ENTETE, DOCUMENTS, FORMES)


def rediger(
    entete: str, documents: Sequence[Any], formes: dict[str, str], totaux: Callable[[Any], str] | None = None
) -> str:
    """A page on these documents under this head.

    Args:
        formes: the names of the forms of files in French.
        totaux: the name of the total to which a document counts, when several are told apart.
    """
    bilans, degres = evaluer_tous(documents)
    total = cumuler(bilans.values())
    parties = [
        entete,
        f"{len(documents)} documents. Genre du document reconnu : {_reconnus(bilans)} sur {len(bilans)}.\n",
        "## Par genre d'élément\n",
        f"| Genre {_COLONNES}",
        *(_ligne(f"`{genre}`", note) for genre, note in sorted(total.genres.items())),
        _ligne("**ensemble**", total.ensemble),
        *_totaux(documents, bilans, totaux),
        "\n## Par forme de fichier\n",
        f"| Forme {_COLONNES}",
        *_groupes(documents, bilans, lambda d: formes[d.forme]),
        "\n## Par mise en page\n",
        f"| Mise en page {_COLONNES}",
        *_groupes(documents, bilans, lambda d: d.page.__name__),
        "\n## Ce que vaut la confiance\n",
        "| Degré | Part des éléments | Justes |\n| --- | --- | --- |",
        *_confiances(degres),
    ]
    return "\n".join(parties) + "\n"


def _reconnus(bilans: dict[str, Bilan]) -> int:
    return sum(lu == attendu for b in bilans.values() for _, lu, attendu in b.types)


def _totaux(documents: Sequence[Any], bilans: dict[str, Bilan], totaux: Callable[[Any], str] | None) -> Iterator[str]:
    if totaux is not None:
        yield f"\n## Totaux à part\n\n| Mises en page {_COLONNES}"
        yield from _groupes(documents, bilans, totaux)


def _groupes(documents: Sequence[Any], bilans: dict[str, Bilan], nom: Callable[[Any], str]) -> Iterator[str]:
    groupes: dict[str, list[Bilan]] = {}
    for document in documents:
        groupes.setdefault(nom(document), []).append(bilans[document.nom])
    yield from (_ligne(f"{groupe} ({len(siens)})", cumuler(siens).ensemble) for groupe, siens in groupes.items())


def _confiances(degres: Degres) -> Iterator[str]:
    for degre in Confiance:
        yield f"| {degre.value} | {_part(degres.part(degre))} | {_part(degres.juste(degre))} |"


def _ligne(nom: str, note: Note) -> str:
    parts = " | ".join(map(_part, (note.precision, note.rappel, note.f1)))
    return f"| {nom} | {parts} | {note.vrais} | {note.faux if note.exhaustif else '–'} | {note.manques} |"


def _part(part: float | None) -> str:
    return "–" if part is None else f"{100 * part:.1f} %".replace(".", ",")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
