"""What Tesseract read of the documents that exist on paper only; ``papier`` makes it again."""

from __future__ import annotations

from pathlib import Path

SCANS = Path(__file__).parent / "scans"
"""One text per document."""


def texte_du_scan(nom: str) -> str:
    """What Tesseract read of the document of this name, pages parted by form feeds."""
    return (SCANS / f"{nom}.txt").read_text(encoding="utf-8")
