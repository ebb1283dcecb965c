"""A new filter of the dashboards over ten million events: the engine of the pages against a plain scan by polars.

Same file, same machine, same run, same question (children of one territory, in care, of some ages: by kind, by age,
entries and exits of 24 months), same answer, checked. The least of a few times is kept on both sides. Exit code 1 when
the bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from jalons.analyse.effectifs import Filtres, ecrire, mesurer
from jalons.analyse.effectifs.filtres import ACCUEIL
from jalons.analyse.effectifs.mesure import derniers_mois
from jalons.analyse.effectifs.preparation import SANS_FIN, SCHEMA

EVENEMENTS, REPETITIONS, BARRE = 10_000_000, 5, 1.0
JOUR = 20251231
NATURES = ("placement", "aemo", "aed", "accueil_provisoire", "placement_etablissement", "contrat_jeune_majeur")
GROUPES = ("confie", "action_educative", "action_educative", "confie", "direct", "jeune_majeur")
CHOIX = Filtres(frozenset({"17"}), "confie", (3, 11))


def tirer(nombre: int, graine: int = 1) -> pl.DataFrame:
    """Measures over twenty years, thirty territories; a tenth still runs."""
    alea = np.random.default_rng(graine)
    nature = alea.integers(0, len(NATURES), nombre)
    debut = np.sort(alea.integers(0, 20 * 365, nombre))
    fin = debut + alea.integers(1, 1500, nombre)
    origine = np.datetime64("2006-01-01")
    naissance = _cles(origine + debut - alea.integers(0, 18 * 365, nombre))
    return pl.DataFrame({
        "n": (debut // 3 * 997 + alea.integers(0, 997, nombre)) + 1,
        "territoire": alea.integers(0, 30, nombre).astype(str),
        "nature": np.array(NATURES)[nature], "groupe": np.array(GROUPES)[nature],
        "sexe": np.array(("F", "M"))[alea.integers(0, 2, nombre)], "naissance": naissance,
        "debut": _cles(origine + debut), "fin": np.where(fin >= 20 * 365, SANS_FIN, _cles(origine + fin)),
    }).cast(SCHEMA)  # type: ignore[arg-type]  # fmt: skip


def _cles(jours: Any) -> Any:
    mois = jours.astype("datetime64[M]")
    annee = jours.astype("datetime64[Y]").astype(int) + 1970
    return annee * 10000 + (mois.astype(int) % 12 + 1) * 100 + (jours - mois).astype(int) + 1


def par_polars(chemin: Path) -> tuple[Any, ...]:
    """The plain way: scan, filter, count, once for each table."""
    de, a = CHOIX.ages or (0, 99)
    lignes = pl.scan_parquet(chemin).filter(
        pl.col("territoire") == "17", pl.col("groupe") == CHOIX.groupe, pl.col("naissance") > 0
    )
    depuis = pl.max_horizontal("debut", pl.col("naissance") + de * 10000)
    haut = pl.min_horizontal("fin", pl.col("naissance") + ((a or 99) + 1) * 10000)
    lignes = lignes.with_columns(depuis=depuis).with_columns(jusqua=pl.max_horizontal("depuis", haut))
    presents = lignes.filter(pl.col("depuis") <= JOUR, pl.col("jusqua") > JOUR)
    presents = presents.with_columns(age=((JOUR - pl.col("naissance")) // 10000).clip(0, 21))
    natures = presents.group_by("nature").agg(pl.col("n").n_unique())
    ages = presents.filter(pl.col("groupe").is_in(list(ACCUEIL))).group_by("age").agg(pl.col("n").n_unique())
    entrees = lignes.filter(pl.col("depuis") == pl.col("debut"), pl.col("debut") <= JOUR)
    entrees = entrees.group_by(m=pl.col("debut") // 100).len()
    sorties = lignes.filter(pl.col("jusqua") == pl.col("fin"), pl.col("fin") <= JOUR)
    sorties = sorties.group_by(m=pl.col("fin") // 100).len()
    lus = [dict(t.iter_rows()) for t in pl.collect_all([natures, ages, entrees, sorties])]
    mois = list(derniers_mois(JOUR))
    return (
        lus[0], tuple(lus[1].get(age, 0) for age in range(22)),
        tuple((lus[2].get(m, 0), lus[3].get(m, 0)) for m in mois),
    )  # fmt: skip


def par_la_page(chemin: Path) -> tuple[Any, ...]:
    """What a page asks."""
    lus = mesurer(chemin, JOUR, CHOIX)
    return dict(lus.natures), lus.accueil, tuple((e, s) for _, e, s, _ in lus.mois)


def chronometrer(faire: Callable[[Path], tuple[Any, ...]], chemin: Path, fois: int) -> tuple[float, float, Any]:
    """Least wall clock, least processor time, answer."""
    murs, cpus, reponse = [], [], None
    for _ in range(fois):
        mur, cpu = time.perf_counter(), time.process_time()
        reponse = faire(chemin)
        murs.append(time.perf_counter() - mur)
        cpus.append(time.process_time() - cpu)
    return min(murs), min(cpus), reponse


def main() -> int:
    """Print both times and their ratio."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--evenements", type=int, default=EVENEMENTS)
    analyseur.add_argument("--repetitions", type=int, default=REPETITIONS)
    options = analyseur.parse_args()
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "lignes.parquet"
        ecrire(tirer(options.evenements), chemin)  # as a run writes its rows
        page = chronometrer(par_la_page, chemin, options.repetitions)
        scan = chronometrer(par_polars, chemin, options.repetitions)
        if page[2] != scan[2]:
            print(f"Réponses différentes :\n{page[2]}\n{scan[2]}")
            return 1
        print(f"{options.evenements} événements, {chemin.stat().st_size / 1e6:.0f} Mo")
        print(f"page   : {page[0]:.3f} s ({page[1]:.2f} s de processeur)")
        print(f"polars : {scan[0]:.3f} s ({scan[1]:.2f} s de processeur) ; rapport {scan[0] / page[0]:.2f}")
    if page[0] > BARRE:
        print(f"Barre manquée : {BARRE} s")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
