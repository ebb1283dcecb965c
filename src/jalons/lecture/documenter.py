"""The page ``docs/reference/lecture.md``: how right the reader is on each corpus, and what it gets wrong.

``python -m jalons.lecture.documenter`` writes it; a test refuses a page that is not up to date. The five real documents
are not in the repository: what the reader made of them the last time it met them is kept in ``reels.json``, as counts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jalons.lecture.corpus.documents import Document, documents
from jalons.lecture.entrees import ouvrir
from jalons.lecture.evaluation.cles import Cle, lire_cle
from jalons.lecture.evaluation.notes import Bilan, Note, cumuler, noter
from jalons.lecture.lecteur import lire
from jalons.lecture.modele import Source

RACINE = Path(__file__).parents[3]
PAGE = RACINE / "docs" / "reference" / "lecture.md"
REELS = Path(__file__).parent / "corpus" / "reels.json"
PARTAGE = RACINE.parent / "shared"
"""Where the real documents and their keys are, on a machine that has them."""
_ENTETE = """\
<!-- Page produite par `python -m jalons.lecture.documenter` : ne la modifiez pas. -->
# Ce que la lecture de documents réussit, et ce qu'elle rate

La lecture est comparée à des clés de vérité. Un texte est juste s'il ressemble à 90 % à celui de la clé (sans casse,
accents ni ponctuation) et se trouve sous le bon parent ; un nombre, un montant, une date doivent être exacts. La
précision est la part de ce qui est lu qui est juste ; le rappel, la part de ce qu'il fallait lire qui est lue ; la F1,
leur moyenne harmonique. « – » : la clé ne dit pas tout de ce genre, la précision n'est pas vérifiable.

Les documents inventés du corpus viennent de `src/jalons/lecture/corpus` : leur clé est exacte par construction. Ceux
« d'essai » ont des étiquettes et des mises en page que ceux « de réglage » n'ont pas ; ils ont été regardés depuis.
Les documents « de papier » sont passés par LibreOffice, une photocopie et Tesseract. Lire aussi le guide
[Lire un schéma ou un contrat](../guides/lecture.md).
"""
_CORPUS = (
    ("Documents de réglage", "reglage", False),
    ("Documents de réglage, de papier", "reglage", True),
    ("Documents d'essai", "essai", False),
    ("Documents d'essai, de papier", "essai", True),
)  # fmt: skip
_EXEMPLES = 3


def page() -> str:
    """The whole page, in French."""
    parties: list[Iterable[str]] = [_reels(json.loads(REELS.read_text(encoding="utf-8")))]
    for titre, usage, papier in _CORPUS:
        retenus = [d for d in documents(papier=papier) if d.usage == usage]
        bilans = {d.nom: evaluer(d) for d in retenus}
        parties.append(_corpus(titre, bilans, avec_exemples=usage == "reglage"))
    return _ENTETE + "\n".join("\n" + "\n".join(partie) for partie in parties) + "\n"


def evaluer(document: Document) -> Bilan:
    """What the reader makes of one document of the corpus."""
    dite = document.cle()
    cle = Cle(dite["document"], dite["type"], frozenset(dite["exhaustif"]), tuple(dite["elements"]))
    return _noter(document.source(), cle)


def mesurer_les_reels() -> dict[str, Any]:
    """The counts of each kind on each of the real documents found in ``PARTAGE``; empty when there is none."""
    mesures = {}
    for chemin in sorted((PARTAGE / "verite" / "elements").glob("*.json")):
        cle = lire_cle(chemin)
        bilan = _noter(ouvrir((PARTAGE / "sources" / cle.document).read_bytes(), cle.document), cle)
        mesures[cle.document] = {g: _comptes(n) for g, n in sorted(bilan.genres.items())}
    return mesures


def _noter(source: Source, cle: Cle) -> Bilan:
    lecture = lire(source)
    return noter([e.en_json() for e in lecture.elements], cle, type_lu=lecture.type)


def _comptes(note: Note) -> list[Any]:
    return [note.vrais, note.faux, note.manques, note.vrais_exhaustifs, note.exhaustif]


def _reels(mesures: dict[str, Any]) -> Iterator[str]:
    bilans = {}
    for document, genres in mesures.items():
        notes = {g: Note(v, m, vx, f, x) for g, (v, f, m, vx, x) in genres.items()}
        bilans[document] = Bilan(notes)
    yield from _corpus("Documents réels", bilans, avec_exemples=False)


def _corpus(titre: str, bilans: dict[str, Bilan], *, avec_exemples: bool) -> Iterator[str]:
    total = cumuler(bilans.values())
    yield f"## {titre}"
    yield ""
    yield f"{len(bilans)} documents."
    yield ""
    yield "| Genre | Précision | Rappel | F1 | Vrais | Faux | Manqués |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (_ligne(f"`{genre}`", note) for genre, note in sorted(total.genres.items()))
    yield _ligne("**ensemble**", total.ensemble)
    yield ""
    yield "Par document, le moins bien lu d'abord :"
    yield ""
    yield "| Document | Précision | Rappel | F1 | Vrais | Faux | Manqués |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    ensembles = {nom: bilan.ensemble for nom, bilan in bilans.items()}
    yield from (_ligne(nom, n) for nom, n in sorted(ensembles.items(), key=lambda x: (x[1].f1 or 0.0, x[0])))
    if avec_exemples and total.erreurs:
        yield ""
        yield "Ce qui est mal lu, le plus fréquent d'abord :"
        yield ""
        yield from _exemples(total)


def _exemples(bilan: Bilan) -> Iterator[str]:
    comptes = Counter((e.element["genre"], e.nature) for e in bilan.erreurs)
    for (genre, nature), nombre in sorted(comptes.items(), key=lambda x: (-x[1], x[0])):
        cas = [e for e in bilan.erreurs if (e.element["genre"], e.nature) == (genre, nature)][:_EXEMPLES]
        suite = " ; ".join(f"« {_court(e.element)} » ({e.document.removesuffix('.txt')})" for e in cas)
        yield f"- `{genre}` {'manqué' if nature == 'manque' else 'lu à tort'}, {nombre} fois : {suite}"


def _court(element: Any) -> str:
    texte = " ".join(str(element.get("texte") or element.get("valeur") or "").split()).replace("|", "\\|")
    return texte if len(texte) <= 60 else texte[:59] + "…"


def _ligne(nom: str, note: Note) -> str:
    parts = (note.precision, note.rappel, note.f1)
    ecrites = ("–" if p is None else f"{100 * p:.1f} %".replace(".", ",") for p in parts)
    return f"| {nom} | {' | '.join(ecrites)} | {note.vrais} | {note.faux if note.exhaustif else '–'} | {note.manques} |"


if __name__ == "__main__":
    if mesures := mesurer_les_reels():
        REELS.write_text(json.dumps(mesures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
