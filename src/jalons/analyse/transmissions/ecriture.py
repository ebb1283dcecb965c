"""Events to XML, in the order of the format: alphabetical, one element by variable, empty ones kept."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

FACULTATIVES = ("NUMANONYMANT",)
"""Left out when empty: their pattern does not allow an empty text."""
TRANCHE = 10_000


def lignes_xml(evenements: pl.DataFrame, *, version_xsd: str, date_export: str, essai: str = "") -> Iterator[str]:
    """The file, piece by piece.

    Args:
        essai: name of the provider of identifiers when it is a test: written before the root.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    if essai:
        yield f"<?jalons-pseudonymes {essai}?>\n"
    yield f"<DECRET>\n<INTRO><VERSIONXSD>{escape(version_xsd)}</VERSIONXSD>"
    yield f"<DATEXPORT>{escape(date_export)}</DATEXPORT></INTRO>\n"
    noms = sorted(evenements.columns)
    for tranche in evenements.select(noms).iter_slices(TRANCHE):
        yield "".join(_donnee(noms, ligne) for ligne in tranche.iter_rows())
    yield "</DECRET>\n"


def _donnee(noms: list[str], ligne: tuple[str | None, ...]) -> str:
    cellules = (
        f"<{nom}>{escape(valeur)}</{nom}>" if valeur else f"<{nom}/>"
        for nom, valeur in zip(noms, ligne, strict=True)
        if valeur is not None and (valeur or nom not in FACULTATIVES)
    )
    return f"<DONNEE>{''.join(cellules)}</DONNEE>\n"


def ecrire(morceaux: Iterator[str], sortie: Path) -> Path:
    """Write beside ``sortie``, to be renamed once everything holds.

    Raises:
        EntreeRefusee: the folder cannot be written.
    """
    try:
        descripteur, provisoire = tempfile.mkstemp(suffix=".xml", prefix=".olinpe-", dir=sortie.parent)
        with os.fdopen(descripteur, "w", encoding="utf-8", newline="\n") as fichier:
            fichier.writelines(morceaux)
    except OSError as erreur:
        message = f"« {sortie} » ne peut être écrit ({cause(erreur)}). Choisissez un autre dossier."
        raise EntreeRefusee([Faute("--sortie", message, str(sortie), "un fichier où écrire")]) from erreur
    return Path(provisoire)
