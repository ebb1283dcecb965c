"""Places: the engine against scipy's assignment without constraints and against first come, first served, in one run.

300 children, 60 groups of siblings, 100 incompatibilities, 6,000 places. Our time counts everything: rules over every
pair, wishes, prices, solver, proof. scipy has the same costs of pairs, without hard rules nor siblings, and one seat a
column. Exit code 1 when a bar is missed. Seconds of processor: the clock of a shared machine tells nothing.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np

ENFANTS, PLACES, FRATRIES, INCOMPATIBILITES = 300, 6000, 60, 100
BARRE_PLAN_S, BARRE_MEMOIRE_MO, BARRE_UN_ENFANT_S = 10.0, 1000, 0.1
REPETITIONS = 3


def moteur(graine: int, places: int) -> dict[str, Any]:
    """Our plan, in this process: figures for one problem."""
    from jalons.appariement.plan import planifier
    from jalons.appariement.poids import poids_nationaux
    from jalons.appariement.propositions import proposer
    from jalons.appariement.terrain import Terrain
    from jalons.appariement.tirage import Demande, tirer

    probleme = tirer(Demande(ENFANTS, places, FRATRIES, INCOMPATIBILITES, graine))
    import ortools.sat.python.cp_model  # noqa: F401 - loading the library is not the work measured

    depart = time.process_time()
    terrain = Terrain(probleme, poids_nationaux())
    plan = planifier(terrain)
    secondes = time.process_time() - depart
    durees = []
    for _ in range(REPETITIONS):
        neuf = Terrain(probleme, poids_nationaux())
        depart = time.process_time()
        proposer(neuf, 0)
        durees.append(time.process_time() - depart)
    rangs = [-1 if cle is None else terrain.rang_lieu[cle] for cle in plan.lieux]
    return _compter(terrain, np.array(rangs)) | {
        "lieux": len(probleme.lieux), "secondes": secondes, "un_enfant": min(durees), "prouve": plan.prouve,
        "points": plan.points, "ecart": plan.ecart, "colonnes": plan.examinees,
        "memoire": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def autres(graine: int, places: int) -> dict[str, dict[str, Any]]:
    """The two others on the same problem."""
    from jalons.appariement.plan import chiffrer
    from jalons.appariement.poids import poids_nationaux
    from jalons.appariement.terrain import Terrain
    from jalons.appariement.tirage import Demande, tirer

    probleme = tirer(Demande(ENFANTS, places, FRATRIES, INCOMPATIBILITES, graine))
    terrain = Terrain(probleme, poids_nationaux())
    depart = time.process_time()
    chiffres = chiffrer(terrain)
    preparation = time.process_time() - depart
    reponses = {}
    for nom, faire in (("scipy sans contrainte", _scipy), ("premier arrivé", _premier_arrive)):
        depart = time.process_time()
        rangs = faire(terrain, chiffres)
        reponses[nom] = _compter(terrain, rangs) | {"secondes": preparation + time.process_time() - depart}
    return reponses


def _scipy(terrain: Any, chiffres: Any) -> Any:
    """Hungarian assignment on the wishes of every pair, rules ignored: one column a free place."""
    from scipy.optimize import linear_sum_assignment

    from jalons.appariement.voeux import couts

    lignes = []
    for c in range(len(terrain.enfants)):
        jugement = terrain.juger(c)
        lignes.append(couts(terrain, c, replace(jugement, verdicts=np.zeros_like(jugement.verdicts))))
    lits = np.repeat(np.arange(len(terrain.lieux)), [lieu.libres for lieu in terrain.lieux])
    rangs = np.full(len(terrain.enfants), -1)
    qui, ou = linear_sum_assignment(np.array(lignes)[:, lits])
    rangs[qui] = lits[ou]
    return rangs


def _premier_arrive(terrain: Any, chiffres: Any) -> Any:
    """Each child in the order of waiting takes the best place that is left and that rules admit."""
    from jalons.appariement.fratries import EXCLU

    restent, rangs = chiffres.capacites.copy(), np.full(len(terrain.enfants), -1)
    ordre = sorted(range(len(terrain.enfants)), key=lambda c: _attente(terrain.enfants[c]))
    prises: dict[str, set[int]] = {}
    for c in ordre:
        fuit = terrain.contexte.incompatibles.get(terrain.enfants[c].cle, frozenset())
        fermees = set().union(*(prises.get(e, set()) for e in fuit))
        permis = (restent > 0) & (chiffres.paires[c] < EXCLU) & ~np.isin(chiffres.maison, list(fermees))
        if permis.any():
            j = int(np.where(permis, chiffres.paires[c], EXCLU).argmin())
            rangs[c], restent[j] = j, restent[j] - 1
            prises.setdefault(terrain.enfants[c].cle, set()).add(int(chiffres.maison[j]))
    return rangs


def _attente(enfant: Any) -> str:
    return "9999" if enfant.attend_depuis is None else str(enfant.attend_depuis.iso())


def _compter(terrain: Any, rangs: Any) -> dict[str, Any]:
    """What a plan is worth: children left out, siblings together, kilometres, hard rules broken."""
    from jalons.appariement.regles import Verdict

    km, brisees = 0.0, 0
    for c, j in enumerate(rangs):
        if j >= 0:
            km += float(np.mean([terrain.distances(p)[0][j] for p in terrain.enfants[c].parents]))
            brisees += int((terrain.juger(c).verdicts[:, j] == Verdict.NON_CONFORME).any())
    maisons = {terrain.enfants[c].cle: int(terrain.maison[j]) for c, j in enumerate(rangs) if j >= 0}
    for paire in terrain.probleme.incompatibilites:
        a, b = (maisons.get(e) for e in paire.enfants)
        brisees += int(a is not None and a == b)
    ensemble = sum(
        len({maisons.get(e) for e in f.enfants}) == 1 and f.enfants[0] in maisons for f in terrain.probleme.fratries
    )
    return {
        "sans_place": int((rangs < 0).sum()), "ensemble": ensemble, "fratries": len(terrain.probleme.fratries),
        "km": round(km), "brisees": brisees,
    }  # fmt: skip


def _a_part(graine: int, places: int) -> dict[str, Any]:
    """Our figures from a process of its own: its peak of memory is nobody else's."""
    commande = [sys.executable, "-m", "bench.places", "--un", str(graine), "--places", str(places)]
    fini = subprocess.run(commande, capture_output=True, text=True, check=True)
    return dict(json.loads(fini.stdout.strip().splitlines()[-1]))


def _dire(nom: str, v: dict[str, Any]) -> None:
    print(f"  {nom:24} {v['secondes']:6.2f} s  sans place {v['sans_place']:3}  fratries ensemble "
          f"{v['ensemble']}/{v['fratries']}  {v['km']:6} km  règles brisées {v['brisees']}")  # fmt: skip


def main() -> int:
    """Print every figure; 1 when a bar is missed."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--graines", type=int, default=3, help="problèmes essayés (3)")
    analyseur.add_argument("--places", type=int, default=PLACES)
    analyseur.add_argument("--un", type=int, help=argparse.SUPPRESS)
    options = analyseur.parse_args()
    if options.un is not None:
        print(json.dumps(moteur(options.un, options.places)))
        return 0
    tenu = True
    for graine in range(1, options.graines + 1):
        vu = _a_part(graine, options.places)
        print(f"Graine {graine} : {ENFANTS} enfants, {options.places} places en {vu['lieux']} lieux.")
        _dire("Jalons", vu)
        for nom, valeurs in autres(graine, options.places).items():
            _dire(nom, valeurs)
        preuve = "prouvé" if vu["prouve"] else f"écart {vu['ecart']} points"
        print(f"  Plan {preuve}, {vu['points']:.0f} points, {vu['colonnes']} colonnes ; {vu['memoire']:.0f} Mo ; "
              f"un enfant {1000 * vu['un_enfant']:.0f} ms.")  # fmt: skip
        tenu &= vu["secondes"] < BARRE_PLAN_S and vu["prouve"] and vu["memoire"] < BARRE_MEMOIRE_MO
        tenu &= vu["un_enfant"] < BARRE_UN_ENFANT_S and not vu["brisees"]
    print(f"Barres : {BARRE_PLAN_S:.0f} s de processeur, prouvé, {BARRE_MEMOIRE_MO} Mo, un enfant "
          f"{1000 * BARRE_UN_ENFANT_S:.0f} ms : {'tenues' if tenu else 'MANQUÉES'}.")  # fmt: skip
    return 0 if tenu else 1


if __name__ == "__main__":
    sys.exit(main())
