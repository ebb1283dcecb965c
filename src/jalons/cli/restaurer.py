"""``jalons restaurer``: check a backup, then, once confirmed, put it in place of the base in service."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from jalons.cli.django_pret import refus
from jalons.cli.exemples import montrer
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.dates import texte_du_jour


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the options."""
    analyseur.epilog = montrer("jalons restaurer /var/backups/jalons/2026-11-24.jalons --confirmer")
    analyseur.add_argument("fichier", metavar="FICHIER", help="sauvegarde écrite par « jalons sauvegarder »")
    analyseur.add_argument(
        "--confirmer", action="store_true", help="remplacer la base en service (sans elle, la sauvegarde est vérifiée)"
    )
    option_format(analyseur)
    analyseur.set_defaults(action=_restaurer)


def _restaurer(options: argparse.Namespace) -> int:
    import psycopg

    from jalons.config import archive, lieux
    from jalons.config.postgresql.outils import serveur
    from jalons.config.restauration import restaurer

    source = Path(options.fichier).resolve()
    if options.confirmer:
        try:
            fichiers = lieux.maison() / "fichiers"
            manifeste = restaurer(serveur(administrer=True), fichiers, source, dire=_dire)
        except (RuntimeError, OSError, psycopg.Error) as erreur:
            message = f"La restauration s'est arrêtée, la base en service n'a pas changé : {str(erreur).strip()}"
            raise refus("restauration", message) from erreur
    else:
        manifeste = archive.verifier(source)
    bilan = {
        "fichier": str(source),
        "restauree": options.confirmer,
        "cree_le": manifeste.cree_le,
        "jalons": manifeste.jalons,
        "postgresql": manifeste.postgresql,
        "fichiers_recus": len(manifeste.contenu) - 1,
    }
    if options.format == "json":
        ecrire_json(bilan)
    elif options.format == "csv":
        ecrire_csv([bilan], list(bilan))
    else:
        print(_phrase(options.confirmer, _en_mots(manifeste.cree_le)))
    return CORRECT


def _en_mots(instant: str) -> str:
    """A moment of the manifest as a reader says it.

    >>> _en_mots("2026-11-26T20:06:49+01:00")
    '26 novembre 2026 à 20 h 06'
    """
    lu = datetime.fromisoformat(instant)
    return f"{texte_du_jour(lu.date())} à {lu.hour} h {lu.minute:02d}"


def _phrase(faite: bool, cree_le: str) -> str:
    if faite:
        return (
            f"La base est revenue à la sauvegarde du {cree_le}. L'ancienne base est gardée à côté, sous le nom "
            "« …_precedente », jusqu'à la prochaine restauration."
        )
    return (
        f"La sauvegarde du {cree_le} est entière. Rien n'a changé : ajoutez --confirmer pour remplacer la base en "
        "service par celle-ci."
    )


def _dire(etape: str) -> None:
    print(etape, file=sys.stderr)
