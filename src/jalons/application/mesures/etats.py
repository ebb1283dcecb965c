"""From a row to what the rules ask of it."""

from __future__ import annotations

from datetime import date

from jalons.application.enfants.models import Enfant
from jalons.application.mesures import rules
from jalons.application.mesures.models import Mesure


def etat_de(mesure: Mesure, au: date) -> str:
    """The state of a measure on ``au``."""
    return rules.etat(
        debut=mesure.debut_le, fin=mesure.fin_le, terme=mesure.terme_le, annulee=mesure.annulee_le is not None, au=au
    )


def jeune(enfant: Enfant) -> rules.Jeune:
    """What the rules must know of a child."""
    return rules.Jeune(enfant.naissance, enfant.decede_le)
