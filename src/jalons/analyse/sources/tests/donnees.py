"""The open data of DREES and INSEE, when they lie beside the repository; never in it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

RACINE = Path(__file__).parents[5]
DOSSIER = Path(os.environ.get("JALONS_DONNEES") or RACINE.parent / "shared" / "donnees")
VRAIES = pytest.mark.skipif(not DOSSIER.is_dir(), reason=f"open data absent: {DOSSIER}")


@cache
def drees():
    from jalons.analyse.sources.drees import lire

    return lire(DOSSIER)


@cache
def population():
    from jalons.analyse.sources.insee import lire

    return lire(DOSSIER)


def valeur(code, annee, indicateur, niveau="departement"):
    """The only value of a series."""
    lues = drees().series.filter(code=code, annee=annee, indicateur=indicateur, niveau=niveau)["valeur"].to_list()
    assert len(lues) == 1, (code, annee, indicateur, lues)
    return lues[0]
