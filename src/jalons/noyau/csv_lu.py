"""Rows of a CSV that somebody hands over, whatever its separator and the age of its spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from jalons.noyau.saisie import EntreeRefusee, Faute

SEPARATEURS = ";,\t"


def rangees_csv(octets: bytes, maximum: int, *, quoi: str) -> Iterator[list[str]]:
    """The rows, headings included; UTF-8, else the encoding of old spreadsheets; the separator of the first line.

    Args:
        maximum: bytes, at most.
        quoi: what the file is, for the refusal.

    Raises:
        EntreeRefusee: too large, not text, or a cell without end.

    >>> list(rangees_csv("a;b\\n1,5;é\\n".encode("cp1252"), 100, quoi="la table"))
    [['a', 'b'], ['1,5', 'é']]
    """
    if len(octets) > maximum:
        raise _refus(f"Ce fichier dépasse {maximum // 1_000_000} Mo : n'y gardez que ce qui sert.", quoi)
    if b"\x00" in octets:
        raise _refus("Ce fichier n'est pas un texte : enregistrez-le en CSV.", quoi)
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        texte = octets.decode("cp1252", errors="replace")
    premiere = texte.split("\n", 1)[0]
    try:
        yield from csv.reader(io.StringIO(texte), delimiter=max(SEPARATEURS, key=premiere.count))
    except csv.Error as erreur:
        raise _refus("Ce fichier n'est pas un CSV lisible : une cellule est démesurée ou mal fermée.", quoi) from erreur


def _refus(message: str, quoi: str) -> EntreeRefusee:
    return EntreeRefusee([Faute("fichier", message)], quoi=quoi)
