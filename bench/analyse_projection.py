"""Forecast: speed against ``cs-demand-model`` on its own sample, and how often intervals of 90 % were right.

In process on both sides, imports and compilation left out. The peer's work is rates then 365 daily steps, without
interval; ours is counts then 12 months of 400 futures, with intervals. Coverage: past forecasts on synthetic
départements (one point a type and a département: each département is drawn by itself, by a generator that shares
nothing with the forecast), then on the DREES series when they are there. Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from bench.pairs import environnement, executer

RACINE = Path(__file__).resolve().parents[1]
DREES = RACINE.parent / "shared" / "donnees" / "drees_ase_beneficiaires_dep_2002_2020.csv"
REPETITIONS = 3
BARRE_VITESSE, BARRES_COUVERTURE = 10.0, (0.85, 0.95)

PAIR = """
import json, sys, time
from dateutil.relativedelta import relativedelta
from cs_demand_model import DemandModellingDataContainer, ModelPredictor, PopulationStats
from cs_demand_model.config import Config
from cs_demand_model.datastore import fs_datastore
config = Config()
contenu = DemandModellingDataContainer(fs_datastore("sample://v1.zip"), config)
vue, fin = contenu.enriched_view, contenu.end_date
vue["type"] = [str(t) for t in vue.placement_type]
vue[["CHILD", "DOB", "type", "DECOM", "DEC"]].to_csv(sys.argv[1], index=False)
durees = []
for _ in range(int(sys.argv[2])):
    depart = time.perf_counter()
    lues = PopulationStats(vue, config)
    ModelPredictor.from_model(lues, fin - relativedelta(months=6), fin).predict(365, progress=False)
    durees.append(time.perf_counter() - depart)
print(json.dumps({"secondes": min(durees), "au": str(fin)[:10], "episodes": len(vue)}))
"""


def vitesse() -> float:
    """How many times faster than the peer, on its sample."""
    from jalons.analyse.projection import estimer, grille, projeter

    python = environnement("cs-demand-model", "cs-demand-model[cli]==0.5.1")
    with tempfile.TemporaryDirectory() as dossier:
        fichier = str(Path(dossier) / "episodes.csv")
        lu = executer(python, PAIR, fichier, str(REPETITIONS))
        episodes = pl.read_csv(fichier, try_parse_dates=True).select(
            pl.col("CHILD").alias("enfant"), pl.col("DOB").cast(pl.Date).alias("naissance"), "type",
            pl.col("DECOM").cast(pl.Date).alias("debut"), pl.col("DEC").cast(pl.Date).alias("fin"),
        )  # fmt: skip
    au = date.fromisoformat(lu["au"])

    def une_fois() -> Any:
        return projeter(estimer(grille(episodes, au)), 12)

    une_fois()  # compilation
    notre = min(_chrono(une_fois) for _ in range(REPETITIONS))
    rapport = float(lu["secondes"]) / notre
    print(f"Échantillon de cs-demand-model ({lu['episodes']} épisodes, 12 mois) :")
    print(f"  cs-demand-model, sans intervalle : {lu['secondes']:.2f} s ; Jalons, 400 futurs : {notre:.2f} s")
    print(f"  Rapport : {rapport:.1f} fois plus vite (barre : {BARRE_VITESSE:.0f}).")
    return rapport


def _chrono(quoi: Any) -> float:
    depart = time.perf_counter()
    quoi()
    return time.perf_counter() - depart


def couverture_synthetique(departements: int, enfants: int) -> float:
    """Share of independent points held by intervals: 24 months ahead, one point a type and a département."""
    from jalons.analyse.projection import grille, retroprojeter
    from jalons.analyse.projection.registres import lire, premier_jour

    tenus: list[bool] = []
    ecarts, inchanges = [], []
    for graine in range(1, departements + 1):
        with tempfile.TemporaryDirectory() as dossier:
            commande = [str(RACINE / ".venv" / "bin" / "jalons"), "synthese", "generer", "--enfants", str(enfants)]
            subprocess.run([*commande, "--graine", str(graine), "--sortie", dossier], check=True, capture_output=True)
            passe = grille(*lire(Path(dossier), "accueil"), depuis=premier_jour(Path(dossier)))
        lue = retroprojeter(passe, origines=(24,), echeances=(24,))
        points = [v for v in lue.verifications if v.type != "ensemble"]
        tenus += [v.dedans for v in points]
        ecarts += [abs(v.median - v.observe) / v.observe for v in points if v.observe]
        inchanges += [abs(v.inchange - v.observe) / v.observe for v in points if v.observe]
    part = float(np.mean(tenus))
    print(f"Départements inventés ({departements} graines, {enfants} enfants, 24 mois) : {len(tenus)} points, "
          f"{100 * part:.1f} % tenus par l'intervalle de 90 % (barre : 85 à 95 %).")  # fmt: skip
    moyens = 100 * np.mean(ecarts), 100 * np.mean(inchanges)
    print(f"  Écart moyen de la médiane {moyens[0]:.1f} % ; « rien ne bouge » {moyens[1]:.1f} %.")
    return part


def couverture_drees() -> None:
    """The same on published series, by indicator and years ahead; said as it is, no bar."""
    from jalons.analyse.projection.series import couverture, matrices
    from jalons.analyse.sources import drees

    if not DREES.is_file():
        print("Séries DREES absentes : couverture non mesurée.")
        return
    with tempfile.TemporaryDirectory() as dossier:
        (Path(dossier) / DREES.name).symlink_to(DREES)
        series = drees.lire(Path(dossier)).series
    print("Séries DREES 2002-2020, origines de 2011 à 2019, part tenue à 1, 2 et 3 ans :")
    for indicateur, valeurs in matrices(series).items():
        parts = []
        for horizon in (1, 2, 3):
            tenus, prevus = couverture(valeurs, horizon, depuis=9)
            parts.append(f"{100 * tenus / prevus:.1f} % ({prevus})")
        print(f"  {indicateur:36} {'  '.join(parts)}")


def main() -> int:
    """Print every figure; 1 when a bar is missed."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--departements", type=int, default=40)
    analyseur.add_argument("--enfants", type=int, default=800)
    options = analyseur.parse_args()
    rapide = vitesse() >= BARRE_VITESSE
    part = couverture_synthetique(options.departements, options.enfants)
    couverture_drees()
    return 0 if rapide and BARRES_COUVERTURE[0] <= part <= BARRES_COUVERTURE[1] else 1


if __name__ == "__main__":
    sys.exit(main())
