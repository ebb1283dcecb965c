"""Real documents and their keys, when they stand next to the repository; small grammars for the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from jalons.lecture.evaluation.cles import Cle, lire_cle
from jalons.lecture.evaluation.notes import Bilan, cumuler, noter
from jalons.lecture.lecteur import lire
from jalons.lecture.modele import Lecture, Page, Source

RACINE = Path(__file__).resolve().parents[4]
PARTAGE = RACINE.parent / "shared"
SOURCES, CLES = PARTAGE / "sources", PARTAGE / "verite" / "elements"


def source(texte: str, pages: tuple[Page, ...] = ()) -> Source:
    return Source("essai.txt", "txt", texte, pages)


def lu(texte: str) -> Lecture:
    return lire(source(texte))


def textes(lecture: Lecture, genre: str) -> list[str]:
    return [e.texte for e in lecture.du_genre(genre)]


def paires() -> list[tuple[Path, Cle]]:
    """Each real document and its key; the test is skipped when they are not there."""
    if not CLES.is_dir():
        pytest.skip(f"Les documents réels ne sont pas là : {PARTAGE}.")
    cles = [lire_cle(chemin) for chemin in sorted(CLES.glob("*.json"))]
    return [(SOURCES / cle.document, cle) for cle in cles]


def notes_des_documents_reels() -> Bilan:
    bilans = []
    for chemin, cle in paires():
        lecture = lire(Source(chemin.name, "txt", chemin.read_text("utf-8")))
        bilans.append(noter([e.en_json() for e in lecture.elements], cle, type_lu=lecture.type))
    return cumuler(bilans)
