"""Plans of openings of ``exemples/places``, written line by line as their département would."""

from __future__ import annotations

from pathlib import Path

import yaml

from jalons.application.acces.models import Agent
from jalons.application.places import services
from jalons.application.places.models import OuverturePrevue
from jalons.application.territoires.models import UniteLocale
from jalons.application.territoires.services import enregistrer_unite


def charger(fichier: Path, *, collectivite: str, par: Agent) -> None:
    """Write the territories that a plan names, then its lines; nothing when there is no such file."""
    if not fichier.is_file():
        return
    lu = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    territoires = {
        t["code"]: enregistrer_unite(UniteLocale(collectivite_id=collectivite, **t), par=par)
        for t in lu.get("territoires", ())
    }
    for ligne in lu["lignes"]:
        champs = ligne | {"territoire": territoires[ligne["territoire"]] if "territoire" in ligne else None}
        services.enregistrer_ouverture(
            ouverture=OuverturePrevue(collectivite_id=collectivite), version=None, par=par, plan=lu["plan"], **champs
        )
