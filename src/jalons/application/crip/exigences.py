"""Duties of the catalogue that the rules of an evaluation check: read from the law, never written here. Pure."""

from __future__ import annotations

from datetime import date

from jalons.application.crip.rules import Exigence
from jalons.droit.echeances import Regles

REGLES = {"equipe": "IP-EQUIPE", "parents": "IP-INFO-PARENTS-EVAL", "visite": "IP-VAD"}
"""Rule of the catalogue for each duty."""
DELAI = "IP-EVAL"
"""The rule that dates the report: the list of situations is late by it."""
MATIERES = ("information_preoccupante", "information_preoccupante_suites")
"""Matters of the catalogue that a situation opens."""


def exigences(regles: Regles, au: date) -> dict[str, Exigence]:
    """Article, certainty and threshold of each duty, in the version in force on ``au``."""
    par_code = {r.code: r for r in regles.regles}
    lues = {}
    for nom, code in REGLES.items():
        regle = par_code[code]
        versions = [v for v in regle.versions if (v.du is None or v.du <= au) and (v.au is None or au <= v.au)]
        if versions:
            lues[nom] = Exigence(versions[0].reference, regle.certain, versions[0].delai.seuil)
        else:
            lues[nom] = Exigence("aucun texte en vigueur ce jour-là", confirme=False)
    return lues
