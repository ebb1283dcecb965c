"""Plans of openings of ``exemples/places``, written line by line as their département would."""

from __future__ import annotations

from pathlib import Path

import yaml

from jalons.application.acces.models import Agent
from jalons.application.places import services
from jalons.application.places.models import OuverturePrevue


def charger(fichier: Path, *, collectivite: str, par: Agent) -> None:
    """Write the lines of a plan; nothing when there is no such file."""
    if not fichier.is_file():
        return
    lu = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    for ligne in lu["lignes"]:
        services.enregistrer_ouverture(
            ouverture=OuverturePrevue(collectivite_id=collectivite), version=None, par=par, plan=lu["plan"], **ligne
        )
