"""The command ``jalons``: one file per family, each loaded only when it is called.

A pure family never imports Django. Data goes to standard output, progress and faults to standard error.
Exit codes: 0 fine, 2 bad input, 3 blocking écarts.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from jalons import __version__
from jalons.cli.exemples import AideLisible, donner, montrer
from jalons.cli.francais import parler_francais
from jalons.cli.sortie import BLOQUANT, CORRECT, REFUSE, dire_fautes
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee

FAMILLES = {
    "droit": "le catalogue du droit : vérifier, consulter",
    "echeances": "délais légaux : calculer, expliquer",
    "contrats": "contrats : contrôler, importer, exporter",
    "schemas": "schémas : contrôler, importer",
    "rapports": "rapports d'exécution : produire",
    "synthese": "un département inventé : générer",
    "olinpe": "le fichier OLINPE : exporter, relire",
    "places": "les places d'accueil : leur état un jour donné",
    "observatoire": "les registres en tables : extraire",
    "analyse": "ce que disent les registres : mesurer les délais",
    "lecture": "lire un schéma ou un contrat, évaluer la lecture",
    "appariement": "des places pour les enfants : proposer, planifier, expliquer",
    "demo": "charger la démonstration",
    "serveur": "ouvrir Jalons dans un navigateur",
    "taches": "faire les tâches de fond (lancé par « serveur »)",
    "base": "la base de données : préparer, démarrer, arrêter, état",
    "sauvegarder": "sauvegarder la base et les fichiers",
    "restaurer": "restaurer une sauvegarde",
}
"""Name and purpose of each family; the module is ``jalons.cli.<name>``."""


def construire(famille: str | None) -> argparse.ArgumentParser:
    """The parser, with the sub-commands of ``famille`` only (the others are named, not loaded)."""
    parler_francais()
    analyseur = argparse.ArgumentParser(
        prog="jalons",
        description="Jalons : piloter la prévention et la protection de l'enfance d'un département.",
        epilog=montrer("jalons contrats controler exemples/contrats/cantal.yaml --format json"),
        formatter_class=AideLisible,
    )
    analyseur.add_argument("--version", action="version", version=f"jalons {__version__}", help="montrer la version")
    familles = analyseur.add_subparsers(title="familles", metavar="FAMILLE", required=True)
    for nom, but in FAMILLES.items():
        sous = familles.add_parser(nom, help=but, description=but.capitalize() + ".")
        if nom == famille:
            importlib.import_module(f"jalons.cli.{nom}").ajouter(sous)
            donner(sous)
    return analyseur


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code."""
    mots = list(sys.argv[1:] if arguments is None else arguments)
    famille = next((m for m in mots if not m.startswith("-")), None)
    options = construire(famille).parse_args(mots)
    try:
        code = options.action(options)
    except EntreeRefusee as refus:
        dire_fautes(refus.fautes, quoi=refus.quoi, format_=getattr(options, "format", "texte"))
        return REFUSE
    except RegleNonRespectee as refus:
        for ecart in refus.ecarts:
            print(f"{ecart.message} ({ecart.source})", file=sys.stderr)
        return BLOQUANT
    except BrokenPipeError:
        sys.stderr.close()
        return CORRECT
    return int(code or CORRECT)
