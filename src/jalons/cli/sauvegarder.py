"""``jalons sauvegarder``: the base and the files received, into one file."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jalons.cli.django_pret import refus
from jalons.cli.exemples import montrer
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.accord import compter
from jalons.noyau.causes import cause


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = montrer("jalons sauvegarder --sortie /var/backups/jalons/2026-11-24.jalons")
    analyseur.add_argument(
        "--sortie", required=True, metavar="FICHIER", help="fichier à écrire (il ne doit pas exister)"
    )
    option_format(analyseur)
    analyseur.set_defaults(action=_sauvegarder)


def _sauvegarder(options: argparse.Namespace) -> int:
    import psycopg

    from jalons.config import lieux
    from jalons.config.postgresql.outils import serveur
    from jalons.config.sauvegarde import sauvegarder

    sortie = Path(options.sortie).resolve()
    if sortie.exists():
        message = "Ce fichier existe déjà, et une sauvegarde n'en écrase jamais une autre. Choisissez un autre nom."
        raise refus("--sortie", message, recu=str(sortie), attendu="un fichier qui n'existe pas")
    print("Sauvegarde en cours…", file=sys.stderr)
    try:
        maintenant = datetime.now(ZoneInfo("Europe/Paris"))
        manifeste = sauvegarder(serveur(), lieux.maison() / "fichiers", sortie, maintenant=maintenant)
    except OSError as erreur:
        message = (
            f"« {sortie} » ne peut être écrit ({cause(erreur)}). Choisissez un autre dossier, ou faites de la place."
        )
        raise refus("--sortie", message, recu=str(sortie), attendu="un dossier où écrire") from erreur
    except (RuntimeError, psycopg.Error) as erreur:
        raise refus("sauvegarde", f"La sauvegarde n'a pu être faite : {str(erreur).strip()}") from erreur
    recus = len(manifeste.contenu) - 1
    bilan = {
        "fichier": str(sortie),
        "octets": sortie.stat().st_size,
        "fichiers_recus": recus,
        "postgresql": manifeste.postgresql,
        "cree_le": manifeste.cree_le,
    }
    if options.format == "json":
        ecrire_json(bilan)
    elif options.format == "csv":
        ecrire_csv([bilan], list(bilan))
    else:
        print(
            f"Sauvegarde écrite : {sortie} "
            f"({bilan['octets']} octets, {compter(recus, 'fichier reçu')}). "
            f"Pour la vérifier : jalons restaurer {sortie}"
        )
    return CORRECT
