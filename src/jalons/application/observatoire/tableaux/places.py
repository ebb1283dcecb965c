"""Authorised places of today, by kind of place: what a forecast is compared with, unless the agent says otherwise."""

from __future__ import annotations

from datetime import date

from jalons.application.etablissements.models import UniteAccueil
from jalons.application.observatoire.extraits.sejours import GENRES
from jalons.application.places.selectors import offre


def autorisees(collectivite: str, au: date) -> dict[str, int]:
    """By kind of place; a kind where one unit has no act is left out: its sum is not known. Four queries."""
    sommes: dict[str, int | None] = {}
    for ligne in offre(UniteAccueil.objects.filter(collectivite_id=collectivite), [collectivite], au):
        genre = GENRES.get(ligne.type)
        if genre is not None:
            dites, deja = ligne.compte.capacite.autorisees, sommes.get(genre, 0)
            sommes[genre] = None if dites is None or deja is None else deja + dites
    return {genre: n for genre, n in sommes.items() if n}
