"""Official PDF: a Typst template, its data, its pictures; tagged, the same bytes for the same data."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

CHARTE = Path(__file__).with_name("charte.typ")
"""Page, headings, tables and figures shared by every document."""


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
        (dossier / "donnees.json").write_text(json.dumps(donnees, ensure_ascii=False, default=str), encoding="utf-8")
        for fichier, svg in (images or {}).items():
            (dossier / fichier).write_text(svg, encoding="utf-8")
        return typst.compile(  # type: ignore[no-any-return,unused-ignore]
            str(dossier / "document.typ"),
            root=str(dossier),
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
