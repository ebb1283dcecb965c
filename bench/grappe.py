"""The same indicators on DuckDB and on a Spark cluster of this machine (a master, two workers), as registers grow.

``python -m bench.grappe [--mesures 100000 1000000 10000000]``; needs ``make .cache/spark``

Same files, same expressions, same process; the start of the cluster is not counted. Each figure must be equal.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.analyse_indicateurs import AU, DEPUIS, ecrire
from jalons.analyse.indicateurs.calcul import calculer, choisis
from jalons.analyse.indicateurs.demande import Demande
from jalons.analyse.sources.registres import lire
from jalons.analyse.store import Magasin, ouvrir, ouvrir_grappe
from jalons.cli.tests.grappe import absente, grappe


def mesurer(magasin: Magasin, dossier: Path) -> tuple[float, dict[str, Any]]:
    """Seconds, and every indicator that these registers allow but the delays (their own engine)."""
    codes = tuple(i.code for i in choisis() if i.famille != "delais")
    depart = time.perf_counter()
    resultats = calculer(lire(magasin, dossier), Demande(AU, DEPUIS, codes))
    return time.perf_counter() - depart, {r.code: r.valeur for r in resultats}


def main() -> int:
    """Draw, measure both engines at each size, print."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--mesures", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    options = analyseur.parse_args()
    if pourquoi := absente():
        raise SystemExit(pourquoi)
    egaux = True
    with tempfile.TemporaryDirectory() as lieu:
        racine = Path(lieu)
        (racine / "grappe").mkdir()
        with grappe(racine / "grappe", memoire="3g") as adresse, ouvrir_grappe(adresse, memoire="2g") as spark:
            for nombre in options.mesures:
                dossier = racine / str(nombre)
                dossier.mkdir()
                ecrire(dossier, nombre)
                with ouvrir() as duckdb:
                    notre, attendus = mesurer(duckdb, dossier)
                sien, obtenus = mesurer(spark, dossier)
                egaux &= attendus == obtenus
                print(
                    f"{nombre} mesures : DuckDB {notre:.1f} s, Spark {sien:.1f} s, rapport {sien / notre:.1f} ; "
                    f"{len(attendus)} chiffres {'égaux' if attendus == obtenus else 'DIFFÉRENTS'}.",
                    flush=True,
                )
    print(f"Mémoire de ce processus : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mo.")
    return 0 if egaux else 1


if __name__ == "__main__":
    sys.exit(main())
