"""``python -m bench.echeances``: every rule of delay over 100,000 children, in columns and in a plain Python loop.

Draws facts from the nomenclature of events (same seed, same facts), evaluates them in columns, then one child after the
other for a sample, compares the two row by row, and prints durations, memory and their ratio. Exit code 1 when a bar
is missed: 10 s and 2 GB for all, 50 ms for one child.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta

import polars as pl

from jalons.droit.echeances import Fait, Regles, evaluer, toutes_les_regles
from jalons.droit.echeances.colonnes import cadre, evaluer_colonnes
from jalons.droit.echeances.local import composer
from jalons.droit.echeances.regles import Evenement
from jalons.noyau.dates import DateCivile

AU = date(2026, 11, 25)
BARRE_S, BARRE_MO, BARRE_ENFANT_MS = 10.0, 2048, 50.0
FAITS_PAR_ENFANT = 12


def regles_du_banc() -> Regles:
    """Every rule of the catalogue, those that a département must switch on included."""
    return composer({"activer": [r.code for r in toutes_les_regles()]})


def tirer(regles: Regles, enfants: int, graine: int) -> list[Fait]:
    """About twelve facts for each child, one in fifty imprecise, one in ten with its hour; one death in two hundred."""
    hasard = random.Random(graine)
    utiles = {e for r in regles.regles if r.sujet == "enfant" for e in r.evenements}
    evenements = [regles.evenements[e] for e in sorted(utiles - {"naissance", "deces"})]
    faits = []
    for rang in range(enfants):
        sujet = f"enfant-{rang}"
        naissance = AU - timedelta(days=hasard.randrange(22 * 365))
        faits.append(_fait(hasard, sujet, regles.evenements["naissance"], naissance))
        for _ in range(FAITS_PAR_ENFANT - 1):
            jour = naissance + timedelta(days=hasard.randrange((AU - naissance).days + 30))
            faits.append(_fait(hasard, sujet, hasard.choice(evenements), jour))
        if hasard.random() < 0.005:
            faits.append(_fait(hasard, sujet, regles.evenements["deces"], AU - timedelta(days=hasard.randrange(900))))
    return faits


def tirer_cadres(regles: Regles, enfants: int, graine: int) -> list[pl.DataFrame]:
    """The facts of all, drawn ten thousand children at a time, one frame for each event."""
    par_evenement: dict[str, list[pl.DataFrame]] = {}
    for depart in range(0, enfants, 10_000):
        for tires in cadre(tirer(regles, min(10_000, enfants - depart), graine + depart)):
            nommes = tires.with_columns(sujet=pl.format("{}-{}", pl.lit(depart), "sujet"))
            par_evenement.setdefault(tires["evenement"][0], []).append(nommes)
    return [pl.concat(parties) for parties in par_evenement.values()]


def _fait(hasard: random.Random, sujet: str, evenement: Evenement, jour: date) -> Fait:
    sort, instant, le = hasard.random(), None, DateCivile.lire(jour)
    if sort < 0.02:
        le = DateCivile(jour.year, jour.month if sort < 0.01 else None)
    elif sort < 0.12 and evenement.code != "naissance":
        instant = datetime(jour.year, jour.month, jour.day, hasard.randrange(6, 20), tzinfo=UTC)
    attributs = {a.nom: _valeur(hasard, a.type, a.valeurs, jour) for a in evenement.attributs if hasard.random() < 0.98}
    return Fait("enfant", sujet, evenement.code, le, instant, attributs)


def _valeur(hasard: random.Random, type_: str, valeurs: tuple[object, ...] | None, jour: date) -> object:
    if valeurs is not None:
        return hasard.choice(valeurs)
    match type_:
        case "booleen":
            return hasard.random() < 0.5
        case "date":
            return (jour + timedelta(days=hasard.randrange(900))).isoformat()
        case "nombre":
            return float(hasard.randrange(6))
        case "entier":
            return hasard.randrange(6)
        case _:
            return f"n{hasard.randrange(2)}"


def en_boucle(regles: Regles, faits: list[Fait]) -> tuple[list[tuple[object, ...]], list[float]]:
    """The same answers one child after the other, as rows, and the seconds of each child."""
    par_enfant: dict[str, list[Fait]] = {}
    for fait in faits:
        par_enfant.setdefault(fait.sujet, []).append(fait)
    lignes: list[tuple[object, ...]] = []
    durees = []
    for siens in par_enfant.values():
        depart = time.perf_counter()
        echeances = evaluer(regles, siens, au=AU)
        durees.append(time.perf_counter() - depart)
        lignes += [
            (
                e.sujet,
                e.regle,
                e.ouverte_le,
                e.statut,
                e.due_le,
                e.due_instant,
                e.au_plus_tot,
                e.tenue_le,
                e.jours,
                e.motif,
            )
            for e in echeances
        ]
    return lignes, durees


def en_lignes(tableau: pl.DataFrame) -> list[tuple[object, ...]]:
    """The rows of the columns, written as those of the loop."""
    longueurs = {"jour": 10, "mois": 7, "annee": 4}
    return [
        (x["sujet"], x["regle"], x["ouverte_le"].isoformat()[: longueurs[x["precision"]]], x["statut"], x["due_le"],
         x["due_instant"], x["au_plus_tot"], x["tenue_le"], x["jours"], x["motif"])
        for x in tableau.iter_rows(named=True)
    ]  # fmt: skip


def _cle(ligne: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(v.astimezone(UTC)) if isinstance(v, datetime) else str(v) for v in ligne)


def main() -> int:
    """Measure, compare, print."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--enfants", type=int, default=100_000)
    analyseur.add_argument("--boucle", type=int, default=5_000, help="enfants évalués aussi un par un")
    analyseur.add_argument("--graine", type=int, default=1)
    options = analyseur.parse_args()
    regles = regles_du_banc()
    cadres = tirer_cadres(regles, options.enfants, options.graine)
    nombre = sum(c.height for c in cadres)
    print(f"{len(regles.regles)} règles ; {options.enfants} enfants ; {nombre} faits.", flush=True)
    depart = time.perf_counter()
    reponses = evaluer_colonnes(regles, cadres, au=AU)
    colonnes = time.perf_counter() - depart
    memoire = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"Colonnes : {colonnes:.2f} s, {reponses.height} échéances, {memoire:.0f} Mo au plus (tirage compris).",
        flush=True,
    )

    petits = min(options.boucle, options.enfants, 10_000)
    faits = tirer(regles, min(10_000, options.enfants), options.graine)
    faits = [f for f in faits if int(f.sujet.removeprefix("enfant-")) < petits]
    lignes, durees = en_boucle(regles, faits)
    memes = en_lignes(evaluer_colonnes(regles, cadre(faits), au=AU))
    egales = sorted(map(_cle, lignes)) == sorted(map(_cle, memes))
    boucle = sum(durees) / petits * options.enfants
    print(
        f"Boucle : {sum(durees):.2f} s pour {petits} enfants, soit {boucle:.0f} s pour tous ; "
        f"rapport {boucle / colonnes:.0f}."
    )
    un = statistics.median(durees) * 1000, statistics.quantiles(durees, n=100)[98] * 1000, max(durees) * 1000
    print("Un enfant : médiane {:.2f} ms, 99e centile {:.2f} ms, pire {:.2f} ms.".format(*un))
    print(f"{len(lignes)} lignes comparées une à une : {'égales' if egales else 'DIFFÉRENTES'}.")
    return 0 if egales and colonnes < BARRE_S and memoire < BARRE_MO and un[1] < BARRE_ENFANT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
