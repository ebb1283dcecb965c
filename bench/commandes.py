"""``python -m bench.commandes``: the pure commands as whole processes, against a Python that does nothing.

Prints, for each command, the median of the runs and its ratio to the baseline, measured alternately. Exit code 1 when
a median exceeds the bar of one second.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
BARRE_S = 1.0
JALONS = [sys.executable, "-c", "import sys; from jalons.cli import main; sys.exit(main(sys.argv[1:]))"]
REFERENCE = [sys.executable, "-c", "pass"]
COMMANDES = (
    ["contrats", "controler", "exemples/contrats/calvados.yaml", "--format", "json"],
    ["contrats", "controler", "exemples/contrats/cantal.yaml", "--format", "json"],
    ["contrats", "controler", "exemples/contrats/puy-de-dome.yaml", "--format", "json"],
    ["schemas", "controler", "exemples/schemas/pas-de-calais.yaml", "--format", "json"],
    ["droit", "verifier", "--format", "json"],
)
REPONSES = (0, 3)
"""Fine, or blocking écarts: anything else would be fast for a wrong reason."""


def duree(commande: list[str]) -> float:
    """Seconds of one whole process, without any address of a database.

    Raises:
        SystemExit: it failed.
    """
    environnement = {c: v for c, v in os.environ.items() if not c.startswith("DATABASE_")}
    depart = time.perf_counter()
    fait = subprocess.run(commande, cwd=RACINE, env=environnement, capture_output=True, text=True)
    ecoulee = time.perf_counter() - depart
    if fait.returncode not in REPONSES:
        raise SystemExit(f"{' '.join(commande[3:])} : code {fait.returncode}\n{fait.stderr[-800:]}")
    return ecoulee


def main() -> int:
    """Measure, print, compare with the bar."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--fois", type=int, default=7)
    fois = analyseur.parse_args().fois
    print(f"{'commande':60} {'médiane (s)':>12} {'/ python -c pass':>17}")
    pire = 0.0
    for arguments in COMMANDES:
        duree([*JALONS, *arguments])
        paires = [(duree(REFERENCE), duree([*JALONS, *arguments])) for _ in range(fois)]
        reference, mediane = (statistics.median(x) for x in zip(*paires, strict=True))
        pire = max(pire, mediane)
        print(f"{'jalons ' + ' '.join(arguments[:3])[:52]:60} {mediane:12.2f} {mediane / reference:17.1f}", flush=True)
    print(f"\nPire médiane : {pire:.2f} s ; barre : {BARRE_S:.0f} s.")
    return 0 if pire < BARRE_S else 1


if __name__ == "__main__":
    sys.exit(main())
