"""``jalons appariement simuler``: the plan with places added, beside the plan without."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.appariement import lecture
from jalons.cli.appariement.resoudre import bilan
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, lire_fichier

if TYPE_CHECKING:
    from jalons.appariement.simulation import Simulation

EXEMPLE = """exemple :
  jalons appariement simuler essai.json --ajouter ouvertures.json
Le fichier des ajouts est un objet JSON à une clé, « lieux », de la même forme que dans le problème."""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``simuler``."""
    acte = actes.add_parser(
        "simuler", help="le plan avec des places de plus", epilog=EXEMPLE,
        description="Compare le plan tel quel et avec des lieux ajoutés : qui gagne une place, quels lieux servent.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    lecture.options(acte)
    acte.add_argument("--ajouter", metavar="FICHIER", required=True, help="lieux ajoutés (JSON)")
    acte.set_defaults(action=_simuler)


def _simuler(options: argparse.Namespace) -> int:
    from jalons.appariement.fichier import lire_lieux
    from jalons.appariement.simulation import simuler

    probleme, poids = lecture.lire(options)
    ajouts = lire_lieux(lire_fichier(options.ajouter), nom=Path(options.ajouter).name)
    reponse = simuler(probleme, poids, ajouts)
    if options.format == "json":
        ecrire_json(reponse.en_json())
    elif options.format == "csv":
        ecrire_csv((asdict(u) for u in reponse.usages), ("genre", "ajoutees", "occupees"))
    else:
        print("\n".join(_texte(reponse)))
    return CORRECT


def _texte(reponse: Simulation) -> Iterator[str]:
    yield f"Avant : {lecture.points(reponse.points_avant)}."
    yield from (f"  {ligne}" for ligne in bilan(reponse.avant))
    yield f"Après : {lecture.points(reponse.points_apres)}."
    yield from (f"  {ligne}" for ligne in bilan(reponse.apres))
    if not reponse.prouves:
        yield "Un des deux plans n'est pas prouvé le meilleur : lisez la différence avec prudence."
    yield f"Reçoivent une proposition grâce à ces places : {len(reponse.gagnants)}."
    yield from (f"  {u.genre} : {u.occupees} places servent sur {u.ajoutees} ajoutées" for u in reponse.usages)
