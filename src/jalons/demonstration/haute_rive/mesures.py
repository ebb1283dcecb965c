"""Measures of the invented children: running, waiting, lapsed, ended, renewed. Days are counted back from the load."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import yaml

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.mesures import services
from jalons.application.mesures.models import Mesure
from jalons.demonstration import comptes
from jalons.demonstration.lieux import DEMONSTRATION, HAUTE_RIVE


def charger(*, par: Agent, au: date) -> None:
    """Write the measures of ``mesures.yaml``, in order."""
    lues = yaml.safe_load((DEMONSTRATION / "mesures.yaml").read_text(encoding="utf-8"))
    for ligne in lues["mesures"]:
        _mesure(ligne, par=par, au=au)


def _mesure(ligne: dict[str, Any], *, par: Agent, au: date) -> None:
    def jour(cle: str) -> date | None:
        return au - timedelta(days=ligne[cle]) if cle in ligne else None

    enfant = Enfant.objects.get(collectivite_id=HAUTE_RIVE, prenom=ligne["enfant"], fusionne_dans=None)
    suite = Mesure.objects.get(enfant=enfant, nature=ligne["suite"]) if "suite" in ligne else None
    mesure = services.decider(
        enfant=enfant, nature=ligne["nature"], decidee_le=jour("decidee"), accord_le=jour("accord"), par=par, au=au,
        origine=ligne["origine"], service=ligne["service"], suite_de=suite, debut_le=jour("debut"),
        terme_le=au + timedelta(days=ligne["terme"]) if "terme" in ligne else None,
    )  # fmt: skip
    if (notifiee := jour("notifiee")) is not None:
        mesure = services.notifier(mesure=mesure, version=None, notifiee_le=notifiee, par=par, au=au)
    if (renouvelee := jour("renouvelee")) is not None:
        services.renouveler(
            mesure=mesure, version=None, decide_le=renouvelee, accord_le=renouvelee, par=par, au=au,
            terme_le=au + timedelta(days=ligne["nouveau_terme"]),
        )  # fmt: skip
    if compte := ligne.get("referent"):
        services.affecter(
            mesure=mesure, version=None, service=ligne["service"], unite=enfant.unite, referent=comptes.agent(compte),
            depuis=jour("decidee") or au, par=par, au=au,
        )  # fmt: skip
    if (fin := jour("fin")) is not None:
        services.terminer(mesure=mesure, version=None, fin_le=fin, motif_fin=ligne["motif"], par=par, au=au)
