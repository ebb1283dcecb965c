"""``jalons places``: what is authorised, opened, taken and free on a day, by type, territory or public."""

from __future__ import annotations

import argparse

from jalons.cli.presentation import aujourdhui, jour
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format

EXEMPLE = """exemples :
  jalons places etat --departement F0
  jalons places etat --departement F0 --par territoire --au 2026-06-30 --format json"""
AXES = ("type", "territoire", "public")


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-command ``etat``."""
    analyseur.epilog, analyseur.formatter_class = EXEMPLE, argparse.RawDescriptionHelpFormatter
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    acte = actes.add_parser(
        "etat", help="compter les places un jour donné", epilog=EXEMPLE,
        description="Compte les places d'une collectivité un jour donné : autorisées, ouvertes, plafond, occupées, "
        "réservées, indisponibles, libres. Aucun enfant n'y est nommé ni numéroté.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("--departement", required=True, metavar="CODE", help="code de la collectivité (62, 69M, 6AE…)")
    acte.add_argument("--au", type=jour, metavar="JOUR", help="jour compté, AAAA-MM-JJ (aujourd'hui)")
    acte.add_argument("--par", choices=AXES, default="type", help="comment grouper (type)")
    option_format(acte)
    acte.set_defaults(action=_etat)


def _etat(options: argparse.Namespace) -> int:
    from jalons.cli.django_pret import preparer, refus

    preparer("worker")
    from jalons.application.places import etat
    from jalons.application.territoires.models import Collectivite

    lieu = Collectivite.objects.filter(pk=options.departement).first()
    if lieu is None:
        phrase = f"Aucune collectivité n'a le code « {options.departement} »."
        raise refus("departement", phrase, recu=options.departement, attendu="un code de collectivité")
    compte = etat.compter(lieu.pk, au=options.au or aujourdhui(), par=options.par)
    if options.format == "json":
        ecrire_json(compte | {"collectivite": {"code": lieu.pk, "nom": lieu.nom}})
    elif options.format == "csv":
        ecrire_csv(compte["groupes"], ("groupe", *compte["ensemble"]))
    else:
        print(f"Places de « {lieu} » au {compte['au']}, par {options.par}.")
        for ligne in [*compte["groupes"], {"groupe": "Ensemble"} | compte["ensemble"]]:
            print(
                f"  {ligne['groupe']} : {ligne['ouvertes']} ouvertes sur {ligne['autorisees']} autorisées, "
                f"{ligne['occupees']} occupées, {ligne['reservees']} réservées, "
                f"{ligne['indisponibles']} indisponibles, "
                f"{ligne['libres']} libres, {ligne['surnombre']} en surnombre"
                + (f" ({ligne['sans_acte']} unités sans acte, non comptées)" if ligne["sans_acte"] else "")
            )
    return CORRECT
