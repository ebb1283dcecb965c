"""Whose deadlines a page opens with: the agent's own files when she has some, else her whole perimeter."""

from __future__ import annotations

from datetime import date

from jalons.application.acces.http import Requete
from jalons.application.echeancier import selectors

DOSSIERS, PERIMETRE = "dossiers", "perimetre"


def choisie(requete: Requete, jour: date) -> str:
    """What the address asks for, else what suits the agent on ``jour``."""
    demandee = requete.GET.get("portee", "")
    if demandee in (DOSSIERS, PERIMETRE):
        return demandee
    return DOSSIERS if selectors.a_ses_dossiers(requete.user, jour) else PERIMETRE
