"""Where the values of indicators come from, by a code in the base and in words for readers. Pure."""

from __future__ import annotations

NOMS = {
    "SNDS": "SNDS (actes remboursés)",
    "LOCAL": "Données du département",
    "DREES": "Enquête DREES",
    "OBSERVATOIRE": "Observatoire de Jalons",
    "PLACES": "Registre des places",
    "AUTRE": "Autre source",
}
"""Name of each code; a source outside it, that somebody typed or a file named, is its own name."""
CALCULEES = ("OBSERVATOIRE", "PLACES")
"""Codes of values that Jalons itself works out."""
OFFERTES = [nom for code, nom in NOMS.items() if code not in CALCULEES]
"""Names offered to who types a value."""
AIDE = "Données du département, SNDS, Enquête DREES…"
_CODES = {nom.upper(): code for code, nom in NOMS.items()}


def nom(code: str) -> str:
    """The source in words.

    >>> nom("LOCAL"), nom("ODPE")
    ('Données du département', 'ODPE')
    """
    return NOMS.get(code, code)


def code(texte: str) -> str:
    """The code of a source as somebody wrote it, in words or by its code.

    >>> code(" données du département"), code("local"), code("Odpe")
    ('LOCAL', 'LOCAL', 'ODPE')
    """
    propre = " ".join(texte.split()).upper()
    return _CODES.get(propre, propre)
