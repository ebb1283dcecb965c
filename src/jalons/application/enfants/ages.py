"""Ages of the law, read from the catalogue. Pure."""

from __future__ import annotations

from datetime import date

from jalons.application.enfants.rules import a_atteint
from jalons.droit import DroitInapplicable, parametres
from jalons.noyau.dates import DateCivile

MAJORITE = "ages.majorite"
FIN_JEUNE_MAJEUR = "ages.fin_aide_jeune_majeur"


def age_de(cle: str, au: date) -> int | None:
    """The age in force on ``au``; ``None`` when the catalogue holds none for that day."""
    try:
        return int(parametres()[cle].valeur_au(au).valeur)
    except (KeyError, DroitInapplicable):
        return None


def plus_d_aide(naissance: DateCivile | None, deces: DateCivile | None, au: date) -> str:
    """Why no measure and no place opens any more for someone on ``au``; empty when it may still be."""
    if deces is not None:
        return "L'enfant est décédé : aucune aide nouvelle ne s'ouvre."
    ans = age_de(FIN_JEUNE_MAJEUR, au)
    return f"{ans} ans atteints : aucune aide nouvelle ne s'ouvre." if ans and a_atteint(naissance, ans, au) else ""


def est_mineur(naissance: DateCivile | None, au: date) -> bool | None:
    """Whether someone is a minor on ``au``; ``None`` when her birth, or the law of that day, does not tell."""
    ans = age_de(MAJORITE, au)
    atteint = a_atteint(naissance, ans, au) if ans is not None else None
    return None if atteint is None else not atteint
