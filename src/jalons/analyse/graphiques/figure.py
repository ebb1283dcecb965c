"""What a chart gives: the picture, its words and its table."""

from __future__ import annotations

import re
from dataclasses import dataclass

_IDENTIFIANT = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and everything needed to read it without seeing it.

    Attributes:
        identifiant: unique on its page, given by the caller (never random: same data, same bytes).
        svg: the picture; no script, no ``style`` attribute.
        titre: what it shows, in a few words.
        description: the one thing to read in it, in a sentence.
        colonnes: headings of the table; the first names the lines.
        lignes: cells as a reader sees them, "inconnu" for what is not known.
    """

    identifiant: str
    svg: str
    titre: str
    description: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        verifier_identifiant(self.identifiant)
        if any(len(ligne) != len(self.colonnes) for ligne in self.lignes):
            raise ValueError(f"{self.identifiant}: every line of the table must have {len(self.colonnes)} cells.")


def verifier_identifiant(identifiant: str) -> str:
    """The identifier, unchanged.

    Raises:
        ValueError: it could not be an ``id`` of the page.
    """
    if not _IDENTIFIANT.fullmatch(identifiant):
        raise ValueError(f"{identifiant!r}: an identifier is lower-case letters, digits and hyphens, a letter first.")
    return identifiant
