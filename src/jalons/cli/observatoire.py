"""``jalons observatoire``: the registers of a collectivité as tables, for the analyses."""

from __future__ import annotations

import argparse
from pathlib import Path

from jalons.cli.presentation import aujourdhui, jour
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format

EXEMPLE = """exemples :
  jalons observatoire extraire --departement 62 --sortie extrait
  jalons observatoire extraire --departement 62 --sortie extrait-2025 --au 2025-12-31 --pseudonymes essai --format json
  jalons analyse indicateurs --source extrait --au 2025-12-31"""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-command ``extraire``."""
    analyseur.epilog, analyseur.formatter_class = EXEMPLE, argparse.RawDescriptionHelpFormatter
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    acte = actes.add_parser(
        "extraire", help="écrire les registres en tables Parquet", epilog=EXEMPLE,
        description="Écrit les registres d'une collectivité en tables Parquet, toutes du même instant, entières ou pas "
        "du tout. Des numéros seulement : ni nom, ni adresse, ni texte libre.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("--departement", required=True, metavar="CODE", help="code de la collectivité (62, 69M, 6AE…)")
    acte.add_argument("--sortie", required=True, metavar="DOSSIER", help="dossier à créer, absent ou vide")
    acte.add_argument("--au", type=jour, metavar="JOUR", help="dernier jour connu, AAAA-MM-JJ (aujourd'hui)")
    acte.add_argument(
        "--pseudonymes", metavar="NOM", help="y joindre les identifiants OLINPE de ce fournisseur (essai) ; sans"
        " cette option, aucun"
    )  # fmt: skip
    option_format(acte)
    acte.set_defaults(action=_extraire)


def _extraire(options: argparse.Namespace) -> int:
    from jalons.analyse.transmissions.pseudonymes import fournisseur

    pseudonymes = fournisseur(options.pseudonymes) if options.pseudonymes else None
    from jalons.cli.django_pret import preparer

    preparer("worker")
    from jalons.application.observatoire.extraits import ecrire

    extrait = ecrire(
        options.departement, Path(options.sortie), jusqu_au=options.au or aujourdhui(), pseudonymes=pseudonymes
    )
    lignes = [{"table": nom, "lignes": nombre} for nom, nombre in extrait.lignes.items()]
    if options.format == "json":
        ecrire_json(extrait.en_json() | {"dossier": str(extrait.dossier)})
    elif options.format == "csv":
        ecrire_csv(lignes, ("table", "lignes"))
    else:
        print(f"{extrait.dossier} : registres de « {extrait.collectivite} » au {extrait.jusqu_au:%d/%m/%Y}.")
        for ligne in lignes:
            print(f"  {ligne['table']} : {ligne['lignes']}")
        print(f"Empreinte : {extrait.empreinte}")
    return CORRECT
