"""Official PDF: a Typst template, its data, its pictures; tagged, the same bytes for the same data."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

CHARTE = Path(__file__).with_name("charte.typ")
"""Page, headings, tables and figures shared by every document."""

SANS_DESSIN = "□"
"""Stands for a character that no font of ours draws, as in the fonts themselves."""

_SIGNALE = re.compile(r'the text `"(.+?)"` could not be displayed')
_ECHAPPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_CONTROLES = re.compile(r"(?<!\\)\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)")
"""Controls as JSON writes them."""
_ESSAIS = 20
"""Compilations at most, each told of one more character; then whatever is neither Latin nor usual is replaced."""
_RARES = re.compile(r"[^\n\t\x20-\u024f\u2010-\u2026\u2030-\u203a\u20ac\u2190-\u2193\u202f]")
_INVISIBLES = ("Cc", "Cf", "Mn")
"""Categories of what only steers a display (controls, joiners, selectors): dropped once a character has no drawing."""


def composer(modele: Path, donnees: Mapping[str, Any], *, images: Mapping[str, str] | None = None) -> bytes:
    """The PDF (PDF/UA-1) of ``modele`` filled with ``donnees``.

    Text goes through a data file, never through the template: Typst is a language.

    Args:
        modele: a ``.typ`` file that reads ``donnees.json`` and imports ``charte.typ``.
        donnees: JSON-ready; must hold ``titre`` and ``date`` (``AAAA-MM-JJ``), which the standard demands.
        images: SVG text by file name.
    """
    with tempfile.TemporaryDirectory(prefix="jalons-pdf-") as nom:
        dossier = Path(nom)
        shutil.copy(modele, dossier / "document.typ")
        shutil.copy(CHARTE, dossier / "charte.typ")
        textes = {"donnees.json": json.dumps(donnees, ensure_ascii=False, default=str), **(images or {})}
        return _dessiner(dossier, textes)


def _dessiner(dossier: Path, textes: Mapping[str, str]) -> bytes:
    """Compile the document with these texts, by file name.

    What our fonts cannot draw (an emoji, another script) is simplified, else shown as a box: the standard forbids a
    character without a drawing, and one emoji in a note must not cost the whole report.
    """
    changes: dict[str, str] = {}
    for essai in range(_ESSAIS):
        for nom, texte in textes.items():
            (dossier / nom).write_text(_redire(texte, changes) if changes else texte, encoding="utf-8")
        try:
            return _compiler(dossier)
        except typst.TypstError as erreur:
            trouves = [c for g in _SIGNALE.findall(str(erreur)) for c in _ECHAPPE.sub(_decoder, g)]
            if not trouves or essai == _ESSAIS - 1:
                raise
            if essai == _ESSAIS - 2:
                trouves += _RARES.findall("".join(textes.values()))
            changes |= {c: _simplifie(c) for c in trouves if c != SANS_DESSIN}
    raise AssertionError("the last trial returns or raises")


def _decoder(trouve: re.Match[str]) -> str:
    return chr(int(trouve[1], 16))


def _simplifie(caractere: str) -> str:
    """Its usual form ("１" is "1") when it is drawn, or the box."""
    usuel = unicodedata.normalize("NFKC", caractere)
    return SANS_DESSIN if usuel == caractere or _RARES.search(usuel) else usuel


def _redire(texte: str, changes: Mapping[str, str]) -> str:
    """The same text, with these characters changed and what is invisible dropped, escaped or not."""
    composes = unicodedata.normalize("NFC", _CONTROLES.sub("", texte))
    vus = (c for c in composes if c in "\n\t" or unicodedata.category(c) not in _INVISIBLES)
    return "".join(changes.get(c, c) for c in vus)


def _compiler(dossier: Path) -> bytes:
    return typst.compile(  # type: ignore[no-any-return,unused-ignore]
        str(dossier / "document.typ"),
        root=str(dossier),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
