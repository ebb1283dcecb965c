"""``jalons analyse valider``: is a file of events sound? Faults explained, and what could not be checked."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import BLOQUANT, CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.qualite import Appuis, Rapport

EXEMPLE = """exemples :
  jalons analyse valider extrait.xml --sortie retours
  jalons analyse valider extrait-2014.csv --regime 2011 --format json
  jalons analyse valider extrait.xml --decisions retours/equipe-01-Lens.xlsx --par agent-7 --sortie corrige
  jalons analyse valider extrait.xlsx --precedent extrait-2023.xml --ase ase.csv"""

MONTRES = 3
"""Faulty rows shown by check in the terminal; --sortie and --format csv give them all."""
SILENCE = 2.0
"""Seconds after which progress is told."""
COLONNES = ("controle", "severite", "identifiant", "ligne", "variable", "valeur", "raison", "equipe")


def ajouter(actes: Any) -> None:
    """Add the sub-command ``valider``."""
    acte = actes.add_parser(
        "valider", help="contrôler un fichier OLINPE et expliquer ses fautes", epilog=EXEMPLE,
        description="Lit un fichier OLINPE (XML, CSV ou XLSX), passe les contrôles de l'observatoire national et ceux "
        "de Jalons, dit chaque faute et ce qui n'a pu être contrôlé. Code de sortie 3 si une faute empêche l'envoi.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("fichier", metavar="FICHIER", help="fichier XML, CSV (UTF-8) ou XLSX")
    acte.add_argument(
        "--regime", default="2016", metavar="ANNÉE", help="variables du fichier : 2016 (par défaut) ou 2011"
    )
    acte.add_argument(
        "--sortie", metavar="DOSSIER", help="y écrire le classeur des fautes, ceux des équipes et le livret"
    )
    acte.add_argument("--precedent", metavar="FICHIER", help="extraction de l'année précédente (contrôle X004)")
    acte.add_argument("--ase", metavar="FICHIER", help="CSV cellule,valeur de l'enquête Aide sociale (contrôle X007)")
    acte.add_argument(
        "--decisions", metavar="CLASSEUR", action="append", default=[],
        help="classeur des fautes rempli par une équipe (suite, motif), appliqué avant les contrôles ; répétable",
    )  # fmt: skip
    acte.add_argument("--par", metavar="AGENT", default="", help="identifiant de qui décide, avec --decisions")
    option_format(acte)
    acte.set_defaults(action=_valider)


def _valider(options: argparse.Namespace) -> int:
    from jalons.analyse.qualite import controler
    from jalons.analyse.qualite.decisions import appliquer_au_fichier
    from jalons.analyse.sources import lire
    from jalons.cli.analyse import valider_decisions

    code, sortie, appuis = _demande(options)
    decisions = valider_decisions.lire(options.decisions, options.par, datetime.now().astimezone().date())
    with ExitStack() as pile:
        evenements = pile.enter_context(lire(Path(options.fichier), code=code, suivre=progres("lecture")))
        bilan = appliquer_au_fichier(evenements, decisions) if options.decisions else None
        if bilan is not None:
            evenements = pile.enter_context(bilan.evenements)
        rapport = controler(evenements, appuis=appuis, suivre=progres("contrôle"))
        corriges = [valider_decisions.ecrire(evenements, sortie)] if bilan is not None and sortie is not None else []
        inconnues = dict(evenements.inconnues)
    ecrits = corriges + (_ecrire(rapport, sortie) if sortie is not None else [])
    if options.format == "json":
        ecrire_json(
            rapport.en_json()
            | {"taux": rapport.taux.to_dicts(), "inconnues": inconnues, "ecrits": [str(e) for e in ecrits]}
            | ({"decisions": bilan.en_json()} if bilan is not None else {})
        )
    elif options.format == "csv":
        ecrire_csv(rapport.constats.to_dicts(), COLONNES)
    else:
        if bilan is not None:
            print("\n".join(valider_decisions.phrases(bilan)))
        print("\n".join(_texte(rapport, inconnues)))
        print("".join(f"\nÉcrit : {e}" for e in ecrits), end="\n" if ecrits else "")
    return BLOQUANT if rapport.bloquants else CORRECT


def _demande(options: argparse.Namespace) -> tuple[int, Path | None, Appuis]:
    """Everything that was given, every fault at once."""
    from jalons.analyse.qualite import Appuis

    fautes: list[Faute] = []
    if options.regime not in ("2016", "2011"):
        message = f"« {options.regime} » n'est pas un régime : écrivez 2016 ou 2011."
        fautes.append(Faute("--regime", message, options.regime, "2016 ou 2011"))
    sortie = Path(options.sortie) if options.sortie else None
    if sortie is not None and sortie.exists() and not sortie.is_dir():
        message = f"« {sortie} » n'est pas un dossier : donnez-en un."
        fautes.append(Faute("--sortie", message, str(sortie), "un dossier"))
    anterieurs, ase = None, None
    try:
        anterieurs = _anterieurs(options.precedent) if options.precedent else None
    except EntreeRefusee as refus:
        fautes += refus.fautes
    try:
        ase = _ase(Path(options.ase)) if options.ase else None
    except EntreeRefusee as refus:
        fautes += refus.fautes
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons analyse valider")
    return int(options.regime), sortie, Appuis(anterieurs=anterieurs, ase=ase)


def _anterieurs(fichier: str) -> Any:
    import polars as pl

    from jalons.analyse.sources import lire

    with lire(Path(fichier)) as evenements:
        return pl.concat([lot["NUMANONYM"].unique() for lot in evenements.lots(["NUMANONYM"])]).unique()


def _ase(fichier: Path) -> dict[str, int]:
    """The cells of a small CSV, ``cellule`` then ``valeur``."""
    try:
        with fichier.open(encoding="utf-8-sig", newline="") as flux:
            lignes = list(csv.reader(flux))[1:]
    except (OSError, UnicodeDecodeError, csv.Error) as erreur:
        message = "Le fichier ne peut être lu : donnez un CSV en UTF-8, « cellule,valeur »."
        raise EntreeRefusee([Faute("--ase", message, str(fichier), "un CSV")]) from erreur
    fautes, cellules = [], {}
    for numero, ligne in enumerate(lignes, 2):
        if len(ligne) == 2 and ligne[1].strip().isdigit():
            cellules[ligne[0].strip()] = int(ligne[1])
        elif any(ligne):
            message = "La ligne doit donner une cellule et un nombre entier : « aemo,2925 »."
            fautes.append(Faute("--ase", message, ",".join(ligne)[:60], "cellule,valeur", numero))
    if fautes:
        raise EntreeRefusee(fautes)
    return cellules


def progres(quoi: str) -> Callable[[int, int], None]:
    """Tell on standard error how far ``quoi`` is, once two seconds have passed, each second at most."""
    dernier = time.monotonic() + SILENCE - 1

    def suivre(faits: int, total: int) -> None:
        nonlocal dernier
        if total and time.monotonic() - dernier >= 1:
            dernier = time.monotonic()
            plein = min(20, 20 * faits // total)
            print(
                f"\r{quoi} [{'#' * plein}{'.' * (20 - plein)}] {100 * faits // total} %",
                end="",
                file=sys.stderr,
                flush=True,
            )
            if faits >= total:
                print(file=sys.stderr)

    return suivre


def _ecrire(rapport: Rapport, dossier: Path) -> list[Path]:
    """The workbook, one by team, and the booklet: all of them or none."""
    from jalons.analyse.qualite import classeur, livret
    from jalons.application.documents.pdf import composer

    equipes = sorted(e for e in rapport.constats["equipe"].unique().to_list() if e)
    le = datetime.now().astimezone().date()
    contenus = {
        "controle.xlsx": classeur.ecrire(rapport),
        "livret.pdf": composer(livret.MODELE, livret.donnees(rapport, le)),
    }
    for rang, equipe in enumerate(equipes, 1):
        contenus[f"equipe-{rang:02d}-{_nom(equipe)}.xlsx"] = classeur.ecrire(rapport, equipe=equipe)
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        for nom, contenu in contenus.items():
            (dossier / f".{nom}.tmp").write_bytes(contenu)
        for nom in contenus:
            (dossier / f".{nom}.tmp").replace(dossier / nom)
    except OSError as erreur:
        for nom in contenus:
            (dossier / f".{nom}.tmp").unlink(missing_ok=True)
        message = f"Le dossier « {dossier} » ne peut être écrit ({cause(erreur)}). Choisissez-en un autre."
        raise EntreeRefusee([Faute("--sortie", message, str(dossier), "un dossier où écrire")]) from erreur
    return [dossier / nom for nom in contenus]


def _nom(equipe: str) -> str:
    """A team's name that a file may bear.

    >>> _nom("Équipe enfance 1/2")
    'Équipe-enfance-1-2'
    """
    return "-".join("".join(c if c.isalnum() else " " for c in equipe).split())[:60] or "sans-nom"


def _texte(rapport: Rapport, inconnues: dict[str, int]) -> Iterator[str]:
    from jalons.analyse.qualite import Etat
    from jalons.noyau.accord import compter

    annee = f"année {rapport.annee}" if rapport.annee else "année inconnue"
    comptes = f"{compter(rapport.evenements, 'événement')}, {annee}, {compter(rapport.fautes, 'faute')}"
    yield f"{rapport.fichier} : {comptes}."
    if rapport.pseudonymes:
        yield f"Identifiants d'essai ({rapport.pseudonymes}) : ce fichier ne peut être transmis."
    if inconnues:
        noms = ", ".join(f"{nom} ({n})" for nom, n in list(inconnues.items())[:10])
        yield f"Colonnes qui ne sont pas des variables, laissées de côté : {noms}."
    for c in rapport.changements:
        doute = f" : {c.doute}" if c.doute else ""
        yield f"  2011 → 2016 : {c.variable} {c.avant} → {c.apres or 'vide'} ({c.nombre}){doute}"
    for r in rapport.resultats:
        if r.etat is Etat.FAUTES:
            c, reserve = r.controle, "" if r.controle.certain else ", non confirmé"
            yield f"\n{c.code} {c.libelle} ({c.severite.value}{reserve}) : {compter(r.fautes, 'faute')}"
            for ligne, raison in r.constats.head(MONTRES).select("ligne", "raison").rows():
                yield f"  {f'ligne {ligne} : ' if ligne else ''}{raison}"
            if r.fautes > MONTRES:
                yield f"  … et {r.fautes - MONTRES} de plus"
    impossibles = [r for r in rapport.resultats if r.etat is Etat.IMPOSSIBLE]
    if impossibles:
        yield "\nNon vérifiables :"
        yield from (f"  {r.controle.code} {r.controle.libelle} : {' '.join(r.pourquoi)}" for r in impossibles)
