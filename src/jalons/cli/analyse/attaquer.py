"""``jalons analyse attaquer``: what a patient reader finds out from everything that is published."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.analyse.proteger import dimensions_et_hierarchies, dimensions_sans_tableau, options_communes
from jalons.cli.sortie import BLOQUANT, CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.attaque import Cellule, Publie, Verdict

EXEMPLE = """exemples :
  jalons analyse attaquer publie/publie-mesures.csv --dimensions age,sexe,lieu
  jalons analyse attaquer publie-2022.csv publie-2023.csv --dimensions age,lieu --hierarchie lieu=parents.csv

code de retour : 0 la publication résiste, 3 une cellule est retrouvée, 2 une entrée est refusée"""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``attaquer``."""
    acte = actes.add_parser(
        "attaquer", help="chercher à retrouver ce que des tableaux publiés masquent", epilog=EXEMPLE,
        description="Lit ce qui est publié et rien d'autre, éditions passées comprises, et encadre chaque cellule "
        "masquée (« s ») par programmation linéaire. Une cellule est retrouvée quand trop peu de valeurs restent "
        "possibles.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("tables", nargs="+", metavar="PUBLIE.csv", help="tableaux publiés sur la même population")
    options_communes(acte)
    acte.add_argument("--arrondi", action="store_true", help="les tableaux sont arrondis (--base), non masqués")
    acte.add_argument("--entier", action="store_true", help="bornes exactes en nombres entiers (plus long)")
    acte.add_argument("--connues", metavar="FICHIER.csv", help="cellules que l'attaquant connaît par ailleurs")
    option_format(acte)
    acte.set_defaults(action=_attaquer)


def _attaquer(options: argparse.Namespace) -> int:
    from jalons.analyse.attaque import Exigence, attaquer

    tables, parents, connues = _lire(options)
    exigence = Exigence(
        None if options.montant else options.seuil,
        max(1, options.seuil // 2) if options.largeur is None else options.largeur,
        options.marge, 1 if options.zeros == "publies" and not options.montant else 0,
        options.base if options.arrondi else None, options.entier,
    )  # fmt: skip
    verdict = attaquer(tables, parents, exigence, total=options.total, connues=connues)
    if options.format == "json":
        ecrire_json(verdict.en_json())
    elif options.format == "csv":
        ecrire_csv(
            ({"cellule": c["libelle"], "bas": c["bas"], "haut": c["haut"]} for c in verdict.en_json()["cassees"]),
            ("cellule", "bas", "haut"),
        )
    else:
        print("\n".join(_phrases(verdict)))
    return CORRECT if verdict.resiste else BLOQUANT


def _lire(options: argparse.Namespace) -> tuple[list[Publie], dict[str, dict[str, str]], dict[Cellule, int]]:
    """Everything that was given, every fault at once."""
    from jalons.analyse.attaque.lecture import lire_parents, lire_publie

    fautes: list[Faute] = []
    dimensions, fichiers = dimensions_et_hierarchies(options, fautes)
    decimales = 2 if options.montant else 0
    lues: dict[str, Any] = {}
    for chemin in (*options.tables, *([options.connues] if options.connues else [])):
        try:
            contenu = lire_fichier(chemin)
        except EntreeRefusee as refus:
            fautes += refus.fautes
            continue
        lues[chemin], siennes = lire_publie(contenu, Path(chemin).stem, dimensions, options.valeur, decimales=decimales)
        fautes += siennes
    parents: dict[str, dict[str, str]] = {}
    for dimension, fichier in fichiers.items():
        try:
            parents[dimension], siennes = lire_parents(lire_fichier(fichier), Path(fichier).stem)
        except EntreeRefusee as refus:
            siennes = refus.fautes
        fautes += siennes
    if all(lues.get(c) for c in options.tables):
        fautes += dimensions_sans_tableau(dimensions, [lues[c].dimensions for c in options.tables])
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons analyse attaquer")
    return [lues[c] for c in options.tables], parents, _connues(lues.get(options.connues), options.total)


def _connues(table: Publie | None, total: str) -> dict[Cellule, int]:
    if table is None:
        return {}
    return {
        frozenset((d, c) for d, c in zip(table.dimensions, codes, strict=True) if c != total): nombre
        for codes, nombre in table.cellules.items()
        if nombre is not None
    }


def _phrases(verdict: Verdict) -> list[str]:
    reponse = verdict.en_json()
    comptes = ((verdict.publiees, "cellule publiée"), (verdict.masquees, "masquée"), (verdict.additions, "addition"))
    debut = ", ".join(compter(n, mots) for n, mots in comptes) + "."
    if verdict.resiste:
        return [debut, "La publication résiste : chaque cellule masquée garde le doute exigé."]
    suite = compter(len(verdict.cassees), "cellule masquée retrouvée")
    return [debut, f"{suite} :", *(f"- {c['libelle']} : {_bornes(c)}" for c in reponse["cassees"])]


def _bornes(cassee: dict[str, Any]) -> str:
    if cassee["exacte"]:
        return f"vaut {cassee['bas']}"
    return f"de {cassee['bas']} à {'l’infini' if cassee['haut'] is None else cassee['haut']}"
