"""``jalons demo``: load the demonstration, and say with which accounts to look at it."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from jalons.cli.django_pret import preparer
from jalons.cli.exemples import montrer
from jalons.cli.francais import entier
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.demonstration.chargement import Bilan

PLAFOND = 20_000
"""Children followed: more than any département has."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = montrer("jalons demo --recommencer")
    analyseur.add_argument(
        "--recommencer", action="store_true", help="vider la base de démonstration, puis tout recharger"
    )
    analyseur.add_argument(
        "--confirmer", action="store_true", help="accepter d'ajouter la démonstration à une base déjà utilisée"
    )
    analyseur.add_argument(
        "--si-vide", action="store_true", help="ne rien faire, sans erreur, si la base sert déjà à quelqu'un"
    )
    analyseur.add_argument(
        "--enfants", type=entier, metavar="N",
        help="enfants suivis du département tiré au sort, ajouté au reste (150 par défaut, 0 pour aucun)",
    )  # fmt: skip
    option_format(analyseur)
    analyseur.set_defaults(action=_charger)


def _charger(options: argparse.Namespace) -> int:
    preparer()
    from django.utils import timezone

    from jalons.demonstration import synthetique
    from jalons.demonstration.chargement import charger

    depart = time.monotonic()
    try:
        bilan = charger(
            au=timezone.localdate(),
            dire=lambda phrase: print(f"[{time.monotonic() - depart:5.1f} s] {phrase}", file=sys.stderr, flush=True),
            recommencer=options.recommencer,
            confirmer=options.confirmer,
            enfants=_enfants(options.enfants, synthetique.ENFANTS),
        )
    except EntreeRefusee:
        if not options.si_vide:
            raise
        print("Cette base sert déjà : la démonstration n'y est pas chargée.", file=sys.stderr)
        return CORRECT
    _dire(bilan, options.format)
    return CORRECT


def _enfants(donne: int | None, defaut: int) -> int:
    """How many children to draw.

    Raises:
        EntreeRefusee: fewer than none, or more than a base can hold in one transaction.
    """
    if donne is None:
        return defaut
    if not 0 <= donne <= PLAFOND:
        phrase = f"« {donne} » ne convient pas : donnez un nombre d'enfants suivis entre 0 et {PLAFOND}."
        raise EntreeRefusee([Faute("--enfants", phrase, str(donne), f"de 0 à {PLAFOND}")], quoi="Démonstration")
    return donne


def _dire(bilan: Bilan, forme: str) -> None:
    reponse = bilan.en_json()
    if forme == "json":
        ecrire_json(reponse)
    elif forme == "csv":
        lignes = [{**compte, "mot_de_passe": bilan.mot_de_passe} for compte in reponse["comptes"]]
        ecrire_csv(lignes, ("courriel", "mot_de_passe", "fonction"))
    else:
        print(f"La démonstration est prête ({compter(bilan.chargees, 'dossier chargé')} à l'instant).")
        print(f"Mot de passe de tous les comptes : {bilan.mot_de_passe}")
        for agent in bilan.comptes:
            print(f"  {agent.courriel:32} {agent.fonction}")
