"""``python -m bench.analyse_sequences``: distances between paths of 60 months in 8 states, against ``sequenzo``.

Same sequences, same costs, two threads on both sides, imports and compilation excluded; the least of the repetitions.
Distances of both are compared on a sample. The peer lives in an environment of its own and may open no connection: it
looks for a newer version of itself. Also printed: numpy and a plain numba kernel, the cost of a pair as n grows, and
the memory of a pass by blocks. ``--complet``: 10,000 sequences against the peer, 50,000 by blocks. Exit code 1 when a
bar is missed: at least the peer's speed with transition rates and with indel 1 and substitution 2.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench.pairs import environnement, executer
from jalons.analyse.parcours.distances import Couts, constants, matrice, parcourir, taux
from jalons.analyse.parcours.sequences import Sequences

MOIS, ETATS = 60, 8
PAIR = "sequenzo==0.1.42"
MEMOIRE_MO = 1024
PROGRAMME = """
import json, os, socket, sys, time
os.environ["OMP_NUM_THREADS"] = "2"
def refuser(*_, **__):
    raise OSError("no network in a benchmark")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuser
import contextlib, io
import numpy as np, pandas as pd
from sequenzo import SequenceData, get_distance_matrix
etats, cas, fois, sortie = np.load(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
mois = [f"m{i}" for i in range(etats.shape[1])]
table = pd.DataFrame(etats.astype(int) + 1, columns=mois)
table.insert(0, "id", range(len(table)))
# its shorter way for constant costs knows 2 only: 1.5 for an insertion of 1 is 2 for one of 4/3, all three quarters
couts = {"sm": "TRATE"} if cas == "taux" else {"sm": "CONSTANT", "indel": 1 if cas == "indel" else 4 / 3}
with contextlib.redirect_stdout(io.StringIO()):
    donnees = SequenceData(table, time=mois, states=list(range(1, 9)), id_col="id")
    durees, calculs = [], []
    for _ in range(fois):
        depart, calcul = time.perf_counter(), time.process_time()
        d = get_distance_matrix(donnees, method="OM", as_numpy=True, quiet=True, **couts)
        durees.append(time.perf_counter() - depart)
        calculs.append(time.process_time() - calcul)
d = np.asarray(d)
np.save(sortie, d[:200, :200] * (0.75 if cas == "constants" else 1))
print(json.dumps({"s": min(durees), "calcul": min(calculs), "forme": list(d.shape)}))
"""


def tirer(nombre: int, graine: int = 1) -> Sequences:
    """Random paths: a state is left one month in ten."""
    hasard = np.random.default_rng(graine)
    etats = np.empty((nombre, MOIS), dtype=np.uint8)
    etats[:, 0] = hasard.integers(0, ETATS, nombre)
    for mois in range(1, MOIS):
        change = hasard.random(nombre) < 0.1
        etats[:, mois] = np.where(change, hasard.integers(0, ETATS, nombre), etats[:, mois - 1])
    return Sequences(etats, np.full(nombre, MOIS), np.arange(nombre), np.ones(nombre), ETATS)


def chronometrer(action: Callable[[], Any], fois: int) -> tuple[float, Any]:
    """Least seconds of ``fois`` runs, and the last answer."""
    durees, reponse = [], None
    for _ in range(fois):
        depart = time.perf_counter()
        reponse = action()
        durees.append(time.perf_counter() - depart)
    return min(durees), reponse


def par_blocs(nombre: int) -> None:
    """One pass over all distances, of which only sums are kept."""
    sequences, couts = tirer(nombre).distinctes()[0], constants(ETATS, 1.5, 1)
    sommes = np.zeros(len(sequences))

    def agir(depart: int, fin: int, valeurs: Any) -> None:
        sommes[depart:fin] += valeurs.sum(axis=0)

    avant = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    duree, _ = chronometrer(lambda: parcourir(sequences, "om", couts, agir), 1)
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    paires = len(sequences) ** 2 / 2
    print(f"{nombre} séquences par blocs, coûts constants : {duree:.1f} s, {duree / paires * 1e9:.0f} ns par paire, "
          f"{memoire:.0f} Mo au plus ({memoire - avant:.0f} de plus qu'avant ; la matrice en prendrait "
          f"{4 * nombre**2 / 2**20:.0f}).", flush=True)  # fmt: skip
    if memoire > MEMOIRE_MO:
        raise SystemExit(f"Mémoire au-delà de {MEMOIRE_MO} Mo.")


def croissance(tailles: list[int]) -> None:
    """Cost of a pair, for each kind of costs."""
    for nom, couts_de in CAS.items():
        phrases = []
        for nombre in tailles:
            sequences = tirer(nombre)
            couts = couts_de(sequences)
            duree, _ = chronometrer(lambda s=sequences, c=couts: matrice(s, "om", c), 2)  # type: ignore[misc]
            phrases.append(f"n={nombre} : {duree / nombre**2 * 2e9:.0f} ns")
        print(f"Coût d'une paire, {nom} : {', '.join(phrases)}.", flush=True)


CAS: dict[str, Callable[[Sequences], Couts]] = {
    "taux": taux,
    "indel": lambda _: constants(ETATS, 2, 1),
    "constants": lambda _: constants(ETATS, 1.5, 1),
}
BARRES = {"taux": 1.0, "indel": 1.0}


def numpy_seul(sequences: Sequences, couts: Couts) -> Any:
    """The same table, one cell of all pairs at a time, on numpy: what a careful reader would write first."""
    e, n = sequences.etats, len(sequences)
    avant = np.tile(np.arange(MOIS + 1, dtype=np.float32)[:, None, None] * np.float32(couts.indel), (1, n, n))
    sub = couts.substitution.astype(np.float32)
    for i in range(MOIS):
        apres = np.empty_like(avant)
        apres[0] = couts.indel * (i + 1)
        for j in range(MOIS):
            pose = avant[j] + sub[e[:, i][:, None], e[:, j][None, :]]
            apres[j + 1] = np.minimum(np.minimum(avant[j + 1], apres[j]) + np.float32(couts.indel), pose)
        avant = apres
    return avant[-1]


def noyau_simple() -> Any:
    """A plain compiled kernel: one pair after the other, two rows."""
    import numba

    @numba.njit(nogil=True)  # type: ignore[untyped-decorator]
    def tout(e: Any, sub: Any, indel: float) -> Any:
        n, mois = e.shape
        sortie = np.zeros((n, n), dtype=np.float32)
        avant, apres = np.empty(mois + 1, dtype=np.float32), np.empty(mois + 1, dtype=np.float32)
        for a in range(n):
            for b in range(a):
                for j in range(mois + 1):
                    avant[j] = j * indel
                for i in range(mois):
                    apres[0] = (i + 1) * indel
                    for j in range(mois):
                        apres[j + 1] = min(avant[j] + sub[e[a, i], e[b, j]], avant[j + 1] + indel, apres[j] + indel)
                    avant, apres = apres, avant
                sortie[a, b] = sortie[b, a] = avant[mois]
        return sortie

    return tout


def reperes() -> None:
    """Ours against numpy and a plain kernel, on few sequences."""
    sequences = tirer(300)
    couts = taux(sequences)
    ours, _ = chronometrer(lambda: matrice(sequences, "om", couts), 5)
    lent, _ = chronometrer(lambda: numpy_seul(sequences, couts), 1)
    simple = noyau_simple()
    simple(sequences.etats[:2], couts.substitution, couts.indel)
    plain, _ = chronometrer(lambda: simple(sequences.etats, couts.substitution, couts.indel), 2)
    print(f"300 séquences, taux de passage : nous {ours:.3f} s ; noyau simple {plain:.2f} s (rapport "
          f"{plain / ours:.0f}) ; numpy {lent:.2f} s (rapport {lent / ours:.0f}).", flush=True)  # fmt: skip


def calcul_de(action: Callable[[], Any], fois: int) -> tuple[float, float, Any]:
    """Least seconds of the clock and of both processors, and the last answer: the machine may be shared."""
    calculs = []

    def mesurer() -> Any:
        depart = time.process_time()
        reponse = action()
        calculs.append(time.process_time() - depart)
        return reponse

    duree, reponse = chronometrer(mesurer, fois)
    return duree, min(calculs), reponse


def contre_le_pair(nombre: int, fois: int) -> bool:
    """Each kind of costs on both sides; whether every bar holds."""
    python, sequences, tient = environnement("sequenzo", PAIR), tirer(nombre), True
    with tempfile.TemporaryDirectory() as dossier:
        entree, sortie = str(Path(dossier) / "etats.npy"), str(Path(dossier) / "d.npy")
        np.save(entree, sequences.etats)
        for cas, couts_de in CAS.items():
            couts = couts_de(sequences)
            matrice(tirer(100), "om", couts)  # compiles
            ours, calcul, distances = calcul_de(lambda c=couts: matrice(sequences, "om", c), fois + 1)  # type: ignore[misc]
            pair = executer(python, PROGRAMME, entree, cas, str(1 if cas == "taux" else fois), sortie)
            places = distances.places[:200]
            ecart = float(np.abs(np.load(sortie) - distances.carree[np.ix_(places, places)]).max())
            rapport, des_calculs = pair["s"] / ours, pair["calcul"] / calcul
            tient &= rapport >= BARRES.get(cas, 0) and ecart < 1e-3
            print(f"{nombre} séquences, {cas} : nous {ours:.2f} s ({calcul:.2f} s de calcul), {PAIR} {pair['s']:.2f} s "
                  f"({pair['calcul']:.2f}) : rapport {rapport:.1f} (calcul {des_calculs:.1f}) ; plus grand écart entre "
                  f"distances {ecart:.1e}.", flush=True)  # fmt: skip
    return tient


def main() -> int:
    """Measure, compare, print."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--complet", action="store_true", help="10 000 contre le pair, 50 000 par blocs")
    complet = analyseur.parse_args().complet
    matrice(tirer(50), "om", constants(ETATS, 1.5, 1))  # compiles
    par_blocs(50_000 if complet else 12_000)
    reperes()
    croissance([500, 1000, 2000, 4000, 8000] if complet else [500, 1000, 2000])
    return 0 if contre_le_pair(10_000 if complet else 1_500, 1 if complet else 2) else 1


if __name__ == "__main__":
    sys.exit(main())
