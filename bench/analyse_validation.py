"""``python -m bench.analyse_validation``: checks of an OLINPE file, against the validator of the English 903 return.

The peer reads its own sample (16 times, as this year and the previous one), with its rule set of 2025-26; we read the
same episodes written as OLINPE events. What is compared is the number of rows × rules per second, in process, imports
left out, and the peak memory of each process. A row × rule is counted, for the peer, each row of each table that a rule
opened, for each rule that ran; for us, each event for each elementary rule that ran (one condition on one variable, as
one of the peer's rules is). The harsher counts (all the rows of the peer, whatever the rule reads; our checks whole)
are printed too. Then ten million events, in bounded memory.
Exit code 1 when a bar is missed: 20 times the peer's rate, a quarter of its memory, 10 million events in 60 s.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl

from bench import analyse_validation_donnees as donnees
from bench.pairs import environnement, executer

BARRE_DEBIT, BARRE_MEMOIRE, BARRE_MILLIONS_S, BARRE_MILLIONS_MO = 20.0, 0.25, 60.0, 1500
REPRISES = 15

PAIR = """
import contextlib, io, json, logging, os, resource, sys, time
logging.disable(logging.CRITICAL)
from pathlib import Path
from lac_validator import lac_validator as module
from lac_validator.rules.lac2025_26 import registry
lus = []
class Suivi(dict):
    def __getitem__(self, nom):
        lus[-1].add(nom)
        return dict.__getitem__(self, nom)
origine = module.copy_datastore
def copier(tables):
    lus.append(set())
    return Suivi(origine(tables))
module.copy_datastore = copier
temps = {}
class Chrono(module.LacValidator):
    def validate(self, choix=None):
        temps["debut"] = (time.perf_counter(), time.process_time())
        super().validate(choix)
        temps["fin"] = (time.perf_counter(), time.process_time())
fichiers = [{"name": f.name, "description": annee, "file_content": f.read_bytes()}
            for annee in ("This year", "Prev year") for f in sorted(Path(sys.argv[1]).glob("*.csv"))]
avant = time.perf_counter()
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    v = Chrono(metadata={"collectionYear": "2021", "localAuthority": "E10000016"}, files=fichiers, registry=registry)
tailles = {nom: len(t) for nom, t in v.dfs.items() if hasattr(t, "columns")}
faites = set(map(str, v.dones))
ouvertes = sum(sum(tailles.get(n, 0) for n in vues)
               for (code, _), vues in zip(registry.items(), lus[1:]) if str(code) in faites)
print(json.dumps({
    "lecture_s": temps["debut"][0] - avant, "s": temps["fin"][0] - temps["debut"][0],
    "processeur_s": temps["fin"][1] - temps["debut"][1], "rangs": sum(tailles.values()), "regles": len(faites),
    "passees": len(v.skips), "en_echec": len(v.fails), "rangs_regles": ouvertes,
    "mo": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def pair(tables: dict[str, pl.DataFrame]) -> dict[str, Any]:
    """What the peer does of the sample, in its own environment."""
    python = environnement("csc903", "csc-validator-be-903==0.1.17")
    with tempfile.TemporaryDirectory() as nom:
        for fichier, table in tables.items():
            table.write_csv(Path(nom) / fichier)
        dit: dict[str, Any] = executer(python, PAIR, nom)
    return dit


def nous(evenements: pl.DataFrame) -> dict[str, Any]:
    """What we do of the same episodes, in a process of its own, so that memory is that of the checks."""
    with tempfile.TemporaryDirectory() as nom:
        fichier = Path(nom) / "evenements.csv"
        evenements.write_csv(fichier, separator=";")
        return _a_part("--fichier", str(fichier))


def _a_part(*arguments: str) -> dict[str, Any]:
    fini = subprocess.run(
        [sys.executable, "-m", "bench.analyse_validation", *arguments], capture_output=True, text=True, check=False
    )
    if fini.returncode:
        raise SystemExit(fini.stderr[-2000:])
    dit: dict[str, Any] = json.loads(fini.stdout.strip().splitlines()[-1])
    return dit


def controler_fichier(fichier: Path) -> None:
    """Child process: read and check ``fichier``, print what it took."""
    from jalons.analyse.qualite import controler
    from jalons.analyse.sources import lire

    avant = time.perf_counter()
    with lire(fichier) as evenements:
        lecture = time.perf_counter() - avant
        mesures = []
        for _ in range(REPRISES):
            depart = time.perf_counter(), time.process_time()
            rapport = controler(evenements)
            mesures.append((time.perf_counter() - depart[0], time.process_time() - depart[1]))
        print(json.dumps(_compte(evenements, rapport) | {"lecture_s": lecture, "s": min(m[0] for m in mesures),
                                                         "processeur_s": min(m[1] for m in mesures)}))  # fmt: skip


def controler_millions(dossier: Path) -> None:
    """Child process: check every Parquet file of ``dossier``."""
    from jalons.analyse.qualite import controler
    from jalons.analyse.sources import Evenements

    evenements = Evenements.de_parquets(sorted(dossier.glob("*.parquet")))
    depart = time.perf_counter(), time.process_time()
    rapport = controler(evenements)
    temps = {"s": time.perf_counter() - depart[0], "processeur_s": time.process_time() - depart[1]}
    print(json.dumps(_compte(evenements, rapport) | temps))


def _compte(evenements: Any, rapport: Any) -> dict[str, Any]:
    from jalons.analyse.qualite import Etat
    from jalons.analyse.qualite.regles import regles

    faits = [r for r in rapport.resultats if r.etat is not Etat.IMPOSSIBLE]
    elementaires = len(regles(frozenset(evenements.colonnes))[0])
    # checks on persons are one rule each; those of the whole file, which only read counts, are left out
    elementaires += sum(r.controle.forme == "personne" for r in faits)
    return {
        "evenements": evenements.nombre, "controles": len(faits), "regles": elementaires, "fautes": rapport.fautes,
        "mo": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def comparer(archive: Path, fois: int) -> bool:
    """Both on the same episodes; true when the bars hold."""
    tables = donnees.repeter(donnees.echantillon(archive), fois)
    evenements = donnees.evenements(tables)
    autre, soi = pair(tables), nous(evenements)
    leur, large = autre["rangs_regles"] / autre["s"], autre["rangs"] * autre["regles"] / autre["s"]
    notre = soi["evenements"] * soi["regles"] / soi["s"]
    entiers = soi["evenements"] * soi["controles"] / soi["s"]
    print(f"pair : {autre['rangs']} lignes, {autre['regles']} règles faites, {autre['passees']} passées, "
          f"{autre['en_echec']} en échec ; {autre['s']:.1f} s ({autre['processeur_s']:.1f} s de processeur), lecture "
          f"{autre['lecture_s']:.1f} s, {autre['mo']:.0f} Mo")  # fmt: skip
    print(f"Jalons : {soi['evenements']} événements, {soi['controles']} contrôles, {soi['regles']} règles ; "
          f"{soi['s']:.2f} s ({soi['processeur_s']:.2f} s de processeur), lecture {soi['lecture_s']:.1f} s, "
          f"{soi['mo']:.0f} Mo")  # fmt: skip
    print(f"lignes·règles par seconde : {notre / 1e6:.1f} M contre {leur / 1e6:.2f} M (lignes des tables ouvertes) : "
          f"× {notre / leur:.1f}")  # fmt: skip
    print(f"  contre toutes ses lignes à chaque règle ({large / 1e6:.2f} M) : × {notre / large:.1f} ; en ne comptant "
          f"que nos contrôles entiers : × {entiers / leur:.1f} et × {entiers / large:.1f}")  # fmt: skip
    processeur = (soi["evenements"] * soi["regles"] / soi["processeur_s"]) / (
        autre["rangs_regles"] / autre["processeur_s"]
    )
    memoire = soi["mo"] / autre["mo"]
    print(f"par seconde de processeur : × {processeur:.1f} ; mémoire : {memoire:.2f} de la sienne")
    return notre / leur >= BARRE_DEBIT and memoire <= BARRE_MEMOIRE


def millions(archive: Path, combien: int) -> bool:
    """``combien`` events read from Parquet files; true when the bars hold."""
    base = donnees.evenements(donnees.repeter(donnees.echantillon(archive), 16))
    with tempfile.TemporaryDirectory(dir=Path(__file__).parents[1] / "build") as nom:
        donnees.ecrire_millions(base, combien, Path(nom))
        dit = _a_part("--millions", nom)
    debit = dit["evenements"] * dit["regles"] / dit["s"] / 1e6
    print(f"{dit['evenements'] / 1e6:.0f} M d'événements : {dit['s']:.1f} s ({dit['processeur_s']:.1f} s de "
          f"processeur), {dit['mo']:.0f} Mo, {debit:.0f} M lignes·règles par seconde")  # fmt: skip
    proportion = combien / 10_000_000
    return bool(dit["s"] <= BARRE_MILLIONS_S * proportion and dit["mo"] <= BARRE_MILLIONS_MO)


def main() -> int:
    """Run the bench."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fichier", help="(processus fils)")
    options.add_argument("--millions", help="(processus fils)")
    options.add_argument("--fois", type=int, default=16, help="combien de fois l'échantillon (16)")
    options.add_argument("--evenements", type=int, default=10_000_000, help="grand essai (10 millions)")
    choix = options.parse_args()
    if choix.fichier:
        controler_fichier(Path(choix.fichier))
        return 0
    if choix.millions:
        controler_millions(Path(choix.millions))
        return 0
    python = environnement("csdemand", "cs-demand-model==0.5.1")
    archive = next(python.parents[1].glob("lib/python*/site-packages/cs_demand_model_samples/v1.zip"))
    tenus = [comparer(archive, choix.fois), millions(archive, choix.evenements)]
    print("barres tenues" if all(tenus) else "BARRE MANQUÉE")
    return 0 if all(tenus) else 1


if __name__ == "__main__":
    sys.exit(main())
