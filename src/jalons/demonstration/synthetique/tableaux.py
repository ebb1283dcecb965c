"""The dashboards of the département: small runs over the tables that were just drawn, ready when the load ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from jalons.application.acces.models import Agent
from jalons.application.observatoire.tableaux import services
from jalons.application.observatoire.tableaux.sources import Posees
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique.fonds import Fonds
from jalons.demonstration.synthetique.gens import Gens
from jalons.synthese.ecriture import ecrire

CALCULS: Mapping[str, Mapping[str, Any]] = {
    "chiffres": {"par_territoire": False},
    "parcours": {"origine": "entree", "age": 0, "mois": 24, "types": 4},
    "projection": {
        "horizon": 36, "futurs": 100, "verifies": 50, "scenario": {
            "titre": "Un établissement de vingt places", "places": {"etablissement": 50},
            "ouvertures": [{"type": "etablissement", "places": 20, "le": "2027-09"}],
        },
    },
}  # fmt: skip
"""Fewer futures and shorter windows than a département would ask for: the load must stay quick."""


def calculer(fonds: Fonds, eux: Gens, *, maintenant: datetime, par: Agent) -> None:
    """Each kind of run, on the same tables: local units under the codes that they have here."""
    with TemporaryDirectory(prefix="jalons-") as pose:
        dossier = Path(pose)
        ecrire(_situees(fonds, eux), dossier)
        for genre, parametres in CALCULS.items():
            calcul = services.demander(
                collectivite=HAUTE_RIVE, genre=genre, au=fonds.au, maintenant=maintenant, par=par, parametres=parametres
            )
            services.executer(
                calcul=services.commencer(calcul=calcul), maintenant=maintenant, dossier=dossier,
                posees=Posees(dossiers=True),
            )  # fmt: skip


def _situees(fonds: Fonds, eux: Gens) -> dict[str, pl.DataFrame]:
    codes = {mds: unite.code for mds, unite in eux.unites.items()}
    mesures = fonds.tables["mesures"]
    situees = mesures.with_columns(pl.col("mds").replace_strict(codes, default=None, return_dtype=pl.String))
    cles = {numero: enfant.pk for numero, enfant in eux.enfants.items()}
    return {nom: _cles(table, cles) for nom, table in {**fonds.tables, "mesures": situees}.items()}


def _cles(table: pl.DataFrame, cles: Mapping[int, int]) -> pl.DataFrame:
    """Children under the keys of their files; those who have none under a number that is nobody's."""
    if "enfant" not in table.columns:
        return table
    sien = pl.col("enfant")
    return table.with_columns(sien.replace_strict(cles, default=-1 - sien, return_dtype=pl.Int64))
