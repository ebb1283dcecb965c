"""``python -m bench.analyse_secret``: a 2,340-cell table protected, against pytauargus, then attacked.

5,000 people are drawn (seed 1) in 12 × 8 × 4 × 3 categories of unequal sizes; with its totals the table has 13 × 9 × 5
× 4 = 2,340 cells. The peer and we get the same people and the same demand: hide 1 to 4, and leave at least two whole
values possible for each of them, to a reader who does not know that zeros are always shown (what the peer assumes).
Import and installation are excluded on both sides; the best of three on ours, one on the peer's (minutes). Exit code 1
when a bar is missed: ten times faster, no more cells hidden, the attacker fails.

Then, without a peer: our default rules (11, a reader who knows about zeros), and the cost as tables grow.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from bench.pairs import environnement, executer
from jalons.analyse.attaque import Exigence, Publie, Verdict, attaquer
from jalons.analyse.secret import PRIMAIRE, SECONDAIRE, Protection, Regles, Tableau, proteger

PAIR = "pytauargus==0.6.0"
TAILLES, PERSONNES = (12, 8, 4, 3), 5000
PROGRAMME = """
import json, sys, tempfile, time
from pytauargus import protect
donnees = json.load(open(sys.argv[1]))
noms = [c for c in donnees if c != "un"]
depart = time.perf_counter()
fait = protect(donnees, noms, response="un", safety_rules="FREQ(5,10)", suppress="MOD(1)", workdir=tempfile.mkdtemp())
duree = time.perf_counter() - depart
lignes = [[*(r[n] for n in noms), int(r["un"]), r["status"]] for r in fait.tables[0].rows]
print(json.dumps({"duree": duree, "lignes": lignes}))
"""


class CommeLePair(Regles):
    """Same demand as the peer: zeros are shown, but the reader is supposed not to know it."""

    @property
    def plancher(self) -> int:
        """Hidden counts may be zero, he believes."""
        return 0


def tirer(tailles: tuple[int, ...], personnes: int) -> dict[str, list[str]]:
    """People, one column per dimension; the category of rank r weighs (r + 1) ** -0.7."""
    hasard = np.random.default_rng(1)
    colonnes = {}
    for j, taille in enumerate(tailles):
        poids = (1 + np.arange(taille)) ** -0.7
        colonnes[f"d{j}"] = [f"c{v:02d}" for v in hasard.choice(taille, size=personnes, p=poids / poids.sum())]
    return colonnes


def compter(colonnes: dict[str, list[str]]) -> Tableau:
    """The table of these people."""
    return Tableau("banc", tuple(colonnes), dict(Counter(zip(*colonnes.values(), strict=True))))


def publie(protection: Protection) -> Publie:
    """What the attacker sees."""
    cellules = {c: v if isinstance(v, int) else None for c, v in protection.publies[0].items()}
    return Publie("banc", protection.dimensions[0], cellules)


def chronometrer(tableau: Tableau, regles: Regles, fois: int) -> tuple[float, Protection]:
    """The shortest of ``fois`` runs, and what they give."""
    durees = []
    for _ in range(fois):
        depart = time.perf_counter()
        protection = proteger([tableau], regles=regles)
        durees.append(time.perf_counter() - depart)
    return min(durees), protection


def dire(titre: str, protection: Protection, duree: float, verdict: Verdict, attaque: float) -> None:
    """One line for one protection."""
    fin = "n'a rien retrouvé" if verdict.resiste else f"retrouve {len(verdict.cassees)} cellules"
    print(
        f"{titre} : {len(protection.publies[0])} cellules, {protection.compte(PRIMAIRE)} sous la règle, "
        f"{protection.compte(SECONDAIRE)} de plus masquées, {duree:.2f} s ; l'attaque ({attaque:.1f} s) {fin}.",
        flush=True,
    )


def attaquer_et_dire(titre: str, protection: Protection, duree: float, exigence: Exigence) -> bool:
    """Whether it resists."""
    depart = time.perf_counter()
    verdict = attaquer([publie(protection)], exigence=exigence)
    dire(titre, protection, duree, verdict, time.perf_counter() - depart)
    return verdict.resiste


def contre_le_pair(colonnes: dict[str, list[str]], duree: float, masquees: int) -> bool:
    """Run the peer on the same people; whether the bars hold."""
    python = environnement("pytauargus", PAIR, "numpy")
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "personnes.json"
        fichier.write_text(json.dumps(colonnes | {"un": [1.0] * len(colonnes["d0"])}))
        reponse = executer(python, PROGRAMME, str(fichier))
    cellules = {tuple(r[:-2]): None if r[-1] in "UM" else r[-2] for r in reponse["lignes"]}
    siennes = Counter(r[-1] for r in reponse["lignes"])
    table = Publie("pair", tuple(colonnes), cellules)
    print(f"{PAIR} : {siennes['U']} sous la règle, {siennes['M']} de plus masquées, {reponse['duree']:.1f} s.")
    for plancher, savoir in ((0, "qui ignore la règle des zéros"), (1, "qui sait qu'un zéro est toujours montré")):
        verdict = attaquer([table], exigence=Exigence(5, 1, plancher=plancher))
        print(f"  un attaquant {savoir} retrouve {len(verdict.cassees)} de ses cellules.")
    print(
        f"Rapport des durées : {reponse['duree'] / duree:.0f} ; "
        f"cellules de plus masquées : {masquees} contre {siennes['M']}."
    )
    return reponse["duree"] >= 10 * duree and masquees <= siennes["M"]


def main() -> int:
    """Measure, compare, print."""
    analyseur = argparse.ArgumentParser(description=__doc__)
    analyseur.add_argument("--sans-pair", action="store_true", help="ne pas lancer pytauargus (plusieurs minutes)")
    options = analyseur.parse_args()
    colonnes = tirer(TAILLES, PERSONNES)
    tableau = compter(colonnes)
    proteger([compter(tirer((3, 2), 50))])  # libraries are loaded
    duree, protection = chronometrer(tableau, CommeLePair(seuil=5, largeur=1), 3)
    tient = attaquer_et_dire("Même demande que le pair", protection, duree, Exigence(5, 1, plancher=0))
    if not options.sans_pair:
        tient &= contre_le_pair(colonnes, duree, protection.compte(SECONDAIRE))
    for titre, regles in (("Lecteur averti des zéros", Regles(seuil=5, largeur=1)), ("Règles par défaut", Regles())):
        duree, protection = chronometrer(tableau, regles, 1)
        tient &= attaquer_et_dire(titre, protection, duree, Exigence(regles.seuil, regles.largeur_exigee))
    for tailles in ((5, 4, 3), (9, 7, 4), (12, 8, 4, 2), (12, 8, 4, 3), (16, 11, 5, 3)):
        duree, protection = chronometrer(compter(tirer(tailles, PERSONNES)), CommeLePair(seuil=5, largeur=1), 1)
        cellules = len(protection.publies[0])
        print(f"{cellules} cellules : {duree:.2f} s, soit {1e6 * duree / cellules:.0f} µs par cellule.", flush=True)
    return 0 if tient else 1


if __name__ == "__main__":
    sys.exit(main())
