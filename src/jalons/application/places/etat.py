"""The places of a whole collectivité on a day, for a command: figures only."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import selectors
from jalons.application.socle.perimetre import perimetre


def compter(collectivite: str, *, au: date, par: str) -> dict[str, Any]:
    """Totals by group and for all, ready for JSON.

    Args:
        par: an axis of ``selectors.AXES``.
    """
    with perimetre([collectivite]):
        lignes = selectors.offre(UniteAccueil.objects.filter(collectivite_id=collectivite), [collectivite], au)
    groupes = selectors.par_axe(lignes, par)
    return {
        "au": au.isoformat(),
        "par": par,
        "ensemble": selectors.ensemble(groupes.values()).en_json(),
        "groupes": [{"groupe": nom} | total.en_json() for nom, total in groupes.items()],
    }
