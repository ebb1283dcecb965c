"""The example files quote figures, dates and short titles: no run of 12 words comes from a source document."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from jalons.noyau.yaml_simple import charger

RACINE = Path(__file__).parents[2]
SOURCES = Path(os.environ.get("JALONS_SOURCES") or RACINE.parent / "shared" / "sources")
LONGUEUR = 12


def suites(texte: str) -> set[tuple[str, ...]]:
    sans_accent = "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))
    mots = re.findall(r"[a-z0-9]+", sans_accent.lower())
    return {tuple(mots[i : i + LONGUEUR]) for i in range(len(mots) - LONGUEUR + 1)}


def textes(donnees: Any) -> list[str]:
    """Each text of a file, on its own: a list of names is no sentence."""
    if isinstance(donnees, dict):
        return [t for v in donnees.values() for t in textes(v)]
    if isinstance(donnees, list):
        return [t for v in donnees for t in textes(v)]
    return [str(donnees)]


def test_le_controle_verrait_une_phrase_copiee():
    phrase = "un deux trois quatre cinq six sept huit neuf dix onze douze treize"

    assert suites(phrase) & suites(f"avant {phrase} après")
    assert not suites("un deux trois quatre")


@pytest.mark.parametrize("chemin", sorted((RACINE / "exemples").rglob("*.yaml")), ids=lambda p: p.stem)
def test_aucune_suite_de_douze_mots_ne_vient_d_une_source(chemin):
    documents = sorted(SOURCES.glob("*.txt"))
    if not documents:
        pytest.skip(f"Les documents d'origine ne sont pas dans {SOURCES} : comparaison laissée de côté.")
    connues = set().union(*(suites(d.read_text(encoding="utf-8")) for d in documents))
    commentaires = [x for x in chemin.read_text(encoding="utf-8").splitlines() if x.startswith("#")]

    copiees = {s for t in [*textes(charger(chemin.read_bytes())), *commentaires] for s in suites(t)} & connues

    assert not copiees
